import { useEffect, useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import type { Language } from '../../i18n/dictionary';
import { useLanguage } from '../../i18n/language';

type Schemas = components['schemas'];
export type Unit = Schemas['Unit'];
export type Specialty = Schemas['Specialty'];
export type Reason = Schemas['Reason'];
export type VitalSign = Schemas['VitalSign'];

/** Units, specialties, reasons and vital signs: read once a page load, they change seldom. */
export interface Catalogue {
  readonly units: ReadonlyMap<string, Unit>;
  readonly specialties: ReadonlyMap<string, Specialty>;
  readonly reasons: ReadonlyMap<string, Reason>;
  readonly vitalSigns: readonly VitalSign[];
}

let reading: Promise<Catalogue> | undefined;

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

async function allUnits(): Promise<Unit[]> {
  const units: Unit[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? { limit: 100 } : { limit: 100, cursor };
    const page = await call(api.GET('/api/units', { params: { query } }));
    units.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return units;
}

async function read(): Promise<Catalogue> {
  const [units, specialties, reasons, vitalSigns] = await Promise.all([
    allUnits(),
    call(api.GET('/api/specialties')),
    call(api.GET('/api/reasons')),
    call(api.GET('/api/vital-signs')),
  ]);
  return {
    units: byId(units),
    specialties: byId(specialties.items),
    reasons: byId(reasons.items),
    vitalSigns: vitalSigns.items,
  };
}

const AGAIN_MILLIS = 3_000;

/** The catalogue, undefined until it is read; a failure is tried again while a page waits for it. */
export function useCatalogue(): Catalogue | undefined {
  const [catalogue, setCatalogue] = useState<Catalogue>();
  useEffect(() => {
    let shown = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = (): void => {
      reading ??= read();
      reading.then(
        (found) => {
          if (shown) setCatalogue(found);
        },
        () => {
          reading = undefined;
          if (shown) timer = setTimeout(attempt, AGAIN_MILLIS);
        },
      );
    };
    attempt();
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, []);
  return catalogue;
}

/** The name of a catalogue entry in a language. */
export function nameIn(language: Language, named: { name: { es: string; en: string } }): string {
  return named.name[language];
}

/** Names by key in the language of the page; the key itself while the catalogue is read. */
export function useNames(): {
  specialty: (key: string | undefined) => string;
  reason: (key: string | undefined) => string;
} {
  const catalogue = useCatalogue();
  const language = useLanguage();
  const name = (
    entries: ReadonlyMap<string, { name: { es: string; en: string } }> | undefined,
    key: string | undefined,
  ): string => {
    if (key === undefined) return '';
    const entry = entries?.get(key);
    return entry === undefined ? '' : nameIn(language, entry);
  };
  return {
    specialty: (key) => name(catalogue?.specialties, key),
    reason: (key) => name(catalogue?.reasons, key),
  };
}
