import { useEffect, useSyncExternalStore } from 'react';
import { api, call } from '../api/client';
import type { components } from '../api/generated/schema';
import { sessionStore } from '../app/session';
import { useGap, useLiveState, useNotices } from '../live/live';
import type { Notice } from '../live/messages';

type Schemas = components['schemas'];
/** An emergency without a word about its patient. */
export type EmergencyRow = Schemas['EmergencyRow'];
export type Emergency = Schemas['Emergency'];
export type EmergencyPerson = Schemas['EmergencyPerson'];

/** Who took what rang here, to be read until it is put away. */
export interface Taken {
  readonly request: string;
  readonly by: string;
  readonly at: string;
}

interface Ringing {
  /** Everything the server lists for this person: what rings, what they asked, what is unanswered. */
  readonly rows: readonly EmergencyRow[];
  /** What rings here, in the order in which it came; nothing moves under a hand. */
  readonly rings: readonly string[];
  readonly taken: readonly Taken[];
}

const listeners = new Set<() => void>();
let state: Ringing = { rows: [], rings: [], taken: [] };
let reading: Promise<void> | undefined;
let again = false;

function become(next: Partial<Ringing>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What rings and what is unanswered; the component is drawn again when it changes. */
export function useRinging(): Ringing {
  return useSyncExternalStore(subscribe, () => state);
}

function show(rows: readonly EmergencyRow[]): void {
  const ringing = new Set(rows.filter((row) => row.rings).map((row) => row.request));
  const kept = state.rings.filter((request) => ringing.has(request));
  const fresh = [...ringing].filter((request) => !kept.includes(request));
  become({ rows, rings: [...kept, ...fresh] });
}

async function readOnce(): Promise<void> {
  const page = await call(api.GET('/api/emergencies'));
  show(page.items);
}

/** Reads what rings; while a reading is under way, once more after it. */
export function readRinging(): void {
  if (reading !== undefined) {
    again = true;
    return;
  }
  reading = readOnce()
    .catch(() => undefined) // The next notice, or the line when it is back, reads it again.
    .finally(() => {
      reading = undefined;
      if (again) {
        again = false;
        readRinging();
      }
    });
}

/** Forgets everything: somebody else may sign in. */
export function forgetRinging(): void {
  state = { rows: [], rings: [], taken: [] };
}

/** It no longer rings here; what the server lists is read again. */
export function stopRinging(request: string): void {
  become({
    rings: state.rings.filter((other) => other !== request),
    rows: state.rows.map((row) => (row.request === request ? { ...row, rings: false } : row)),
  });
  readRinging();
}

/** Puts away what said who took it. */
export function putAway(request: string): void {
  become({ taken: state.taken.filter((one) => one.request !== request) });
}

/** Says who took what rang here. */
export function tellTaken(taken: Taken): void {
  become({
    taken: [...state.taken.filter((one) => one.request !== taken.request), taken].slice(-3),
  });
}

/** Rings at once on what the notice says; the list that is read then says the same. */
function ringAtOnce({ facts }: Notice): void {
  const { request, specialty = '', unit = '', triage, since = '', version } = facts;
  if (request === undefined || state.rings.includes(request)) return;
  const known = state.rows.find((row) => row.request === request);
  const row: EmergencyRow = {
    request,
    version: Number(version ?? 1),
    state: 'ringing',
    specialty,
    unit,
    unitName: known?.unitName ?? '',
    triage: Number(triage ?? 1),
    since,
    patience: known?.patience ?? 180,
    nobody: false,
    rings: true,
    covers: true,
    mine: false,
    phones: known?.phones ?? [],
  };
  const others = state.rows.filter((each) => each.request !== request);
  become({ rows: [...others, row], rings: [...state.rings, request] });
}

async function readTaken(request: string, by: string): Promise<void> {
  const me = sessionStore.get();
  if (me.phase === 'signed-in' && me.session.person.id === by) return;
  const whole = await call(api.GET('/api/emergencies/{id}', { params: { path: { id: request } } }));
  if (whole.takenBy) {
    tellTaken({ request, by: whole.takenBy.displayName, at: whole.takenAt ?? whole.since });
  }
}

function hear(notice: Notice): void {
  const { request, takenBy } = notice.facts;
  if (notice.notice === 'emergency.rings') ringAtOnce(notice);
  if (notice.notice === 'emergency.quiet' && request !== undefined) {
    const rang = state.rings.includes(request);
    become({ rings: state.rings.filter((other) => other !== request) });
    if (rang && takenBy !== undefined) readTaken(request, takenBy).catch(() => undefined);
  }
  if (notice.notice !== 'emergency.changed') readRinging();
}

const reads = ['specialist', 'physician', 'emergency-physician', 'resident', 'nurse'];
const others = ['chief-of-service', 'coordinator', 'national-coordinator'];

/** Whether this person is told of emergencies at all. */
export function hearsEmergencies(roles: readonly string[]): boolean {
  return roles.some((role) => reads.includes(role) || others.includes(role));
}

const LOOK_MILLIS = 15_000;

/** Keeps the page in step with what rings: by notices, when the line is back, and now and then. */
export function useEmergencies(): void {
  const { phase } = useLiveState();
  useEffect(() => {
    if (phase === 'online') readRinging();
  }, [phase]);
  useEffect(() => {
    readRinging();
    const timer = setInterval(readRinging, LOOK_MILLIS);
    return () => {
      clearInterval(timer);
      forgetRinging();
    };
  }, []);
  useGap(readRinging);
  useNotices(['emergency.'], hear);
  useNotices(['request.accepted', 'request.cancelled'], ({ facts }) => {
    if (state.rows.some((row) => row.request === facts['request'])) readRinging();
  });
}
