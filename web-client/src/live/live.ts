import { useEffect, useRef, useSyncExternalStore } from 'react';
import { sessionStore } from '../app/session';
import { LiveClient, type LiveState, type Socket } from './client';
import type { Notice } from './messages';

function openSocket(): Socket {
  const state = sessionStore.get();
  const path = state.phase === 'signed-in' ? state.session.socketPath : '/api/live';
  const address = new URL(path, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const web = new WebSocket(address);
  const socket: Socket = {
    onOpen: () => undefined,
    onText: () => undefined,
    onClose: () => undefined,
    send: (text) => web.readyState === WebSocket.OPEN && web.send(text),
    close: () => web.close(),
  };
  web.onopen = () => socket.onOpen();
  web.onmessage = (event) => socket.onText(String(event.data));
  web.onclose = (event) => socket.onClose(event.code);
  return socket;
}

let validator: ((type: string, message: unknown) => boolean) | undefined;

/** The live connection of this page. */
export const live = new LiveClient(
  openSocket,
  {
    now: () => Date.now(),
    after: (millis, run) => {
      const timer = setTimeout(run, millis);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  },
  (type, message) => validator?.(type, message) ?? true,
  () => sessionStore.signedOut(true),
);

/** Keeps the live connection in step with the session; called once, when the page starts. */
export function connectWithSession(): void {
  let csrf = '';
  void import('./validate').then((module) => {
    validator = module.fitsSchema;
  });
  const follow = () => {
    const state = sessionStore.get();
    const next = state.phase === 'signed-in' ? state.session.csrf : '';
    if (next === csrf) return;
    csrf = next;
    if (next === '') live.stop();
    else live.start(next, state.phase === 'signed-in' ? state.session.serverTime : undefined);
  };
  sessionStore.subscribe(follow);
  follow();
  window.addEventListener('offline', () => live.doubt());
  window.addEventListener('online', () => {
    live.doubt();
    live.tryNow();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') live.tryNow();
  });
}

/** The state of the live connection; the component is drawn again when it changes. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(live.subscribe, live.getState);
}

/**
 * Calls `listener` for each notice of these types (`request.` stands for all that begin so, `*` for
 * all). The same notice never comes twice.
 */
export function useNotices(types: readonly string[], listener: (notice: Notice) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const wanted = types.join(' ');
  useEffect(
    () =>
      live.on('notice', (notice) => {
        const fits = wanted
          .split(' ')
          .some(
            (type) =>
              type === '*' ||
              type === notice.notice ||
              (type.endsWith('.') && notice.notice.startsWith(type)),
          );
        if (fits) latest.current(notice);
      }),
    [wanted],
  );
}

/** Calls `listener` when notices may have been missed: read again what the page shows. */
export function useGap(listener: () => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => live.onGap(() => latest.current()), []);
}
