import { describe, expect, it } from 'vitest';
import { Guard } from './guard';

describe('the guard of the notice', () => {
  it('takes no key of a hand that was typing', () => {
    const guard = new Guard(0);
    expect([100, 300, 900, 1_500].map((at) => guard.key(at))).toEqual([false, false, false, false]);
  });

  it('takes a key after 800 ms without any', () => {
    const guard = new Guard(0);
    expect(guard.key(500)).toBe(false);
    expect(guard.key(1_299)).toBe(false);
    expect(guard.key(2_099)).toBe(true);
    expect(guard.key(2_150)).toBe(true);
  });

  it('takes a click 800 ms after it came', () => {
    const guard = new Guard(1_000);
    expect(guard.click(1_799)).toBe(false);
    expect(guard.click(1_800)).toBe(true);
  });
});
