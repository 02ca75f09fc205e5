import type { Notice, PageMessage, ServerMessages, ServerType, Welcome } from './messages';

/** A WebSocket, reduced to what the client uses; tests give their own. */
export interface Socket {
  onOpen: () => void;
  onText: (text: string) => void;
  onClose: (code: number) => void;
  send(text: string): void;
  close(): void;
}

/** Time and chance, passed in so that tests advance them. */
export interface Timing {
  now(): number;
  /** Runs once after `millis`; the answer calls it off. */
  after(millis: number, run: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

/**
 * Where the connection is. `offline` says since when, over all tries until it is back; `refused` is
 * final: the page is of another version, or another window took the connection over.
 */
export type LiveState =
  | { phase: 'stopped' }
  | { phase: 'connecting' }
  | { phase: 'online' }
  | { phase: 'offline'; since: number }
  | { phase: 'refused'; reason: string };

/** A message was refused, or its answer can no longer come (`connection-lost`, `no-answer`). */
export class LiveError extends Error {
  constructor(
    readonly code: string,
    readonly sentence = '',
    readonly details: Record<string, unknown> = {},
  ) {
    super(code);
    this.name = 'LiveError';
  }
}

interface Waiting {
  resolve: (message: never) => void;
  reject: (failure: LiveError) => void;
  callOff: () => void;
}

type Listener = (message: never) => void;

const answerMillis = 15_000;
const helloMillis = 10_000;
const doubtMillis = 5_000;
const firstTryMillis = 1_000;
// An emergency must ring again within 5 s of a server being up.
const lastTryMillis = 3_000;
const rememberedNotices = 500;
const finalCodes: Record<number, string> = {
  1009: 'too-large',
  4400: 'malformed',
  4403: 'forbidden',
  4406: 'version',
  4409: 'resumed-elsewhere',
  4413: 'too-large',
};

/**
 * The page's one live connection: docs/signaling-protocol.md. It greets, beats, resumes within the
 * time the server gives, and tries again with growing pauses. Everything happens on the page's one
 * thread; listeners are called in the order of the messages.
 */
export class LiveClient {
  private state: LiveState = { phase: 'stopped' };
  private socket: Socket | undefined;
  private csrf = '';
  private resume: string | undefined;
  private seen = 0;
  private since: string | undefined;
  private welcomed = false;
  private tries = 0;
  private heardAt = 0;
  private nextId = 1;
  private timers = new Set<() => void>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly stateListeners = new Set<() => void>();
  private readonly gapListeners = new Set<() => void>();
  private readonly known = new Set<string>();

  constructor(
    private readonly open: () => Socket,
    private readonly timing: Timing,
    private readonly valid: (type: string, message: unknown) => boolean = () => true,
    private readonly signedOut: () => void = () => undefined,
  ) {}

  /** Connects and stays connected until `stop`; notices since the instant `since` are wanted. */
  start(csrf: string, since?: string): void {
    this.stop();
    this.csrf = csrf;
    this.since = since;
    this.connect();
  }

  /** Ends the connection; what was said in it is forgotten. */
  stop(): void {
    this.drop('stopped');
    this.resume = undefined;
    this.seen = 0;
    this.since = undefined;
    this.tries = 0;
    this.welcomed = false;
    this.known.clear();
    this.become({ phase: 'stopped' });
  }

  /** Tries at once when offline: the network is said to be back, or the page is looked at again. */
  tryNow(): void {
    if (this.state.phase !== 'offline' || this.socket !== undefined) return;
    this.clearTimers();
    this.connect();
  }

  /**
   * The network is said to be gone, or the machine woke up: a server that answers nothing within a
   * few seconds is taken for lost, long before two missed beats would say so.
   */
  doubt(): void {
    const socket = this.socket;
    if (this.state.phase !== 'online' || socket === undefined) return;
    const asked = this.timing.now();
    socket.send(JSON.stringify({ type: 'ping', seen: this.seen }));
    this.after(doubtMillis, () => {
      if (this.heardAt <= asked) this.lost(socket);
    });
  }

  /** Connects anew: behind a proxy another server may answer, which reaches what this one cannot. */
  connectAnew(): void {
    this.resume = undefined;
    if (this.socket !== undefined) this.lost(this.socket);
  }

  getState = (): LiveState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  /** Calls `listener` for each message of a type; the answer ends it. */
  on<T extends ServerType>(type: T, listener: (message: ServerMessages[T]) => void): () => void {
    const set = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Calls `listener` when messages may have been missed: what a page shows must be read again. */
  onGap(listener: () => void): () => void {
    this.gapListeners.add(listener);
    return () => this.gapListeners.delete(listener);
  }

  /** Sends, when connected; says whether it did. */
  send(message: PageMessage): boolean {
    if (this.state.phase !== 'online' || this.socket === undefined) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends and gives the answer; rejects with a `LiveError`. */
  request<T>(message: PageMessage): Promise<T> {
    const id = `m${this.nextId++}`;
    return new Promise<T>((resolve, reject) => {
      if (!this.send({ ...message, id })) {
        reject(new LiveError('connection-lost'));
        return;
      }
      const callOff = this.timing.after(answerMillis, () => {
        this.waiting.delete(id);
        reject(new LiveError('no-answer'));
      });
      this.waiting.set(id, { resolve: resolve, reject, callOff });
    });
  }

  private connect(): void {
    if (this.state.phase !== 'offline') this.become({ phase: 'connecting' });
    const socket = this.open();
    this.socket = socket;
    this.heardAt = this.timing.now();
    this.after(helloMillis, () => this.lost(socket));
    socket.onOpen = () => {
      if (this.socket !== socket) return;
      const { csrf, resume, since } = this;
      const again = resume === undefined ? { since } : { resume, seen: this.seen, since };
      socket.send(JSON.stringify({ type: 'hello', version: 1, csrf, ...again }));
    };
    socket.onText = (text) => this.socket === socket && this.receive(text);
    socket.onClose = (code) => this.closed(socket, code);
  }

  private receive(text: string): void {
    this.heardAt = this.timing.now();
    let message: { type?: unknown; seq?: unknown; re?: unknown };
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return;
    }
    const { type } = message;
    if (typeof type !== 'string' || !this.valid(type, message)) {
      console.warn('live: a message that does not fit its schema was dropped', type);
      return;
    }
    if (type === 'welcome') this.greet(message as unknown as Welcome);
    if (typeof message.seq === 'number') {
      if (message.seq <= this.seen) return;
      this.seen = message.seq;
    }
    if (type === 'notice' && !this.isNews(message as unknown as Notice)) return;
    if (typeof message.re === 'string') this.answer(message.re, type, message);
    for (const listener of [...(this.listeners.get(type) ?? [])]) listener(message as never);
  }

  private greet(welcome: Welcome): void {
    this.clearTimers();
    this.resume = welcome.resume;
    this.tries = 0;
    if (!welcome.resumed) this.seen = 0;
    this.since ??= welcome.at;
    const again = this.welcomed;
    this.welcomed = true;
    this.become({ phase: 'online' });
    this.beat(welcome.heartbeatSeconds * 1000);
    if ((again && !welcome.resumed) || welcome.noticesMissed) {
      for (const listener of [...this.gapListeners]) listener();
    }
  }

  private isNews(notice: Notice): boolean {
    if (this.known.has(notice.noticeId)) return false;
    this.known.add(notice.noticeId);
    if (this.known.size > rememberedNotices) {
      const [oldest] = this.known;
      if (oldest !== undefined) this.known.delete(oldest);
    }
    if (this.since === undefined || notice.at > this.since) this.since = notice.at;
    return true;
  }

  private answer(re: string, type: string, message: object): void {
    const waiting = this.waiting.get(re);
    if (waiting === undefined) return;
    this.waiting.delete(re);
    waiting.callOff();
    if (type === 'error') {
      const { code, message: sentence, details } = message as ServerMessages['error'];
      waiting.reject(new LiveError(code, sentence, details));
    } else {
      waiting.resolve(message as never);
    }
  }

  private beat(every: number): void {
    this.after(every / 2, () => {
      const socket = this.socket;
      if (socket === undefined) return;
      if (this.timing.now() - this.heardAt >= every * 2) {
        this.lost(socket);
        return;
      }
      socket.send(JSON.stringify({ type: 'ping', seen: this.seen }));
      this.beat(every);
    });
  }

  private lost(socket: Socket): void {
    if (this.socket !== socket) return;
    this.closed(socket, 1006);
    socket.close();
  }

  private closed(socket: Socket, code: number): void {
    if (this.socket !== socket) return;
    this.drop('connection-lost');
    if (code === 4401) {
      this.become({ phase: 'stopped' });
      this.signedOut();
      return;
    }
    const final = finalCodes[code];
    if (final !== undefined) {
      this.become({ phase: 'refused', reason: final });
      return;
    }
    if (this.state.phase !== 'offline') {
      this.become({ phase: 'offline', since: this.timing.now() });
    }
    const pause = Math.min(lastTryMillis, firstTryMillis * 2 ** this.tries);
    this.tries += 1;
    this.after(pause * (0.75 + this.timing.random() / 2), () => this.connect());
  }

  private drop(code: string): void {
    const socket = this.socket;
    this.socket = undefined;
    this.clearTimers();
    socket?.close();
    for (const waiting of this.waiting.values()) {
      waiting.callOff();
      waiting.reject(new LiveError(code));
    }
    this.waiting.clear();
  }

  private after(millis: number, run: () => void): void {
    const callOff = this.timing.after(millis, () => {
      this.timers.delete(callOff);
      run();
    });
    this.timers.add(callOff);
  }

  private clearTimers(): void {
    for (const callOff of this.timers) callOff();
    this.timers.clear();
  }

  private become(state: LiveState): void {
    this.state = state;
    for (const listener of [...this.stateListeners]) listener();
  }
}
