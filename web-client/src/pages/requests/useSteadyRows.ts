import { useState } from 'react';

/** Rows as they are drawn, and how many new ones wait behind a button. */
export interface SteadyRows<T> {
  readonly shown: readonly T[];
  readonly held: number;
  readonly show: () => void;
}

/**
 * Keeps new rows back while a hand is over the list, because nothing may move under the cursor.
 * Rows that are there are kept up to date, and those that are gone leave.
 */
export function useSteadyRows<T extends { id: string }>(
  rows: readonly T[],
  steady: boolean,
): SteadyRows<T> {
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const shown = steady ? rows.filter((row) => known.has(row.id)) : rows;
  const ids = rows.map((row) => row.id);
  const news = ids.filter((id) => !known.has(id));
  if (!steady && (news.length > 0 || known.size !== ids.length)) {
    setKnown(new Set(ids));
  }
  return {
    shown: steady && known.size === 0 ? rows : shown,
    held: steady && known.size > 0 ? news.length : 0,
    show: () => setKnown(new Set(ids)),
  };
}
