import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, NoConnection } from '../../api/problem';
import { LiveError, type LiveClient } from '../../live/client';
import type { LocalMedia } from '../../media/local';
import { RoomSession } from './roomSession';

type Message = Record<string, unknown> & { type: string };

/** The live connection, as far as a room uses it. */
class FakeLive {
  private readonly listeners = new Map<string, Set<(message: Message) => void>>();
  readonly sent: Message[] = [];
  entry: () => Message = () => ({
    type: 'room.entered',
    room: 'room',
    consultation: 'c',
    participant: 'me',
    openedAt: '2026-11-24T17:00:00Z',
    participants: [],
    chat: [],
  });

  on(type: string, listener: (message: Message) => void): () => void {
    const set = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }
  send(message: Message): boolean {
    this.sent.push(message);
    return true;
  }
  request(message: Message): Promise<Message> {
    this.sent.push(message);
    if (message.type === 'room.chat') return this.chat(message);
    if (message.type !== 'room.enter') return Promise.resolve(message);
    try {
      return Promise.resolve(this.entry());
    } catch (cause) {
      return Promise.reject(cause instanceof Error ? cause : new Error('no entry'));
    }
  }
  chat: (message: Message) => Promise<Message> = (message) => Promise.resolve(message);
  anew = 0;
  connectAnew(): void {
    this.anew += 1;
  }
  say(message: Message): void {
    for (const listener of [...(this.listeners.get(message.type) ?? [])]) listener(message);
  }
  /** Connected again, but not to where it was. */
  begunAnew(): void {
    this.say({ type: 'welcome', resumed: false, rooms: [] });
  }
  entries(): Message[] {
    return this.sent.filter(({ type }) => type === 'room.enter');
  }
}

const local = {
  getState: () => ({ audio: null, video: null }),
  subscribe: () => () => undefined,
  sources: { getState: () => ({ sources: [] }), subscribe: () => () => undefined },
} as unknown as LocalMedia;

let live: FakeLive;
let passes: number;
let pass: () => Promise<{ pass: string; room: string }>;
let session: RoomSession;

beforeEach(() => {
  vi.useFakeTimers();
  live = new FakeLive();
  passes = 0;
  pass = () => Promise.resolve({ pass: `pass ${String((passes += 1))}`, room: 'room' });
  session = new RoomSession(live as unknown as LiveClient, local, () => pass());
});
afterEach(() => {
  session.leave();
  vi.useRealTimers();
});

const later = (millis: number): Promise<unknown> => vi.advanceTimersByTimeAsync(millis);

describe('a stay in a room', () => {
  it('begins with a pass carried in a message', async () => {
    await session.enter();
    expect(live.entries()).toMatchObject([{ room: 'room', pass: 'pass 1' }]);
    expect(session.getState()).toMatchObject({ phase: 'inside', me: 'me' });
  });

  it('knows who comes, is away and goes', async () => {
    await session.enter();
    live.say({
      type: 'room.joined',
      room: 'room',
      participant: 'a',
      person: 'ana',
      state: 'present',
    });
    live.say({ type: 'room.participant', room: 'room', participant: 'a', state: 'away' });
    expect(session.getState().participants).toMatchObject([{ participant: 'a', state: 'away' }]);
    live.say({ type: 'room.left', room: 'room', participant: 'a', reason: 'left' });
    expect(session.getState().participants).toEqual([]);
  });

  it('shows a text once, though it may come twice', async () => {
    await session.enter();
    const text = { type: 'room.chat', room: 'room', message: 'm', person: 'ana', text: 'hola' };
    live.say(text);
    live.say(text);
    expect(session.getState().chat).toHaveLength(1);
  });

  it('asks before it takes the place of the person in another window', async () => {
    live.entry = () => {
      throw new LiveError('room-second-window', 'En otra ventana.');
    };
    await session.enter();
    expect(session.getState().phase).toBe('second-window');
    live.entry = new FakeLive().entry;
    await session.enter(true);
    expect(live.entries().at(-1)).toMatchObject({ takeOver: true, pass: 'pass 2' });
    expect(session.getState().phase).toBe('inside');
  });

  it('comes back by itself, with a new pass, when the connection could not resume', async () => {
    await session.enter();
    live.begunAnew();
    expect(session.getState().phase).toBe('returning');
    await later(0);
    expect(session.getState().phase).toBe('inside');
    expect(live.entries()).toHaveLength(2);
  });

  it('says that its room cannot be reached, and looks for another server', async () => {
    await session.enter();
    live.entry = () => {
      throw new LiveError('room-unreachable');
    };
    live.say({ type: 'room.left', room: 'room', participant: 'me', reason: 'room-unreachable' });
    expect(session.getState()).toMatchObject({
      phase: 'returning',
      failure: { code: 'room-unreachable' },
    });
    await later(2_000);
    expect(session.getState().failure?.code).toBe('room-unreachable');
    expect(live.anew).toBe(1);
    live.entry = new FakeLive().entry;
    await later(5_000);
    expect(session.getState()).toMatchObject({ phase: 'inside', failure: undefined });
  });

  it('says a text again, as the same, when its answer was lost with the room', async () => {
    await session.enter();
    const answered = live.chat;
    live.chat = () => Promise.reject(new LiveError('connection-lost'));
    const said = session.say('hola');
    await later(0);
    live.begunAnew();
    live.chat = answered;
    await later(1_000);
    await said;
    const texts = live.sent.filter(({ type }) => type === 'room.chat');
    expect(texts).toHaveLength(2);
    expect(texts[1]?.['message']).toBe(texts[0]?.['message']);
  });

  it('goes on trying for as long as there is no line', async () => {
    await session.enter();
    const open = pass;
    pass = () => Promise.reject(new NoConnection('down'));
    live.begunAnew();
    await later(300_000);
    expect(session.getState().phase).toBe('returning');
    pass = open;
    await later(5_000);
    expect(session.getState().phase).toBe('inside');
  });

  it('gives up and says why when it may not come back', async () => {
    await session.enter();
    pass = () =>
      Promise.reject(
        new ApiProblem({ type: '', title: 'Terminó.', status: 409, code: 'consultation-ended' }),
      );
    live.begunAnew();
    await later(0);
    expect(session.getState()).toMatchObject({
      phase: 'out',
      failure: { code: 'consultation-ended', sentence: 'Terminó.' },
    });
  });

  it('stays out where another window or the end of the consultation put it out', async () => {
    await session.enter();
    live.say({ type: 'room.left', room: 'room', participant: 'me', reason: 'replaced' });
    await later(60_000);
    expect(session.getState()).toMatchObject({ phase: 'out', left: 'replaced' });
    await session.enter(true);
    live.say({ type: 'room.closed', room: 'room', reason: 'consultation-ended' });
    await later(60_000);
    expect(session.getState()).toMatchObject({ phase: 'out', closed: 'consultation-ended' });
  });

  it('leaves for good', async () => {
    await session.enter();
    session.leave();
    live.begunAnew();
    await later(60_000);
    expect(session.getState().phase).toBe('outside');
    expect(live.sent.at(-1)?.type).toBe('room.leave');
    expect(live.entries()).toHaveLength(1);
  });
});
