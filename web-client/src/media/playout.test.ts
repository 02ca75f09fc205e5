import { describe, expect, it } from 'vitest';
import { Playout } from './playout';

function after(
  playout: Playout,
  seconds: number,
  loss: number,
  trip: number,
  askedAgain = loss,
): number | null {
  let held: number | null = null;
  for (let second = 0; second < seconds; second += 1) held = playout.follow(loss, askedAgain, trip);
  return held;
}

describe('how long sound and picture are held back', () => {
  it('is left to the browser on a line that loses nothing', () => {
    expect(after(new Playout(), 30, 0, 40)).toBeNull();
    expect(after(new Playout(), 30, 0.004, 40)).toBeNull();
  });

  it('allows for a round trip when the line loses packets, within two seconds', () => {
    expect(after(new Playout(), 2, 0.06, 40)).toBe(100);
    expect(after(new Playout(), 2, 0.06, 120)).toBe(180);
    expect(after(new Playout(), 2, 0.06, -1)).toBe(160);
  });

  it('allows for more tries where the second is often lost as well', () => {
    expect(after(new Playout(), 5, 0.1, 40)).toBe(140);
    expect(after(new Playout(), 5, 0.2, 40)).toBe(180);
  });

  it('allows for the line of whoever sends when it is that one which loses', () => {
    expect(after(new Playout(), 3, 0, 2, 0.05)).toBe(140);
    expect(after(new Playout(), 3, 0.05, 2, 0.05)).toBe(80);
  });

  it('never keeps people waiting for one another', () => {
    expect(after(new Playout(), 5, 0.2, 900)).toBe(280);
  });

  it('does not change with every breath of the line', () => {
    const playout = new Playout();
    after(playout, 5, 0.06, 100);
    expect(after(playout, 1, 0.06, 150)).toBe(180);
    expect(after(playout, 5, 0.06, 100)).toBe(180);
    expect(after(playout, 15, 0.06, 100)).toBe(160);
  });

  it('goes back to the browser some time after the line is good again', () => {
    const playout = new Playout();
    after(playout, 10, 0.06, 40);
    expect(after(playout, 5, 0, 40)).toBe(100);
    expect(after(playout, 60, 0, 40)).toBeNull();
  });
});
