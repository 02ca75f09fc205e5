/**
 * Which window of an author writes a draft. Windows of one browser ask one another over a
 * BroadcastChannel, which answers in milliseconds; windows on other computers are told apart by
 * the server, which knows one sitting per draft and refuses another's save.
 *
 * A sitting is the stay of one author at one window. It survives a reload of its tab, so that a
 * reloaded page is not taken for a second window.
 */
export interface SittingMessage {
  readonly draft: string;
  readonly window: string;
  readonly says: 'who-writes' | 'i-write' | 'give-me' | 'given';
}

/** The part of BroadcastChannel that is used. */
export interface Channel {
  postMessage(message: SittingMessage): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<SittingMessage>) => void): void;
  close(): void;
}

export interface SittingEvents {
  /** Another window took the draft over: save what is unsaved; the answer waits for it. */
  taken(): Promise<void>;
}

const ANSWER_MILLIS = 250;
const HANDOVER_MILLIS = 2_000;

export class Sitting {
  /** Tells this window from a copy of it: a duplicated tab copies the session storage too. */
  private readonly window = crypto.randomUUID();
  private writing = false;
  private heardWriter = false;
  private givenTo: (() => void) | undefined;

  /**
   * @param draft which draft, an opaque id; two authors' drafts have different ids
   * @param events what the window does when it loses the draft
   */
  constructor(
    private readonly draft: string,
    private readonly events: SittingEvents,
    private readonly channel: Channel = new BroadcastChannel('interconsulta-sittings'),
  ) {
    channel.addEventListener('message', (event) => void this.hear(event.data));
  }

  get writes(): boolean {
    return this.writing;
  }

  /** Takes the draft if no other window of this browser writes it. */
  async begin(): Promise<boolean> {
    this.heardWriter = false;
    this.say('who-writes');
    await pause(ANSWER_MILLIS);
    this.writing = !this.heardWriter;
    return this.writing;
  }

  /** Takes the draft over from whoever writes it, after it saved what it had. */
  async take(): Promise<void> {
    const given = new Promise<void>((resolve) => {
      this.givenTo = resolve;
    });
    this.say('give-me');
    await Promise.race([given, pause(this.heardWriter ? HANDOVER_MILLIS : ANSWER_MILLIS)]);
    this.givenTo = undefined;
    this.writing = true;
  }

  /** The server says that another sitting writes. */
  lost(): void {
    this.writing = false;
  }

  end(): void {
    this.writing = false;
    this.channel.close();
  }

  private async hear(message: SittingMessage): Promise<void> {
    if (message.draft !== this.draft || message.window === this.window) return;
    switch (message.says) {
      case 'who-writes':
        if (this.writing) this.say('i-write');
        return;
      case 'i-write':
        this.heardWriter = true;
        return;
      case 'give-me':
        if (!this.writing) return;
        this.writing = false;
        await this.events.taken();
        this.say('given');
        return;
      case 'given':
        this.givenTo?.();
        return;
    }
  }

  private say(says: SittingMessage['says']): void {
    this.channel.postMessage({ draft: this.draft, window: this.window, says });
  }
}

/** The sitting's id for the server: one for each tab, the same after a reload. */
export function sittingId(storage: Storage = sessionStorage): string {
  const kept = storage.getItem('sitting');
  if (kept) return kept;
  const fresh = crypto.randomUUID();
  storage.setItem('sitting', fresh);
  return fresh;
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
