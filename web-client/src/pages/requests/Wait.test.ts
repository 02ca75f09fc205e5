import { describe, expect, it } from 'vitest';
import { hoursAndMinutes } from './Wait';

describe('a wait of less than a day', () => {
  it('is shown in hours and minutes', () => {
    expect(hoursAndMinutes(131 * 60_000)).toBe('02:11');
  });

  it('is nothing when the clocks disagree', () => {
    expect(hoursAndMinutes(-5_000)).toBe('00:00');
  });
});
