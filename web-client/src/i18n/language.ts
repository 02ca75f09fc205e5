import { useCallback, useSyncExternalStore } from 'react';
import type { Dictionary, Key, Language, Values } from './dictionary';
import { sentence } from './translate';

/** A function that gives a sentence in the language of the page. */
export type Translate = (key: Key, values?: Values) => string;

const kept = 'interconsulta.language';
const listeners = new Set<() => void>();
let current: { language: Language; dictionary: Dictionary } | undefined;

/** The language last chosen on this computer, else the browser's, else Spanish. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'es' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'es';
}

/** Loads a language and shows the page in it. */
export async function showLanguage(language: Language): Promise<void> {
  if (current?.language === language) return;
  const dictionary = language === 'es' ? (await import('./es')).es : (await import('./en')).en;
  current = { language, dictionary };
  document.documentElement.lang = language;
  localStorage.setItem(kept, language);
  for (const listener of listeners) listener();
}

function shown() {
  if (current === undefined) throw new Error('no language is loaded yet');
  return current;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language of the page now, outside of a component. */
export function languageNow(): Language {
  return current?.language ?? 'es';
}

/** A sentence in the language of the page now, outside of a component. */
export function say(key: Key, values?: Values): string {
  const { language, dictionary } = shown();
  return sentence(dictionary, language, key, values);
}

/** The language of the page; the component is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, shown).language;
}

/** The sentences in the language of the page: `const t = useT(); t('shell.online')`. */
export function useT(): Translate {
  const { language, dictionary } = useSyncExternalStore(subscribe, shown);
  return useCallback(
    (key, values) => sentence(dictionary, language, key, values),
    [dictionary, language],
  );
}
