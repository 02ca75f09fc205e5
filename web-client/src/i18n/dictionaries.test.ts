import { describe, expect, it } from 'vitest';
import type { Key } from './dictionary';
import { en } from './en';
import { es } from './es';
import { sentence } from './translate';

const keys = Object.keys(es) as Key[];

/** The page's own code, dictionaries and tests apart. */
const code = Object.values(
  import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!./**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('\n');

/** Names as they are written, and templates such as `state.${state}`, where one word may be any. */
const written = new Set([...code.matchAll(/['"]([\w.-]+)['"]/g)].map(([, name]) => name));
const composed = [...new Set(code.match(/`[\w-]+\.(?:[\w.-]|\$\{[^}`]*\})*`/g))].map(
  (template) =>
    new RegExp(
      `^${template
        .slice(1, -1)
        .replaceAll('.', '\\.')
        .replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`,
    ),
);

function places(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\w+\}/g)].map(([place]) => place))].sort();
}

describe('the dictionaries', () => {
  it('have the same sentences in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('hold nothing that no page says', () => {
    const unused = keys.filter(
      (key) => !written.has(key) && !composed.some((names) => names.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('leave no sentence empty', () => {
    for (const key of keys) {
      expect(es[key].trim(), `es ${key}`).not.toBe('');
      expect(en[key].trim(), `en ${key}`).not.toBe('');
    }
  });

  it('fill the same places in both languages', () => {
    for (const key of keys) expect(places(en[key]), key).toEqual(places(es[key]));
  });

  it('have one form or two, and two only where a number chooses', () => {
    for (const dictionary of [es, en]) {
      for (const key of keys) {
        const forms = dictionary[key].split('|');
        expect(forms.length, key).toBeLessThanOrEqual(2);
        if (forms.length === 2) expect(forms[1], key).toContain('{n}');
      }
    }
  });

  it('never speak of usted or tú, and never shout', () => {
    for (const key of keys) {
      expect(es[key], key).not.toMatch(/\b(usted|tú|tu|su contraseña|por favor)\b|[¡!]/i);
      expect(en[key], key).not.toMatch(/\b(please|sorry|your?)\b|!/i);
    }
  });
});

describe('a sentence', () => {
  it('chooses its form by n', () => {
    expect(sentence(es, 'es', 'units.count', { n: 1 })).toBe('1 unidad');
    expect(sentence(es, 'es', 'units.count', { n: 2 })).toBe('2 unidades');
    expect(sentence(en, 'en', 'units.count', { n: 0 })).toBe('0 units');
  });

  it('leaves a place that nobody fills, so that it is seen', () => {
    expect(sentence(en, 'en', 'error.code')).toBe('Code {code}.');
  });
});
