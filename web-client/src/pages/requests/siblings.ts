import type { components } from '../../api/generated/schema';

/** Names of different patients in one list who are attended under one NSS, family by family. */
export function sharedNss(
  rows: readonly { patient?: components['schemas']['PatientHeader'] }[],
): string[][] {
  const families = new Map<string, Map<string, string>>();
  for (const { patient } of rows) {
    if (patient?.nss === undefined) continue;
    const family = families.get(patient.nss) ?? new Map<string, string>();
    family.set(patient.id, patient.displayName);
    families.set(patient.nss, family);
  }
  return [...families.values()]
    .filter((family) => family.size > 1)
    .map((family) => [...family.values()]);
}
