import { LiveClient, type Socket, type Timing } from './client';

/** A socket whose server is the test. */
export class FakeSocket implements Socket {
  onOpen: () => void = () => undefined;
  onText: (text: string) => void = () => undefined;
  onClose: (code: number) => void = () => undefined;
  closed = false;
  readonly sent: Record<string, unknown>[] = [];

  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close() {
    this.closed = true;
  }

  /** The server says this. */
  say(message: Record<string, unknown>) {
    this.onText(JSON.stringify(message));
  }

  last(): Record<string, unknown> | undefined {
    return this.sent.at(-1);
  }
}

/** Time that stands until it is advanced. */
export class FakeTiming implements Timing {
  private at = 0;
  private readonly jobs = new Set<{ at: number; run: () => void }>();

  now = () => this.at;
  random = () => 0.5;

  after(millis: number, run: () => void) {
    const job = { at: this.at + millis, run };
    this.jobs.add(job);
    return () => void this.jobs.delete(job);
  }

  advance(millis: number) {
    const end = this.at + millis;
    for (;;) {
      const next = [...this.jobs].sort((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > end) break;
      this.jobs.delete(next);
      this.at = next.at;
      next.run();
    }
    this.at = end;
  }
}

/** A client with its fakes. */
export function bench() {
  const sockets: FakeSocket[] = [];
  const timing = new FakeTiming();
  let signedOut = 0;
  const client = new LiveClient(
    () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    timing,
    undefined,
    () => signedOut++,
  );
  const newest = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  return { client, sockets, timing, newest, signedOut: () => signedOut };
}

let tokens = 0;

/** The welcome of a server. */
export function welcome(fields: Record<string, unknown> = {}) {
  return {
    type: 'welcome',
    version: 1,
    connection: 'c1',
    resume: `token-${++tokens}`,
    resumeSeconds: 60,
    heartbeatSeconds: 20,
    maxMessageBytes: 131072,
    resumed: false,
    at: '2026-11-24T18:00:00Z',
    noticesMissed: false,
    rooms: [],
    ...fields,
  };
}
