import { describe, expect, it } from 'vitest';
import { EMPTY_FORM, fromRequest, gapsOf, toDraft, type Request, type VitalSign } from './draft';

const RANGES: VitalSign[] = [
  sign('heartRate', 20, 300),
  sign('systolic', 30, 300),
  sign('diastolic', 10, 200),
  sign('oxygenSaturation', 40, 100),
];

function sign(id: string, min: number, max: number): VitalSign {
  return { id, name: { es: id, en: id }, unit: 'u', min, max, decimals: 1 };
}

const WRITTEN = {
  ...EMPTY_FORM,
  patient: 'p1',
  kind: 'outpatient',
  specialty: 'paediatric-cardiology',
  reason: 'murmur',
  priority: 'soon',
  clinicalSummary: 'Soplo',
  question: '¿Eco?',
  means: 'bus',
} as const;

describe('a request being written', () => {
  it('lacks nothing when everything asked for is there', () => {
    expect(gapsOf(WRITTEN, RANGES)).toEqual([]);
  });

  it('names what is missing in the order of the form', () => {
    expect(gapsOf(EMPTY_FORM, RANGES).map((gap) => gap.field)).toEqual([
      'kind',
      'specialty',
      'reason',
      'priority',
      'clinicalSummary',
      'question',
      'means',
    ]);
  });

  it('refuses an impossible saturation and says between what it must be', () => {
    const gaps = gapsOf({ ...WRITTEN, vitals: { oxygenSaturation: '198' } }, RANGES);
    expect(gaps).toMatchObject([{ field: 'oxygenSaturation', fault: 'range', min: 40, max: 100 }]);
  });

  it('never sends an impossible value with the autosaved draft', () => {
    const draft = toDraft(
      { ...WRITTEN, vitals: { oxygenSaturation: '198', heartRate: '108' } },
      3,
      RANGES,
    );
    expect(draft.content?.vitalSigns).toEqual({ heartRate: 108 });
    expect(draft.version).toBe(3);
  });

  it('asks for both halves of a blood pressure, the larger first', () => {
    expect(gapsOf({ ...WRITTEN, vitals: { systolic: '92' } }, RANGES)).toMatchObject([
      { field: 'diastolic', fault: 'pair' },
    ]);
    expect(
      gapsOf({ ...WRITTEN, vitals: { systolic: '58', diastolic: '92' } }, RANGES),
    ).toMatchObject([{ field: 'diastolic', fault: 'order' }]);
  });

  it('asks for bed, ward and complication only when the patient is in hospital', () => {
    const gaps = gapsOf({ ...WRITTEN, kind: 'hospitalised' }, RANGES);
    expect(gaps.map((gap) => gap.field)).toEqual(['ward', 'bed', 'transferComplication']);
  });

  it('does not take more working companions than there are companions', () => {
    const form = { ...WRITTEN, companions: 1, companionsWorking: 2 };
    expect(gapsOf(form, RANGES)).toMatchObject([{ field: 'companionsWorking' }]);
    expect(toDraft(form, 1, RANGES).content?.travel?.companionsWorking).toBe(1);
  });

  it('comes back from the server as it was sent', () => {
    const form = { ...WRITTEN, vitals: { heartRate: '108' }, companions: 2 };
    const draft = toDraft(form, 1, RANGES);
    const request = { ...draft, patient: { id: 'p1' }, unit: '' } as unknown as Request;
    expect(fromRequest(request)).toEqual(form);
  });
});
