import { describe, expect, it } from 'vitest';
import { Speaking } from './speaking';

/** Decides every 200 ms for so long, and answers with who has the floor at the end. */
function talk(speaking: Speaking, levels: Record<string, number>, from: number, millis: number) {
  let now = '';
  for (let at = from; at < from + millis; at += 200) {
    now = speaking.decide(new Map(Object.entries(levels)), at);
  }
  return now;
}

describe('who speaks', () => {
  it('is the first who says something, and nobody when it has long been quiet', () => {
    const speaking = new Speaking();
    expect(talk(speaking, { ana: 0, luis: 0 }, 0, 400)).toBe('');
    expect(talk(speaking, { ana: 0.2, luis: 0 }, 400, 200)).toBe('ana');
    expect(talk(speaking, { ana: 0, luis: 0 }, 600, 600)).toBe('ana');
    expect(talk(speaking, { ana: 0, luis: 0 }, 1_200, 4_000)).toBe('');
  });

  it('does not change for a cough, and does for who goes on clearly louder', () => {
    const speaking = new Speaking();
    talk(speaking, { ana: 0.1, luis: 0 }, 0, 1_000);
    expect(talk(speaking, { ana: 0.1, luis: 0.5 }, 1_000, 400)).toBe('ana');
    talk(speaking, { ana: 0.1, luis: 0 }, 1_400, 2_000);
    expect(talk(speaking, { ana: 0.1, luis: 0.5 }, 3_400, 1_200)).toBe('luis');
  });

  it('stays with who speaks when another is about as loud', () => {
    const speaking = new Speaking();
    talk(speaking, { ana: 0.2, luis: 0 }, 0, 1_000);
    expect(talk(speaking, { ana: 0.2, luis: 0.25 }, 1_000, 3_000)).toBe('ana');
  });

  it('forgets who left', () => {
    const speaking = new Speaking();
    talk(speaking, { ana: 0.2, luis: 0 }, 0, 1_000);
    expect(talk(speaking, { luis: 0 }, 1_000, 2_000)).toBe('');
  });
});
