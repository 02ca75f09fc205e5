import { describe, expect, it } from 'vitest';
import { callOf, EMPTY, gapsOf, readPressure, type EmergencyForm, type VitalSign } from './form';

const ranges = [
  ['systolic', 30, 300],
  ['diastolic', 10, 200],
  ['heartRate', 20, 300],
  ['oxygenSaturation', 40, 100],
].map(([id, min, max]) => ({ id, min, max, unit: '', decimals: 0 })) as unknown as VitalSign[];

const whole: EmergencyForm = {
  ...EMPTY,
  known: false,
  sex: 'male',
  apparentAge: '60',
  mark: 'Tatuaje de ancla',
  specialty: 'cardiology',
  reason: 'chest-pain-under-study',
  triage: 1,
  pressure: '178 / 96',
  signs: { heartRate: '92' },
};

describe('the emergency form', () => {
  it('reads a pressure as it is written by hand', () => {
    expect(readPressure('178/96')).toEqual([178, 96]);
    expect(readPressure(' 178 / 96 ')).toEqual([178, 96]);
    expect(readPressure('178 96')).toEqual([178, 96]);
    expect(readPressure('178')).toBeUndefined();
  });

  it('lacks nothing when patient, specialty, reason, triage and one vital sign are there', () => {
    expect(gapsOf(whole, ranges)).toEqual([]);
  });

  it('names what is missing in the order of the page', () => {
    expect(gapsOf({ ...EMPTY, known: false }, ranges).map((gap) => gap.field)).toEqual([
      'sex',
      'apparentAge',
      'mark',
      'specialty',
      'reason',
      'triage',
      'pressure',
    ]);
  });

  it('refuses what cannot be', () => {
    const odd = { ...whole, pressure: '96/178', signs: { oxygenSaturation: '12' } };
    expect(gapsOf(odd, ranges).map((gap) => gap.fault)).toEqual(['pressure', 'range']);
  });

  it('asks for the second physician when the patient cannot consent', () => {
    const gaps = gapsOf({ ...whole, consent: 'emergency' }, ranges);
    expect(gaps.map((gap) => gap.field)).toEqual(['secondName', 'secondCedula', 'why']);
  });

  it('sends the patient nobody knows under the id made for them', () => {
    const call = callOf(whole, 'stranger', '2026-11-22T17:00:00Z');
    expect(call.unidentified).toEqual({
      id: 'stranger',
      sex: 'male',
      apparentAge: 60,
      mark: 'Tatuaje de ancla',
    });
    expect(call.patient).toBeUndefined();
    expect(call.vitalSigns).toEqual({
      takenAt: '2026-11-22T17:00:00Z',
      systolic: 178,
      diastolic: 96,
      heartRate: 92,
    });
    expect(call.consent).toBeUndefined();
  });
});
