import { useEffect, useSyncExternalStore } from 'react';

/** The counts that navigation and title show. */
export type BadgeName = 'requests' | 'inbox' | 'coordination';

type Badges = Partial<Record<BadgeName, number>>;

const listeners = new Set<() => void>();
let badges: Badges = {};
let title = '';

function draw() {
  const waiting = (badges.inbox ?? 0) + (badges.coordination ?? 0);
  const count = waiting > 0 ? `(${waiting}) ` : '';
  document.title = `${count}${title === '' ? '' : `${title} · `}Interconsulta`;
}

/** Sets a count; a page that has just read its list knows it best. */
export function setBadge(name: BadgeName, count: number | undefined): void {
  if (badges[name] === count) return;
  badges = { ...badges, [name]: count };
  draw();
  for (const listener of listeners) listener();
}

/** Forgets all counts: somebody else may sign in. */
export function clearBadges(): void {
  badges = {};
  draw();
  for (const listener of listeners) listener();
}

/** The counts; the component is drawn again when one changes. */
export function useBadges(): Badges {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => badges,
  );
}

/** Names the page in the window's title, after the count of what waits. */
export function useTitle(name: string): void {
  useEffect(() => {
    title = name;
    draw();
  }, [name]);
}
