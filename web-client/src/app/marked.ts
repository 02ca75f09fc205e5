import { useEffect, useSyncExternalStore } from 'react';
import { match } from './router';

/** Where a request is one of many: for who answers, who asked, who coordinates. */
const lists = ['/inbox', '/requests', '/coordination'];
const ofOneRequest = ['/requests/:request', '/requests/:request/time'];

const listeners = new Set<() => void>();
let said: string | undefined;

function say(entry: string | undefined) {
  said = entry;
  for (const listener of listeners) listener();
}

/**
 * A page of one request belongs to one entry of the navigation for its author, to another for who
 * answers it: only the page knows which of them the reader is.
 *
 * @param entry undefined while the page does not know yet
 */
export function useMarked(entry: string | undefined): void {
  useEffect(() => {
    say(entry);
    return () => say(undefined);
  }, [entry]);
}

/** The entry of the navigation that is marked on a page. */
export function useMarkedEntry(path: string, entries: readonly string[]): string | undefined {
  const here = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return markedEntry(path, entries, here);
}

/**
 * @param entries those the reader has, in their order
 * @param here what the page says
 */
export function markedEntry(
  path: string,
  entries: readonly string[],
  here: string | undefined,
): string | undefined {
  const request = ofOneRequest.some((each) => match(each, path)) && path !== '/requests/new';
  if (request) {
    return here !== undefined && entries.includes(here)
      ? here
      : entries.find((entry) => lists.includes(entry));
  }
  return entries.find((entry) => path === entry || path.startsWith(`${entry}/`));
}
