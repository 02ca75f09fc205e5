import type { LocalDraft } from './drafts';

/** The draft as the server has it. */
export interface ServerDraft<T> {
  readonly content: T;
  readonly version: number;
  /** RFC 3339 instant of the save. */
  readonly savedAt: string;
}

/** What to open a draft with. */
export type Opening<T> =
  | { readonly kind: 'server'; readonly content: T }
  | { readonly kind: 'local'; readonly content: T }
  | {
      /** Both were written on since they parted: a person chooses, and neither is thrown away. */
      readonly kind: 'diverged';
      readonly newest: 'server' | 'local';
      readonly server: ServerDraft<T>;
      readonly local: LocalDraft<T>;
    };

/**
 * Chooses between the server's draft and this computer's. The newer one wins where one continues
 * the other; where they parted, both are offered with the newer one first.
 */
export function reconcile<T>(server: ServerDraft<T>, local: LocalDraft<T> | undefined): Opening<T> {
  if (!local || !local.pending) return { kind: 'server', content: server.content };
  if (sameContent(server.content, local.content)) {
    return { kind: 'server', content: server.content };
  }
  if (local.baseVersion === server.version) return { kind: 'local', content: local.content };
  const newest = Date.parse(local.changedAt) > Date.parse(server.savedAt) ? 'local' : 'server';
  return { kind: 'diverged', newest, server, local };
}

/** Whether two JSON values say the same, whatever the order of their fields; null is absence. */
export function sameContent(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner).filter(([, held]) => held !== null && held !== '');
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
