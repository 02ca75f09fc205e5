import type { es } from './es';

/** The name of a sentence. */
export type Key = keyof typeof es;

/** All sentences of one language. */
export type Dictionary = Record<Key, string>;

/** The languages of the page. */
export type Language = 'es' | 'en';

/** What fills the `{name}` places of a sentence. */
export type Values = Record<string, string | number>;
