import type { Key } from '../i18n/dictionary';
import type { Translate } from '../i18n/language';

const words: Record<string, Key> = {
  heartRate: 'urgencias.perMinute',
  respiratoryRate: 'urgencias.breaths',
  glasgow: 'urgencias.of15',
  pain: 'urgencias.of10',
};

/** The unit of a vital sign as it is written in a record; the catalogue's own symbol for most. */
export function unitWord(sign: string, unit: string | undefined, t: Translate): string {
  const word = words[sign];
  return word === undefined ? (unit ?? '') : t(word);
}
