import type { components } from '../api/generated/schema';
import { ApiProblem, NoConnection, isProblem } from '../api/problem';

export type Attachment = components['schemas']['Attachment'];
export type EnclosedFile = components['schemas']['EnclosedFile'];
export type Side = components['schemas']['AttachmentSide'];

/** How an upload stands; `sent` counts bytes, also those under way. */
export interface UploadState {
  readonly phase: 'waiting' | 'sending' | 'checking' | 'interrupted' | 'refused' | 'kept' | 'gone';
  readonly sent: number;
  /** Why it was refused. */
  readonly failure?: unknown;
  /** What the server keeps, once it does. */
  readonly kept?: Attachment;
}

/** The server, as an upload needs it. */
export interface FileServer {
  begin(id: string, name: string, size: number): Promise<Attachment>;
  send(
    id: string,
    offset: number,
    bytes: Blob,
    progress: (sent: number) => void,
    signal: AbortSignal,
  ): Promise<Attachment>;
  remove(id: string): Promise<void>;
}

/** Bytes of one call: what a line that drops may have to send again at most. */
const SLICE = 1 << 20;
const LONGEST_WAIT = 15_000;

/**
 * One file on its way to the server. It goes on by itself after a dropped line, from where the
 * server stands; cancelled, nothing of it stays. Knows no React.
 */
export class Upload {
  private current: UploadState = { phase: 'waiting', sent: 0 };
  private readonly abort = new AbortController();
  private readonly listeners = new Set<() => void>();
  private wake: (() => void) | undefined;

  constructor(
    readonly id: string,
    readonly file: File,
    private readonly server: FileServer,
    private readonly wait: (millis: number) => Promise<void> = pause,
  ) {}

  getState = (): UploadState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Sends it; ends when it is kept, refused or cancelled. */
  async run(): Promise<void> {
    for (let failures = 0; !this.over; failures++) {
      const before = this.current.sent;
      try {
        await this.once();
        return;
      } catch (failure) {
        if (this.over) return;
        if (isProblem(failure, 'file-offset')) continue;
        if (!(failure instanceof NoConnection) && !isPassing(failure)) {
          this.become({ phase: 'refused', sent: 0, failure });
          return;
        }
        if (this.current.sent > before) failures = 0;
        this.become({ phase: 'interrupted', sent: this.current.sent });
        await this.sleep(Math.min(LONGEST_WAIT, 500 * 2 ** failures));
      }
    }
  }

  private async once(): Promise<void> {
    let there = await this.server.begin(this.id, this.file.name, this.file.size);
    while (there.state === 'arriving' && !this.over) {
      const from = there.offset;
      const slice = this.file.slice(from, from + SLICE);
      const last = from + slice.size >= this.file.size;
      this.become({ phase: 'sending', sent: from });
      there = await this.server.send(
        this.id,
        from,
        slice,
        (sent) =>
          this.become({
            phase: last && sent >= slice.size ? 'checking' : 'sending',
            sent: from + sent,
          }),
        this.abort.signal,
      );
    }
    if (!this.over) this.become({ phase: 'kept', sent: this.file.size, kept: there });
  }

  /** The line is back: no need to wait any longer. */
  retryNow(): void {
    this.wake?.();
  }

  /** Stops it and takes away what has arrived. */
  async cancel(): Promise<void> {
    this.become({ phase: 'gone', sent: 0 });
    this.abort.abort();
    this.wake?.();
    // A line that is down now leaves it to the server's own sweep.
    await this.server.remove(this.id).catch(() => undefined);
  }

  private get over(): boolean {
    return this.current.phase === 'gone';
  }

  private async sleep(millis: number): Promise<void> {
    await Promise.race([
      this.wait(millis),
      new Promise<void>((resolve) => {
        this.wake = resolve;
      }),
    ]);
    this.wake = undefined;
  }

  private become(next: UploadState): void {
    if (this.over) return;
    this.current = next;
    for (const listener of [...this.listeners]) listener();
  }
}

/** Answers that mean: the same again, later. */
function isPassing(failure: unknown): boolean {
  return (
    failure instanceof ApiProblem &&
    (failure.problem.status >= 500 || [408, 425, 429].includes(failure.problem.status))
  );
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
