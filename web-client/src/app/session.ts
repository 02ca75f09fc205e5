import { useSyncExternalStore } from 'react';
import type { components } from '../api/generated/schema';
import { setHomeZone, setServerTime } from '../time/clock';

/** Who is signed in, as the server said. `draftKey` lives here only: in memory, never in storage. */
export type Session = components['schemas']['Session'];

/** A role of the person in one unit. */
export type Grant = components['schemas']['SessionGrant'];

/** `ended`: the person was signed in on this page and the server no longer knows it. */
export type SessionState =
  | { phase: 'unknown' }
  | { phase: 'signed-out'; ended: boolean }
  | { phase: 'signed-in'; session: Session };

const listeners = new Set<() => void>();
let state: SessionState = { phase: 'unknown' };

function become(next: SessionState) {
  state = next;
  for (const listener of listeners) listener();
}

/** The session of this page. */
export const sessionStore = {
  get: () => state,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  signedIn(session: Session) {
    setServerTime(session.serverTime);
    setHomeZone(session.grants.find((grant) => grant.zone !== '')?.zone);
    become({ phase: 'signed-in', session });
  },
  /** Nobody is signed in: by choice, or because the server says so. */
  signedOut(ended = false) {
    if (state.phase === 'signed-out') return;
    setHomeZone(undefined);
    become({ phase: 'signed-out', ended: ended && state.phase === 'signed-in' });
  },
};

/** The state of sign-in; the component is drawn again when it changes. */
export function useSessionState(): SessionState {
  return useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
}

/** The session, for components that are only shown to somebody signed in. */
export function useSession(): Session {
  const current = useSessionState();
  if (current.phase !== 'signed-in') throw new Error('nobody is signed in');
  return current.session;
}

/** Whether one of the person's grants is one of these roles. */
export function hasRole(session: Session, roles: readonly string[]): boolean {
  return session.grants.some((grant) => roles.includes(grant.role));
}
