import { readNumber } from '../../components/NumberField';
import type { components } from '../../api/generated/schema';

type Schemas = components['schemas'];
export type EmergencyCall = Schemas['EmergencyCall'];
export type VitalSign = Schemas['VitalSign'];
type VitalSigns = Schemas['VitalSigns'];
type Sex = Schemas['Sex'];

/** The vital signs of this page, in the order of the Tab key. Pressure is written as one: 178/96. */
export const QUICK_SIGNS = [
  'heartRate',
  'respiratoryRate',
  'oxygenSaturation',
  'temperature',
  'glucose',
  'glasgow',
] as const;
export type QuickSign = (typeof QUICK_SIGNS)[number];

export interface EmergencyForm {
  readonly unit: string;
  readonly known: boolean;
  readonly patient: string;
  readonly patientName: string;
  readonly sex: Sex | '';
  readonly apparentAge: string;
  readonly mark: string;
  readonly specialty: string;
  readonly reason: string;
  readonly triage: number;
  readonly pressure: string;
  readonly signs: Partial<Record<QuickSign, string>>;
  readonly essential: string;
  readonly consent: '' | 'patient' | 'family' | 'emergency';
  readonly consentName: string;
  readonly relationship: string;
  readonly secondName: string;
  readonly secondCedula: string;
  readonly why: string;
}

export const EMPTY: EmergencyForm = {
  unit: '',
  known: true,
  patient: '',
  patientName: '',
  sex: '',
  apparentAge: '',
  mark: '',
  specialty: '',
  reason: '',
  triage: 0,
  pressure: '',
  signs: {},
  essential: '',
  consent: '',
  consentName: '',
  relationship: 'mother',
  secondName: '',
  secondCedula: '',
  why: '',
};

type TextField = {
  [K in keyof EmergencyForm]: EmergencyForm[K] extends string ? K : never;
}[keyof EmergencyForm];

export type Field = keyof EmergencyForm | QuickSign | 'vitals';

/** What keeps it from being sent, with the place of its field. */
export interface Gap {
  readonly field: Field;
  readonly fault: 'missing' | 'number' | 'range' | 'pressure' | 'cedula';
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}

/** `178/96`, `178 / 96` or `178 96`. */
export function readPressure(text: string): [number, number] | undefined {
  const found = /^\s*(\d{2,3})\s*[/ -]\s*(\d{2,3})\s*$/.exec(text);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

/** Everything that keeps the emergency from being asked, in the order of the page. */
export function gapsOf(form: EmergencyForm, ranges: readonly VitalSign[]): Gap[] {
  const gaps: Gap[] = [];
  const need = (field: TextField): void => {
    if (form[field].trim() === '') gaps.push({ field, fault: 'missing' });
  };
  if (form.known) need('patient');
  else {
    need('sex');
    const age = readNumber(form.apparentAge);
    if (form.apparentAge.trim() === '') need('apparentAge');
    else if (age === undefined || !Number.isInteger(age) || age < 0 || age > 120) {
      gaps.push({ field: 'apparentAge', fault: 'range', min: 0, max: 120, unit: '' });
    }
    need('mark');
  }
  need('specialty');
  need('reason');
  if (form.triage === 0) gaps.push({ field: 'triage', fault: 'missing' });
  gaps.push(...signGaps(form, ranges));
  if (form.consent === 'patient' || form.consent === 'family') {
    if (form.consentName.trim().length < 3) gaps.push({ field: 'consentName', fault: 'missing' });
  }
  if (form.consent === 'emergency') {
    if (form.secondName.trim().length < 3) gaps.push({ field: 'secondName', fault: 'missing' });
    if (!/^\d{7,8}$/.test(form.secondCedula.trim())) {
      gaps.push({ field: 'secondCedula', fault: 'cedula' });
    }
    need('why');
  }
  return gaps;
}

function signGaps(form: EmergencyForm, ranges: readonly VitalSign[]): Gap[] {
  const gaps: Gap[] = [];
  const texts = [form.pressure, ...QUICK_SIGNS.map((sign) => form.signs[sign] ?? '')];
  if (texts.every((text) => text.trim() === '')) {
    return [{ field: 'pressure', fault: 'missing' }];
  }
  if (form.pressure.trim() !== '') {
    const pressure = readPressure(form.pressure);
    const outside = (name: string, value: number): boolean => {
      const range = ranges.find((each) => each.id === name);
      return range !== undefined && (value < range.min || value > range.max);
    };
    if (
      pressure === undefined ||
      outside('systolic', pressure[0]) ||
      outside('diastolic', pressure[1]) ||
      pressure[1] >= pressure[0]
    ) {
      gaps.push({ field: 'pressure', fault: 'pressure' });
    }
  }
  for (const sign of QUICK_SIGNS) {
    const text = form.signs[sign] ?? '';
    if (text.trim() === '') continue;
    const value = readNumber(text);
    const range = ranges.find((each) => each.id === sign);
    if (value === undefined) gaps.push({ field: sign, fault: 'number' });
    else if (range && (value < range.min || value > range.max)) {
      gaps.push({ field: sign, fault: 'range', min: range.min, max: range.max, unit: range.unit });
    }
  }
  return gaps;
}

const PARENTS = ['mother', 'father'];

/** What is sent. `stranger` is the id of a patient nobody knows yet, made once. */
export function callOf(form: EmergencyForm, stranger: string, takenAt: string): EmergencyCall {
  const vitalSigns: VitalSigns = { takenAt };
  const pressure = readPressure(form.pressure);
  if (pressure) [vitalSigns.systolic, vitalSigns.diastolic] = pressure;
  for (const sign of QUICK_SIGNS) {
    const value = readNumber(form.signs[sign] ?? '');
    if (value !== undefined) vitalSigns[sign] = value;
  }
  const call: EmergencyCall = {
    specialty: form.specialty,
    reason: form.reason,
    triage: form.triage,
    vitalSigns,
  };
  if (form.unit !== '') call.unit = form.unit;
  if (form.known) call.patient = form.patient;
  else {
    call.unidentified = {
      id: stranger,
      sex: form.sex === '' ? 'unknown' : form.sex,
      apparentAge: readNumber(form.apparentAge) ?? 0,
      mark: form.mark.trim(),
    };
  }
  if (form.essential.trim() !== '') call.essential = form.essential.trim();
  const consent = consentOf(form);
  if (consent) call.consent = consent;
  return call;
}

function consentOf(form: EmergencyForm): EmergencyCall['consent'] {
  switch (form.consent) {
    case '':
      return undefined;
    case 'patient':
      return { basis: 'given', givenBy: 'patient', name: form.consentName.trim(), how: 'verbal' };
    case 'family':
      return {
        basis: 'given',
        givenBy: PARENTS.includes(form.relationship)
          ? 'parent'
          : form.relationship === 'legal-guardian'
            ? 'guardian'
            : 'representative',
        relationship: form.relationship as 'mother',
        name: form.consentName.trim(),
        how: 'verbal',
      };
    case 'emergency':
      return {
        basis: 'emergency',
        physicians: [{ name: form.secondName.trim(), cedula: form.secondCedula.trim() }],
        why: form.why.trim(),
      };
  }
}
