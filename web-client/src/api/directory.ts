import { api, call } from './client';
import type { components } from './generated/schema';
import { allPages } from './pages';
import { useLoad, type Loaded } from './useLoad';

type Schemas = components['schemas'];

export type Unit = Schemas['Unit'];
export type Specialty = Schemas['Specialty'];
export type Reason = Schemas['Reason'];
export type Coverage = Schemas['Coverage'];
export type Person = Schemas['Person'];
export type Role = Schemas['Role'];

/** Every unit of the network. */
export function useUnits(): Loaded<Unit[]> {
  return useLoad('units', (signal) =>
    allPages((cursor) =>
      call(api.GET('/api/units', { params: { query: { cursor, limit: 100 } }, signal })),
    ),
  );
}

/** Every specialty. */
export function useSpecialties(): Loaded<Specialty[]> {
  return useLoad('specialties', async (signal) => {
    return (await call(api.GET('/api/specialties', { signal }))).items;
  });
}

/** Every reason of the catalogue. */
export function useReasons(): Loaded<Reason[]> {
  return useLoad('reasons', async (signal) => {
    return (await call(api.GET('/api/reasons', { signal }))).items;
  });
}

/** The OOADs that units report to, each once, by name. */
export function groupsOf(units: readonly Unit[]): { id: string; name: string }[] {
  const groups = new Map(units.map((unit) => [unit.group, unit.groupName]));
  return [...groups]
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** A natural key made of a name: lower case, without accents, words joined by dashes. */
export function keyOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
