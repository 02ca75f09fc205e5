import type { LocalDraft } from './drafts';
import { sameContent, type ServerDraft } from './reconcile';

/** What came of a save on the server. */
export type SaveOutcome<T> =
  | { readonly kind: 'saved'; readonly version: number; readonly savedAt: string }
  /** Not reached, or told to come back: the same save is tried again. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'conflict'; readonly server?: ServerDraft<T> }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed' }
  | { readonly kind: 'refused'; readonly code: string; readonly sentence: string };

/** How the saving stands; pages make a sentence of it. */
export interface SaveState<T> {
  readonly kind:
    | 'untouched'
    | 'editing'
    | 'saved'
    | 'offline'
    | 'elsewhere'
    | 'conflict'
    | 'signed-out'
    | 'signed'
    | 'refused';
  /** The server's version that this window's text stands on. */
  readonly version: number;
  /** When the server last took it. */
  readonly serverAt?: Date;
  /** When this computer last kept it; absent when it cannot keep anything. */
  readonly localAt?: Date;
  readonly conflict?: ServerDraft<T>;
  readonly refusal?: { readonly code: string; readonly sentence: string };
}

export interface AutosaveOptions<T> {
  /** Keeps the draft on this computer; failing does not stop the server's copy. */
  keep(draft: LocalDraft<T>): Promise<void>;
  /** Saves on the server; never rejects. `hurry` when the page may be about to go. */
  save(content: T, version: number, hurry: boolean): Promise<SaveOutcome<T>>;
  /** Told of every change of the state. */
  changed(state: SaveState<T>): void;
}

export const LOCAL_MILLIS = 800;
export const SERVER_MILLIS = 1_500;
/** Somebody who types without a pause is still saved this often. */
export const LONGEST_MILLIS = 5_000;
const RETRY_MILLIS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * Saves a draft as it is typed: to this computer first, then to the server, one save at a time.
 * What cannot reach the server waits and goes with what was typed since. Nothing is dropped: a
 * conflict or a second window stops the saving until a person has chosen, and says so.
 */
export class Autosave<T> {
  private content: T | undefined;
  private typed = 0;
  private acknowledged = 0;
  private keptLocally = 0;
  private failures = 0;
  private sending: Promise<void> | undefined;
  private keeping: Promise<void> = Promise.resolve();
  /** Sent, but the answer never came: the server may have it or not. */
  private unanswered: T | undefined;
  private localTimer: ReturnType<typeof setTimeout> | undefined;
  private serverTimer: ReturnType<typeof setTimeout> | undefined;
  private firstWaiting = 0;
  private current: SaveState<T>;
  private ended = false;

  constructor(
    private readonly options: AutosaveOptions<T>,
    version: number,
    savedAt?: string,
  ) {
    this.current = savedAt
      ? { kind: 'untouched', version, serverAt: new Date(savedAt) }
      : { kind: 'untouched', version };
  }

  get state(): SaveState<T> {
    return this.current;
  }

  /** Whether something typed is not yet on the server. */
  get pending(): boolean {
    return this.acknowledged < this.typed;
  }

  /** Something was typed. */
  change(content: T): void {
    if (this.ended || this.stopped()) return;
    if (!this.pending) this.firstWaiting = Date.now();
    this.content = content;
    this.typed += 1;
    if (this.current.kind !== 'offline') this.become({ kind: 'editing' });
    const patience = Math.max(0, this.firstWaiting + LONGEST_MILLIS - Date.now());
    clearTimeout(this.localTimer);
    this.localTimer = setTimeout(() => void this.keep(), Math.min(LOCAL_MILLIS, patience));
    if (this.failures === 0) this.schedule(Math.min(SERVER_MILLIS, patience));
  }

  /** Saves now what is unsaved: before signing, when the window is hidden, or when leaving. */
  async flush(hurry = false): Promise<void> {
    clearTimeout(this.localTimer);
    const kept = this.keep();
    await this.sending;
    await Promise.all([kept, this.send(hurry)]);
  }

  /** The line is back: do not wait for the next try. */
  retryNow(): void {
    if (this.pending && !this.stopped()) void this.send(false);
  }

  /** A person chose which text goes on; it stands on the server's version given. */
  resume(version: number): void {
    this.failures = 0;
    this.become({ kind: this.pending ? 'editing' : 'untouched', version });
  }

  /** Another window writes now. */
  yieldTo(): void {
    this.become({ kind: 'elsewhere' });
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.localTimer);
    clearTimeout(this.serverTimer);
  }

  private stopped(): boolean {
    return ['elsewhere', 'conflict', 'signed'].includes(this.current.kind);
  }

  private schedule(millis: number): void {
    clearTimeout(this.serverTimer);
    this.serverTimer = setTimeout(() => void this.send(false), millis);
  }

  private async keep(): Promise<void> {
    if (this.content === undefined || this.keptLocally >= this.typed) return;
    await this.keepAs(this.content, this.pending);
  }

  private send(hurry: boolean): Promise<void> {
    clearTimeout(this.serverTimer);
    const content = this.content;
    if (this.sending || !this.pending || this.stopped() || content === undefined) {
      return Promise.resolve();
    }
    const sent = this.sendOnce(content, hurry).finally(() => {
      this.sending = undefined;
    });
    this.sending = sent;
    return sent;
  }

  private async sendOnce(content: T, hurry: boolean): Promise<void> {
    const typed = this.typed;
    const outcome = await this.options.save(content, this.current.version, hurry);
    if (outcome.kind === 'saved') {
      this.unanswered = undefined;
      this.acknowledged = typed;
      this.failures = 0;
      this.become({
        kind: this.pending ? 'editing' : 'saved',
        version: outcome.version,
        serverAt: new Date(outcome.savedAt),
      });
      if (this.pending) this.later(SERVER_MILLIS);
      else await this.keepAs(content, false);
      return;
    }
    if (outcome.kind === 'unreachable') {
      this.unanswered = content;
      this.become({ kind: 'offline' });
      this.later(RETRY_MILLIS[Math.min(this.failures, RETRY_MILLIS.length - 1)] ?? 30_000);
      this.failures += 1;
      return;
    }
    if (outcome.kind === 'conflict' && outcome.server) {
      const server = outcome.server;
      if (this.unanswered !== undefined && sameContent(server.content, this.unanswered)) {
        // The save whose answer was lost had arrived: go on from it.
        this.unanswered = undefined;
        this.failures = 0;
        this.become({
          kind: 'editing',
          version: server.version,
          serverAt: new Date(server.savedAt),
        });
        this.later(0);
        return;
      }
      this.become({ kind: 'conflict', conflict: server });
      return;
    }
    if (outcome.kind === 'refused') {
      this.become({
        kind: 'refused',
        refusal: { code: outcome.code, sentence: outcome.sentence },
      });
      return;
    }
    this.become({ kind: outcome.kind });
  }

  /** Keeps on this computer, one after the other, so that an older text never lands on a newer. */
  private keepAs(content: T, pending: boolean): Promise<void> {
    const typed = this.typed;
    const draft = this.localDraft(content, pending);
    const kept = this.keeping.then(async () => {
      try {
        await this.options.keep(draft);
      } catch {
        return; // no room or no database here: the server's copy goes on
      }
      this.keptLocally = Math.max(this.keptLocally, typed);
      if (!this.ended) this.become({ localAt: new Date() });
    });
    this.keeping = kept;
    return kept;
  }

  private localDraft(content: T, pending: boolean): LocalDraft<T> {
    const changedAt = new Date().toISOString();
    return { content, baseVersion: this.current.version, pending, changedAt };
  }

  private later(millis: number): void {
    if (!this.ended) this.schedule(millis);
  }

  private become(change: Partial<SaveState<T>>): void {
    this.current = { ...this.current, ...change };
    if (!this.ended) this.options.changed(this.current);
  }
}
