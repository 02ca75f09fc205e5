import type { LiveClient } from '../../live/client';
import { LiveError } from '../../live/client';
import type {
  RoomClosedReason,
  RoomLeftReason,
  RoomParticipant,
  RoomText,
} from '../../live/messages';
import { RoomChannel } from '../../live/room';
import type { LocalMedia } from '../../media/local';
import type { MediaFromServer } from '../../media/messages';
import { MediaSession, type MediaView } from '../../media/session';
import { ApiProblem, NoConnection } from '../../api/problem';

/** Permission to enter, as the server gave it. */
export interface RoomPass {
  readonly pass: string;
  readonly room: string;
}

/** Why the page is not in the room. */
export interface EntryFailure {
  readonly code: string;
  /** In the person's language; empty when the page has its own sentence. */
  readonly sentence: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * outside: not yet in; entering; inside; returning: the connection was lost for longer than it can
 * resume, and the page is entering again by itself; second-window: the person is in the room in
 * another window; out: the room let the page go, with `left` or `closed` saying why.
 */
export type RoomPhase = 'outside' | 'entering' | 'inside' | 'returning' | 'second-window' | 'out';

export interface RoomState {
  readonly phase: RoomPhase;
  readonly me: string;
  readonly openedAt: string | undefined;
  readonly participants: readonly RoomParticipant[];
  readonly chat: readonly RoomText[];
  readonly media: MediaView | undefined;
  readonly failure: EntryFailure | undefined;
  readonly left: RoomLeftReason | undefined;
  readonly closed: RoomClosedReason | undefined;
}

const MEDIA = [
  'media.capabilities',
  'media.negotiate',
  'media.offer',
  'media.answer',
  'media.candidate',
  'media.publish',
  'media.mute',
  'media.gone',
  'media.paused',
  'media.demand',
  'media.line',
  'media.recording',
  'media.ice-servers',
] as const;

const RETURN_MILLIS = [0, 500, 1_000, 1_000, 1_000, 1_000, 1_000, 2_000, 3_000, 5_000];
/** After these the page enters again by itself: nobody decided that it should be out. */
const RETURN_AFTER = new Set<string>([
  'lease-lost',
  'server-stopped',
  'connection-lost',
  'media-ended',
  'room-unreachable',
]);
/** These pass: the room's server is going or coming, or the line is. */
const RETRY_AFTER = new Set([
  'try-again',
  'room-closed',
  'room-elsewhere',
  'room-unreachable',
  'connection-lost',
  'no-answer',
  'pass-invalid',
]);
const NO_LINE = new Set(['connection-lost', 'no-answer', 'room-unreachable']);
const MOST_TRIES = 18;
/** So often in a row is a room unreachable before the page looks for another server. */
const UNREACHABLE_TRIES = 3;
/** A text that was not answered is said again after these, once the page is inside again. */
const SAY_AGAIN = new Set([
  'connection-lost',
  'no-answer',
  'not-in-room',
  'room-closed',
  'room-unreachable',
]);
const UNREACHABLE: EntryFailure = { code: 'room-unreachable', sentence: '', details: {} };
const SAY_WITHIN_MILLIS = 30_000;
const SAY_PAUSE_MILLIS = 500;

/**
 * The page's stay in one room: the pass, who is there, what is written, and the media. It outlives
 * dropped connections; only a person, another window or the end of the room ends it.
 */
export class RoomSession {
  private channel: RoomChannel | undefined;
  private media: MediaSession | undefined;
  private unfollow: (() => void) | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private unreachable = 0;
  private gone = false;
  private readonly listeners = new Set<() => void>();
  private current: RoomState = {
    phase: 'outside',
    me: '',
    openedAt: undefined,
    participants: [],
    chat: [],
    media: undefined,
    failure: undefined,
    left: undefined,
    closed: undefined,
  };

  constructor(
    private readonly live: LiveClient,
    private readonly local: LocalMedia,
    private readonly issuePass: () => Promise<RoomPass>,
  ) {}

  getState = (): RoomState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Goes in; `takeOver` in place of the person's other window. */
  async enter(takeOver = false): Promise<void> {
    clearTimeout(this.retry);
    this.gone = false;
    this.become({
      phase: this.current.phase === 'returning' ? 'returning' : 'entering',
      failure: this.current.phase === 'returning' ? this.current.failure : undefined,
      left: undefined,
      closed: undefined,
    });
    try {
      const pass = await this.issuePass();
      if (this.gone) return;
      await this.enterWith(pass, takeOver);
      this.tries = 0;
      this.unreachable = 0;
    } catch (cause) {
      this.dropRoom();
      if (!this.gone) this.failed(cause);
    }
  }

  /**
   * Says something in writing, again when the page had to enter again meanwhile: as one text, so
   * nobody reads it twice. Rejects when it could not be sent.
   */
  async say(text: string): Promise<void> {
    const message = crypto.randomUUID();
    const until = Date.now() + SAY_WITHIN_MILLIS;
    for (;;) {
      try {
        if (!this.channel) throw new LiveError('connection-lost');
        await this.channel.chat(text, message);
        return;
      } catch (cause) {
        const again = cause instanceof LiveError && SAY_AGAIN.has(cause.code);
        if (!again || !(await this.insideAgain(until))) throw cause;
      }
    }
  }

  /** Waits for the page to be inside; false when it does not come back by itself in time. */
  private async insideAgain(until: number): Promise<boolean> {
    do {
      await new Promise((resolve) => setTimeout(resolve, SAY_PAUSE_MILLIS));
      if (this.current.phase === 'inside') return true;
    } while (this.current.phase === 'returning' && Date.now() < until);
    return false;
  }

  /** A person asks to mend the media. */
  mend(): void {
    this.media?.restart();
  }

  /** How large a source is shown, in pixels of the screen. */
  show(participant: string, source: string, height: number): void {
    this.media?.show(participant, source, height);
  }

  /** The connections, for what a test or an operator looks at. */
  connections(): RTCPeerConnection[] {
    return this.media?.connections() ?? [];
  }

  /** Leaves. The consultation goes on. */
  leave(): void {
    this.gone = true;
    clearTimeout(this.retry);
    this.unfollow?.();
    this.unfollow = undefined;
    this.media?.close();
    this.media = undefined;
    this.channel?.leave();
    this.channel = undefined;
    this.become({ phase: 'outside', participants: [], media: undefined });
  }

  private async enterWith({ pass, room }: RoomPass, takeOver: boolean): Promise<void> {
    this.dropRoom();
    const channel = new RoomChannel(this.live, room);
    this.channel = channel;
    const media = new MediaSession({
      send: ({ type, ...fields }) => void channel.send(type, fields),
      changed: (view) => this.become({ media: view }),
    });
    this.media = media;
    this.follow(channel, media);
    const entered = await channel.enter(pass, takeOver);
    this.become({
      phase: 'inside',
      me: entered.participant,
      openedAt: entered.openedAt,
      participants: entered.participants,
      chat: entered.chat,
      failure: undefined,
    });
  }

  private follow(channel: RoomChannel, media: MediaSession): void {
    for (const type of MEDIA) {
      channel.on(type, (message) => media.receive(message as unknown as MediaFromServer));
    }
    channel.on('room.joined', ({ participant, person, role, device, state, since }) => {
      const others = this.current.participants.filter((each) => each.participant !== participant);
      const joined = { participant, person, role, device, state, since };
      this.become({ participants: [...others, joined] });
    });
    channel.on('room.participant', ({ participant, state }) => {
      this.become({
        participants: this.current.participants.map((each) =>
          each.participant === participant ? { ...each, state } : each,
        ),
      });
    });
    channel.on('room.left', ({ participant, reason }) => {
      if (participant === this.current.me) this.putOut({ left: reason });
      else {
        this.become({
          participants: this.current.participants.filter(
            (each) => each.participant !== participant,
          ),
        });
      }
    });
    channel.on('room.chat', ({ message, participant, person, at, text }) => {
      if (this.current.chat.some((each) => each.message === message)) return;
      this.become({ chat: [...this.current.chat, { message, participant, person, at, text }] });
    });
    channel.on('room.closed', ({ reason }) => this.putOut({ closed: reason }));
    channel.onLost(() => this.comeBack());
    const send = (): void => {
      const { audio, video } = this.local.getState();
      void media.send({ audio, video });
    };
    const sendFurther = (): void => {
      void media.sendFurther(this.local.sources.getState().sources);
    };
    send();
    sendFurther();
    const endings = [this.local.subscribe(send), this.local.sources.subscribe(sendFurther)];
    this.unfollow = () => endings.forEach((end) => end());
  }

  private putOut(why: { left?: RoomLeftReason; closed?: RoomClosedReason }): void {
    this.dropRoom();
    if (RETURN_AFTER.has(why.left ?? why.closed ?? '')) {
      this.comeBack();
      if (why.left === 'room-unreachable') this.become({ failure: UNREACHABLE });
      return;
    }
    this.become({ phase: 'out', participants: [], media: undefined, ...why });
  }

  private comeBack(): void {
    if (this.gone) return;
    this.dropRoom();
    this.become({ phase: 'returning', media: undefined, failure: undefined });
    this.tryLater();
  }

  private tryLater(): void {
    clearTimeout(this.retry);
    const wait = RETURN_MILLIS[Math.min(this.tries, RETURN_MILLIS.length - 1)] ?? 5_000;
    this.tries += 1;
    this.retry = setTimeout(() => void this.enter(), wait);
  }

  private failed(cause: unknown): void {
    const failure = failureOf(cause);
    if (failure.code === 'room-second-window') {
      this.become({ phase: 'second-window', failure });
      return;
    }
    if (failure.code === 'room-unreachable' && ++this.unreachable >= UNREACHABLE_TRIES) {
      this.unreachable = 0;
      this.live.connectAnew();
    }
    // Without a line there is nothing to count: it is tried for as long as the page is open.
    if (NO_LINE.has(failure.code)) this.tries = Math.min(this.tries, RETURN_MILLIS.length);
    const passing = RETRY_AFTER.has(failure.code) || Number(failure.details['status']) >= 500;
    if (this.current.phase === 'returning' && passing && this.tries < MOST_TRIES) {
      this.become({ failure });
      this.tryLater();
      return;
    }
    this.become({ phase: this.current.phase === 'returning' ? 'out' : 'outside', failure });
  }

  private dropRoom(): void {
    this.unfollow?.();
    this.unfollow = undefined;
    this.media?.close();
    this.media = undefined;
    this.channel?.close();
    this.channel = undefined;
  }

  private become(change: Partial<RoomState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}

function failureOf(cause: unknown): EntryFailure {
  if (cause instanceof ApiProblem) {
    const { code, title, ...details } = cause.problem;
    return { code, sentence: title, details };
  }
  if (cause instanceof LiveError) {
    return { code: cause.code, sentence: cause.sentence, details: cause.details };
  }
  if (cause instanceof NoConnection) return { code: 'connection-lost', sentence: '', details: {} };
  return { code: 'unexpected', sentence: '', details: {} };
}

/** The page's own id in rooms: one for each tab, the same after a reload. */
export function deviceId(storage: Storage = sessionStorage): string {
  const kept = storage.getItem('device');
  if (kept) return kept;
  const fresh = crypto.randomUUID();
  storage.setItem('device', fresh);
  return fresh;
}
