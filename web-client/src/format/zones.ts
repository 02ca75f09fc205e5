import type { Key } from '../i18n/dictionary';

/**
 * The four hours of the Ley de los Husos Horarios (2022) and the border municipalities that keep
 * daylight saving; names of the law, not of CLDR.
 */
const zones: Record<string, Key> = {
  'America/Tijuana': 'zone.noroeste',
  'America/Ensenada': 'zone.noroeste',
  'America/Santa_Isabel': 'zone.noroeste',
  'America/Los_Angeles': 'zone.noroeste',
  'Mexico/BajaNorte': 'zone.noroeste',
  'America/Hermosillo': 'zone.pacifico',
  'America/Mazatlan': 'zone.pacifico',
  'Mexico/BajaSur': 'zone.pacifico',
  'America/Mexico_City': 'zone.centro',
  'America/Bahia_Banderas': 'zone.centro',
  'America/Monterrey': 'zone.centro',
  'America/Merida': 'zone.centro',
  'America/Chihuahua': 'zone.centro',
  'Mexico/General': 'zone.centro',
  'America/Cancun': 'zone.sureste',
};

/** The sentence that names a zone, and what fills its place when it is not one of the law's. */
export function zoneName(zone: string): { key: Key; values: { zone: string } } {
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  return { key: zones[zone] ?? 'zone.other', values: { zone: city } };
}
