import { describe, expect, it } from 'vitest';
import type { Notice } from '../live/messages';
import { waitsFor } from './arrivals';
import type { Session } from './session';

function session(role: string, specialty?: string): Session {
  const specialties = specialty === undefined ? [] : [{ id: specialty, name: specialty }];
  return {
    person: { id: 'me' },
    grants: [{ assignment: 'a', role, unit: 'JCIMS000325', unitName: '', zone: '', specialties }],
  } as unknown as Session;
}

function notice(type: string, facts: Record<string, string>): Notice {
  return { type: 'notice', noticeId: 'n', at: '2026-11-24T18:00:00Z', notice: type, facts };
}

const sent = notice('request.submitted', { state: 'SUBMITTED', specialty: 'dermatologia' });

describe('an arrival', () => {
  it('rings for the specialists of its specialty only', () => {
    expect(waitsFor(session('specialist', 'dermatologia'), sent)).toBe(true);
    expect(waitsFor(session('specialist', 'ortopedia'), sent)).toBe(false);
    expect(waitsFor(session('physician'), sent)).toBe(false);
    expect(waitsFor(session('coordinator'), sent)).toBe(false);
  });

  it('rings when a request comes back to the list, not when somebody takes it', () => {
    const me = session('specialist', 'dermatologia');
    const facts = { state: 'SUBMITTED', specialty: 'dermatologia' };
    expect(waitsFor(me, notice('request.released', facts))).toBe(true);
    expect(waitsFor(me, notice('request.accepted', { ...facts, state: 'ACCEPTED' }))).toBe(false);
    expect(waitsFor(me, notice('consultation.changed', facts))).toBe(false);
  });

  it('is silent for the person who brought it about', () => {
    const me = session('specialist', 'dermatologia');
    const facts = { state: 'SUBMITTED', specialty: 'dermatologia' };
    expect(waitsFor(me, notice('request.released', { ...facts, by: 'me' }))).toBe(false);
    expect(waitsFor(me, notice('request.released', { ...facts, by: 'another' }))).toBe(true);
    const uncovered = notice('request.uncovered', { state: 'SUBMITTED', by: 'me' });
    expect(waitsFor(session('coordinator'), uncovered)).toBe(false);
  });

  it('rings for coordinators when nobody covers it', () => {
    const uncovered = notice('request.uncovered', { state: 'SUBMITTED' });
    expect(waitsFor(session('coordinator'), uncovered)).toBe(true);
    expect(waitsFor(session('specialist', 'dermatologia'), uncovered)).toBe(false);
  });
});
