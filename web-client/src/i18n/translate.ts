import type { Dictionary, Key, Language, Values } from './dictionary';

/** The locale whose words, separators and clock a language uses here. */
export const localeOf: Record<Language, string> = { es: 'es-MX', en: 'en-US' };

const plurals: Record<Language, Intl.PluralRules> = {
  es: new Intl.PluralRules('es-MX'),
  en: new Intl.PluralRules('en-US'),
};

/**
 * A sentence with its places filled. A sentence of two forms, `one|other`, is chosen by the value
 * `n`.
 */
export function sentence(
  dictionary: Dictionary,
  language: Language,
  key: Key,
  values: Values = {},
): string {
  const forms = dictionary[key].split('|');
  const form =
    forms.length === 2 && plurals[language].select(Number(values.n)) !== 'one'
      ? forms[1]
      : forms[0];
  return (form ?? '').replace(/\{(\w+)\}/g, (place, name: string) =>
    name in values ? String(values[name]) : place,
  );
}
