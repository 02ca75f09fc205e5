import { useMemo } from 'react';
import { useLanguage, useT } from '../i18n/language';
import { ownZone, serverNow } from '../time/clock';
import { Format } from './format';

/** Dates, times, ages and numbers in the language of the page and the reader's own zone. */
export function useFormat(): Format {
  const language = useLanguage();
  const t = useT();
  return useMemo(() => new Format(language, t, ownZone(), serverNow), [language, t]);
}
