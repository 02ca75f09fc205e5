import type { components } from '../../api/generated/schema';
import type { Key } from '../../i18n/dictionary';

export type NoteFields = components['schemas']['NoteFields'];
export type NoteFieldName = components['schemas']['NoteFieldName'];
export type NoteMode = components['schemas']['NoteMode'];
export type Diagnosis = components['schemas']['Diagnosis'];
export type VitalSigns = components['schemas']['VitalSigns'];
export type Disposition = components['schemas']['Disposition'];
export type FollowUpAfter = components['schemas']['FollowUpAfter'];
export type NoteHeader = components['schemas']['NoteHeader'];
export type SignedNote = components['schemas']['SignedNote'];

/** The fields of a note in the order they are written and read (NOM-004-SSA3-2012, 6.3 and 7.1). */
export const NOTE_FIELDS: readonly NoteFieldName[] = [
  'reason',
  'historySummary',
  'vitalSigns',
  'physicalExam',
  'results',
  'diagnoses',
  'diagnosticCriteria',
  'studyPlan',
  'suggestions',
  'treatment',
  'prognosis',
  'disposition',
  'followUp',
  'followUpAfter',
];

const OPTIONAL: ReadonlySet<NoteFieldName> = new Set(['results', 'followUp', 'followUpAfter']);
const ONLY_BY_VIDEO: ReadonlySet<NoteFieldName> = new Set(['physicalExam', 'vitalSigns']);

/** Fields that a signature in this mode needs. */
export function neededFields(mode: NoteMode): NoteFieldName[] {
  return NOTE_FIELDS.filter(
    (name) => !OPTIONAL.has(name) && (mode === 'video' || !ONLY_BY_VIDEO.has(name)),
  );
}

/** Fields that a signature still needs, in the order of the page. */
export function missingFields(fields: NoteFields, mode: NoteMode): NoteFieldName[] {
  return neededFields(mode).filter((name) => !hasValue(fields, name));
}

/** Whether a field says anything. */
export function hasValue(fields: NoteFields, name: NoteFieldName): boolean {
  if (name === 'diagnoses') return (fields.diagnoses ?? []).some(({ text }) => text.trim() !== '');
  if (name === 'vitalSigns') {
    return Object.entries(fields.vitalSigns ?? {}).some(
      ([sign, value]) => sign !== 'takenAt' && value !== undefined && value !== null,
    );
  }
  return (fields[name] ?? '').trim() !== '';
}

/** What is sent and kept: without blanks, empty lines of the list and absent values. */
export function tidy(fields: NoteFields): NoteFields {
  const kept: Record<string, unknown> = {};
  for (const name of NOTE_FIELDS) {
    if (!hasValue(fields, name)) continue;
    kept[name] =
      name === 'diagnoses'
        ? (fields.diagnoses ?? []).filter(({ text }) => text.trim() !== '')
        : fields[name];
  }
  return kept;
}

/** The label of a field where it is written. */
export function fieldLabel(name: NoteFieldName): Key {
  return `note.${name}`;
}

/** Its short label where it is read. */
export function fieldShort(name: NoteFieldName): Key {
  return `note.short.${name}`;
}

export const DISPOSITIONS: readonly Disposition[] = [
  'managed-at-unit',
  'follow-up-video',
  'studies-first',
  'transfer-scheduled',
  'transfer-urgent',
  'other-specialty',
  'discharged',
];

/** In how long a note asks for a follow-up. */
export const FOLLOW_UPS: readonly FollowUpAfter[] = [
  '2-weeks',
  '1-month',
  '3-months',
  '6-months',
  '1-year',
];

/** The vital signs in the order they are read aloud. */
export const VITAL_SIGNS = [
  'heartRate',
  'respiratoryRate',
  'systolic',
  'diastolic',
  'temperature',
  'oxygenSaturation',
  'weight',
  'height',
  'glucose',
  'glasgow',
  'pain',
] as const satisfies readonly (keyof VitalSigns)[];

export type VitalSignName = (typeof VITAL_SIGNS)[number];
