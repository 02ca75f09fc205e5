import { useCallback, useEffect, useRef, useState } from 'react';
import { live } from '../live/live';
import { NoConnection } from './problem';

/** What a page reads from the server: kept while it is read again, so nothing jumps. */
export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  loading: boolean;
  /** Reads again; what is shown stays until the answer is there. */
  reload: () => void;
  /** Puts in place what a change has just answered. */
  set: (data: T) => void;
}

/**
 * Reads with `read` when the component appears and whenever `key` changes; a late answer to an older
 * question is dropped. With `key` null nothing is read.
 */
export function useLoad<T>(
  key: string | null,
  read: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: unknown }>({ key });
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState(key !== null);
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  });

  useEffect(() => {
    if (key === null) return undefined;
    const abort = new AbortController();
    setBusy(true);
    reader
      .current(abort.signal)
      .then(
        (data) => !abort.signal.aborted && setState({ key, data }),
        (error: unknown) =>
          !abort.signal.aborted &&
          setState((before) => ({
            key,
            data: before.key === key ? before.data : undefined,
            error,
          })),
      )
      .finally(() => !abort.signal.aborted && setBusy(false));
    return () => abort.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const set = useCallback((data: T) => setState({ key, data }), [key]);
  const current = state.key === key;
  const cutOff = current && state.error instanceof NoConnection;
  // What could not be read for want of a line is read when the line is back.
  useEffect(() => {
    if (!cutOff) return undefined;
    const off = live.subscribe(() => {
      if (live.getState().phase === 'online') reload();
    });
    window.addEventListener('online', reload);
    return () => {
      off();
      window.removeEventListener('online', reload);
    };
  }, [cutOff, reload]);
  return {
    data: current ? state.data : undefined,
    error: current ? state.error : undefined,
    loading: busy || !current,
    reload,
    set,
  };
}
