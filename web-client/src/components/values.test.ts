import { describe, expect, it } from 'vitest';
import { keyOf } from '../api/directory';
import { readNumber } from './readNumber';
import { hasWords } from './words';

describe('a number', () => {
  it('is read with point or comma', () => {
    expect(readNumber('36.7')).toBe(36.7);
    expect(readNumber(' 36,7 ')).toBe(36.7);
    expect(readNumber('-3')).toBe(-3);
  });

  it('is never guessed', () => {
    for (const text of ['', '36.', '1e3', '12a', '1,000.5', '--1', 'NaN']) {
      expect(readNumber(text), text).toBeUndefined();
    }
  });
});

describe('words', () => {
  it('are found in any order, without accents or case', () => {
    expect(hasWords('pediatria CARDIO', 'Cardiología pediátrica', 'Pediatría')).toBe(true);
    expect(hasWords('cardio adultos', 'Cardiología pediátrica', undefined)).toBe(false);
    expect(hasWords('', 'anything')).toBe(true);
  });
});

describe('a natural key', () => {
  it('is made of a name', () => {
    expect(keyOf('Cardiología pediátrica')).toBe('cardiologia-pediatrica');
    expect(keyOf('  Niñez & Adolescencia (I) ')).toBe('ninez-adolescencia-i');
    expect(keyOf('x'.repeat(80))).toHaveLength(64);
  });
});
