import { readNumber } from '../../components/NumberField';
import type { components } from '../../api/generated/schema';

type Schemas = components['schemas'];
export type RequestDraft = Schemas['RequestDraft'];
export type Request = Schemas['Request'];
export type VitalSign = Schemas['VitalSign'];
export type VitalSigns = Schemas['VitalSigns'];
export type RequestKind = Schemas['RequestKind'];
export type Priority = Schemas['Priority'];
export type TravelMeans = NonNullable<NonNullable<Schemas['Travel']>['means']>;

/** The vital signs by the name of their property; text as typed, so that nothing typed is lost. */
export type VitalTexts = Partial<Record<VitalName, string>>;
export type VitalName = Exclude<keyof VitalSigns, 'takenAt'>;

export const VITAL_NAMES: readonly VitalName[] = [
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
];

/** What the form of a new request holds while it is written. */
export interface RequestForm {
  readonly unit: string;
  readonly patient: string;
  readonly kind: RequestKind | '';
  readonly specialty: string;
  readonly reason: string;
  readonly priority: Priority | '';
  readonly clinicalSummary: string;
  readonly question: string;
  readonly vitals: VitalTexts;
  readonly takenAt: string;
  readonly ward: string;
  readonly bed: string;
  readonly transferComplication: string;
  readonly means: TravelMeans | '';
  readonly companions: number;
  readonly companionsWorking: number;
  readonly patientWorks: boolean;
  /** The answered request that this one follows up; empty for a first one. */
  readonly follows: string;
}

export const EMPTY_FORM: RequestForm = {
  unit: '',
  patient: '',
  kind: '',
  specialty: '',
  reason: '',
  priority: '',
  clinicalSummary: '',
  question: '',
  vitals: {},
  takenAt: '',
  ward: '',
  bed: '',
  transferComplication: '',
  means: '',
  companions: 0,
  companionsWorking: 0,
  patientWorks: false,
  follows: '',
};

/** One thing the form still lacks, or a value that cannot be. */
export interface Gap {
  readonly field: keyof RequestForm | VitalName;
  readonly section: SectionName;
  /** missing: nothing typed; number: not a number; range: impossible; order: diastolic over systolic. */
  readonly fault: 'missing' | 'number' | 'range' | 'order' | 'pair' | 'companions';
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}

export const SECTIONS = ['request', 'summary', 'vitals', 'travel'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** What is wrong with the vital signs. Empty ones are allowed, except one for an emergency. */
export function vitalGaps(form: RequestForm, ranges: readonly VitalSign[]): Gap[] {
  const gaps: Gap[] = [];
  for (const range of ranges) {
    const field = range.id as VitalName;
    const text = form.vitals[field] ?? '';
    if (text.trim() === '') {
      continue;
    }
    const value = readNumber(text);
    const bounds = { min: range.min, max: range.max, unit: range.unit };
    if (value === undefined) {
      gaps.push({ field, section: 'vitals', fault: 'number', ...bounds });
    } else if (value < range.min || value > range.max) {
      gaps.push({ field, section: 'vitals', fault: 'range', ...bounds });
    }
  }
  const systolic = form.vitals.systolic?.trim() ?? '';
  const diastolic = form.vitals.diastolic?.trim() ?? '';
  if ((systolic === '') !== (diastolic === '')) {
    gaps.push({
      field: systolic === '' ? 'systolic' : 'diastolic',
      section: 'vitals',
      fault: 'pair',
    });
  } else {
    const high = readNumber(systolic);
    const low = readNumber(diastolic);
    if (high !== undefined && low !== undefined && low >= high) {
      gaps.push({ field: 'diastolic', section: 'vitals', fault: 'order' });
    }
  }
  if (form.kind === 'emergency' && VITAL_NAMES.every((name) => !form.vitals[name]?.trim())) {
    gaps.push({ field: 'heartRate', section: 'vitals', fault: 'missing' });
  }
  return gaps;
}

/** Everything that keeps a request from being sent, in the order of the form. */
export function gapsOf(form: RequestForm, ranges: readonly VitalSign[]): Gap[] {
  const gaps: Gap[] = [];
  const need = (field: keyof RequestForm, section: SectionName): void => {
    if (form[field] === '') {
      gaps.push({ field, section, fault: 'missing' });
    }
  };
  need('kind', 'request');
  need('specialty', 'request');
  need('reason', 'request');
  need('priority', 'request');
  if (form.kind === 'hospitalised') {
    need('ward', 'request');
    need('bed', 'request');
    need('transferComplication', 'request');
  }
  need('clinicalSummary', 'summary');
  need('question', 'summary');
  gaps.push(...vitalGaps(form, ranges));
  need('means', 'travel');
  if (form.companionsWorking > form.companions) {
    gaps.push({ field: 'companionsWorking', section: 'travel', fault: 'companions' });
  }
  return gaps;
}

/** The form as the server takes it. Values that cannot be are left out: they stay on the page only. */
export function toDraft(
  form: RequestForm,
  version: number,
  ranges: readonly VitalSign[],
): RequestDraft {
  const faulty = new Set(vitalGaps(form, ranges).map((gap) => gap.field));
  const vitalSigns: VitalSigns = {};
  for (const name of VITAL_NAMES) {
    const value = readNumber(form.vitals[name] ?? '');
    if (value !== undefined && !faulty.has(name)) {
      vitalSigns[name] = value;
    }
  }
  if (vitalSigns.systolic === undefined || vitalSigns.diastolic === undefined) {
    delete vitalSigns.systolic;
    delete vitalSigns.diastolic;
  }
  if (Object.keys(vitalSigns).length > 0 && form.takenAt !== '') {
    vitalSigns.takenAt = form.takenAt;
  }
  const content: NonNullable<RequestDraft['content']> = {
    clinicalSummary: form.clinicalSummary,
    question: form.question,
    travel: {
      ...(form.means === '' ? {} : { means: form.means }),
      companions: form.companions,
      companionsWorking: Math.min(form.companions, form.companionsWorking),
      patientWorks: form.patientWorks,
    },
  };
  if (Object.keys(vitalSigns).length > 0) {
    content.vitalSigns = vitalSigns;
  }
  if (form.kind === 'hospitalised') {
    content.hospitalisation = {
      ward: form.ward,
      bed: form.bed,
      transferComplication: form.transferComplication,
    };
  }
  return {
    version,
    content,
    ...(form.unit === '' ? {} : { unit: form.unit }),
    ...(form.patient === '' ? {} : { patient: form.patient }),
    ...(form.kind === '' ? {} : { kind: form.kind }),
    ...(form.specialty === '' ? {} : { specialty: form.specialty }),
    ...(form.reason === '' ? {} : { reason: form.reason }),
    ...(form.priority === '' ? {} : { priority: form.priority }),
    ...(form.follows === '' ? {} : { follows: form.follows }),
  };
}

/** A saved draft as the form shows it. */
export function fromRequest(request: Request): RequestForm {
  const content = request.content;
  const vitals: Partial<Record<VitalName, string>> = {};
  for (const name of VITAL_NAMES) {
    const value = content?.vitalSigns?.[name];
    if (value !== undefined) {
      vitals[name] = String(value);
    }
  }
  return {
    unit: request.unit,
    patient: request.patient?.id ?? '',
    kind: request.kind ?? '',
    specialty: request.specialty ?? '',
    reason: request.reason ?? '',
    priority: request.priority ?? '',
    clinicalSummary: content?.clinicalSummary ?? '',
    question: content?.question ?? '',
    vitals,
    takenAt: content?.vitalSigns?.takenAt ?? '',
    ward: content?.hospitalisation?.ward ?? '',
    bed: content?.hospitalisation?.bed ?? '',
    transferComplication: content?.hospitalisation?.transferComplication ?? '',
    means: content?.travel?.means ?? '',
    companions: content?.travel?.companions ?? 0,
    companionsWorking: content?.travel?.companionsWorking ?? 0,
    patientWorks: content?.travel?.patientWorks ?? false,
    follows: request.follows ?? '',
  };
}

/** What a follow-up begins with: the same question's kind, specialty, reason and journey. */
export function fromAnswered(before: Request): RequestForm {
  const same = fromRequest(before);
  return {
    ...EMPTY_FORM,
    unit: same.unit,
    patient: same.patient,
    kind: same.kind === 'emergency' ? 'outpatient' : same.kind,
    specialty: same.specialty,
    reason: same.reason,
    priority: 'routine',
    means: same.means,
    companions: same.companions,
    companionsWorking: same.companionsWorking,
    patientWorks: same.patientWorks,
    follows: before.id,
  };
}
