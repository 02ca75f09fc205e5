import { en } from '../../src/i18n/en';
import { es } from '../../src/i18n/es';

export type Word = keyof typeof es;

/** What the page says, from its own dictionary: a test follows when a sentence is put better. */
export function word(key: Word, values: Record<string, string | number> = {}): string {
  return filled(es[key], values);
}

/** As {@link word}, of the page in English. */
export function englishWord(key: Word, values: Record<string, string | number> = {}): string {
  return filled(en[key], values);
}

/** The beginning of a name in Spanish or in English. */
export function either(key: Word): RegExp {
  const both = [es[key], en[key]].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(${both.join('|')})`);
}

function filled(sentence: string, values: Record<string, string | number>): string {
  const forms = sentence.split('|');
  const form = forms.length > 1 && values.n !== 1 ? forms[1] : forms[0];
  return (form ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
