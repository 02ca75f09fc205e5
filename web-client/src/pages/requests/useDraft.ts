import { useCallback, useEffect, useRef, useState } from 'react';
import { api, call } from '../../api/client';
import type { Request, RequestDraft } from './draft';

/** How a draft stands with the server. */
export type SaveState =
  | { readonly phase: 'clean' }
  | { readonly phase: 'saving' }
  | { readonly phase: 'saved'; readonly at: number }
  | { readonly phase: 'failed'; readonly failure: unknown };

const QUIET_MILLIS = 900;
const RETRY_MILLIS = 5_000;

/**
 * Saves a draft while it is written: once the hand rests, one save at a time, again after a failure.
 * `content` gives the draft of a version as it stands when the save leaves.
 */
export function useDraft(
  id: string,
  first: number,
  content: (version: number) => RequestDraft,
): {
  state: SaveState;
  touch: () => void;
  /** Saves what is not saved yet and gives the version on the server. */
  flush: () => Promise<number>;
  version: () => number;
} {
  const [state, setState] = useState<SaveState>({ phase: 'clean' });
  const version = useRef(first);
  const dirty = useRef(false);
  const running = useRef<Promise<void> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  });

  const save = useCallback(async (): Promise<void> => {
    while (dirty.current) {
      dirty.current = false;
      setState({ phase: 'saving' });
      try {
        const saved: Request = await call(
          api.PUT('/api/requests/{id}', {
            params: { path: { id } },
            body: latest.current(version.current),
          }),
        );
        version.current = saved.version;
      } catch (failure) {
        dirty.current = true;
        setState({ phase: 'failed', failure });
        throw failure;
      }
    }
    setState({ phase: 'saved', at: Date.now() });
  }, [id]);

  const flush = useCallback(async (): Promise<number> => {
    clearTimeout(timer.current);
    await running.current?.catch(() => undefined);
    if (dirty.current) {
      running.current = save();
      try {
        await running.current;
      } finally {
        running.current = undefined;
      }
    }
    return version.current;
  }, [save]);

  const touch = useCallback(() => {
    dirty.current = true;
    clearTimeout(timer.current);
    const attempt = (): void => {
      flush().catch(() => {
        timer.current = setTimeout(attempt, RETRY_MILLIS);
      });
    };
    timer.current = setTimeout(attempt, QUIET_MILLIS);
  }, [flush]);

  useEffect(
    () => () => {
      // Leaving the page saves what the hand had not rested after.
      flush().catch(() => undefined);
    },
    [flush],
  );

  const current = useCallback(() => version.current, []);
  return { state, touch, flush, version: current };
}
