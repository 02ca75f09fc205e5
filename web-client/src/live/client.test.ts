import { describe, expect, it, vi } from 'vitest';
import { LiveError } from './client';
import { bench, welcome } from './fakes';

function online() {
  const made = bench();
  made.client.start('csrf-1', '2026-11-24T17:59:00Z');
  made.newest().onOpen();
  made.newest().say(welcome({ resume: 'first' }));
  return made;
}

function notice(id: string, seq: number, at = '2026-11-24T18:00:05Z') {
  return { type: 'notice', seq, noticeId: id, at, notice: 'request.submitted', facts: {} };
}

describe('the live connection', () => {
  it('greets with version, csrf and the instant it knows', () => {
    const { client, newest } = bench();
    client.start('csrf-1', '2026-11-24T17:59:00Z');
    expect(client.getState()).toEqual({ phase: 'connecting' });
    newest().onOpen();
    expect(newest().sent).toEqual([
      { type: 'hello', version: 1, csrf: 'csrf-1', since: '2026-11-24T17:59:00Z' },
    ]);
    newest().say(welcome());
    expect(client.getState()).toEqual({ phase: 'online' });
  });

  it('beats with what it has seen, and takes silence of two beats for a drop', () => {
    const { client, newest, timing, sockets } = online();
    newest().say(notice('n1', 1));
    timing.advance(10_000);
    expect(newest().last()).toEqual({ type: 'ping', seen: 1 });
    newest().say({ type: 'pong', at: '2026-11-24T18:00:10Z' });
    timing.advance(30_000);
    expect(client.getState().phase).toBe('online');
    timing.advance(10_000);
    expect(client.getState().phase).toBe('offline');
    expect(sockets[0]?.closed).toBe(true);
  });

  it('asks at once when the network is said to be gone, and waits five seconds for any word', () => {
    const { client, newest, timing } = online();
    timing.advance(1_000);
    client.doubt();
    expect(newest().last()).toEqual({ type: 'ping', seen: 0 });
    timing.advance(100);
    newest().say({ type: 'pong', at: '2026-11-24T18:00:10Z' });
    timing.advance(4_900);
    expect(client.getState().phase).toBe('online');
    client.doubt();
    timing.advance(4_999);
    expect(client.getState().phase).toBe('online');
    timing.advance(1);
    expect(client.getState().phase).toBe('offline');
  });

  it('resumes with its token and what it has seen, and hears each message once', () => {
    const { client, newest, timing } = online();
    const heard: string[] = [];
    client.on('notice', (message) => heard.push(message.noticeId));
    newest().say(notice('n1', 1));
    newest().say(notice('n2', 2));
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    expect(newest().last()).toMatchObject({ type: 'hello', resume: 'first', seen: 2 });
    newest().say(welcome({ resume: 'second', resumed: true }));
    newest().say(notice('n2', 2));
    newest().say(notice('n3', 3));
    expect(heard).toEqual(['n1', 'n2', 'n3']);
  });

  it('drops a notice it has had, also when it comes under another number', () => {
    const { client, newest, timing } = online();
    const heard: string[] = [];
    client.on('notice', (message) => heard.push(message.noticeId));
    newest().say(notice('n1', 1));
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    newest().say(welcome({ resumed: false }));
    newest().say(notice('n1', 1));
    newest().say(notice('n2', 2));
    expect(heard).toEqual(['n1', 'n2']);
  });

  it('says that there is a gap when it was not resumed, and only then', () => {
    const { client, newest, timing } = online();
    const gap = vi.fn();
    client.onGap(gap);
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    newest().say(welcome({ resumed: true }));
    expect(gap).not.toHaveBeenCalled();
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    newest().say(welcome({ resumed: false }));
    expect(gap).toHaveBeenCalledTimes(1);
  });

  it('tells it too when the server has older notices than it can send', () => {
    const { client, newest } = bench();
    const gap = vi.fn();
    client.onGap(gap);
    client.start('csrf-1');
    newest().onOpen();
    newest().say(welcome({ noticesMissed: true }));
    expect(gap).toHaveBeenCalledTimes(1);
  });

  it('tries again with growing pauses, and counts the outage from its beginning', () => {
    const { client, sockets, timing, newest } = online();
    timing.advance(5_000);
    newest().onClose(1006);
    const since = client.getState();
    expect(since).toEqual({ phase: 'offline', since: 5_000 });
    const opened: number[] = [];
    for (const pause of [1_000, 2_000, 3_000, 3_000]) {
      const before = sockets.length;
      timing.advance(pause - 1);
      expect(sockets.length).toBe(before);
      timing.advance(1);
      expect(sockets.length).toBe(before + 1);
      opened.push(pause);
      newest().onClose(1006);
    }
    expect(client.getState()).toEqual(since);
    expect(opened).toHaveLength(4);
  });

  it('tries at once when the network is said to be back', () => {
    const { client, sockets, newest } = online();
    newest().onClose(1006);
    client.tryNow();
    expect(sockets).toHaveLength(2);
    client.tryNow();
    expect(sockets).toHaveLength(2);
  });

  it('gives up a server that opens but never greets', () => {
    const { client, newest, timing, sockets } = bench();
    client.start('csrf-1');
    newest().onOpen();
    timing.advance(10_000);
    expect(client.getState().phase).toBe('offline');
    timing.advance(1_000);
    expect(sockets).toHaveLength(2);
  });

  it.each([
    [4406, 'version'],
    [4409, 'resumed-elsewhere'],
    [4403, 'forbidden'],
  ])('does not come back after close code %i', (code, reason) => {
    const { client, newest, timing, sockets } = online();
    newest().onClose(code);
    expect(client.getState()).toEqual({ phase: 'refused', reason });
    timing.advance(120_000);
    expect(sockets).toHaveLength(1);
  });

  it('hands over to sign-in when the session ended', () => {
    const { client, newest, signedOut } = online();
    newest().onClose(4401);
    expect(signedOut()).toBe(1);
    expect(client.getState()).toEqual({ phase: 'stopped' });
  });

  it('gives the answer to its question, and the error as one', async () => {
    const { client, newest } = online();
    const asked = client.request<{ type: string }>({ type: 'room.chat', room: 'r', text: 'x' });
    const id = newest().last()?.id;
    newest().say({ type: 'room.chat', seq: 1, re: id, room: 'r', text: 'x' });
    await expect(asked).resolves.toMatchObject({ type: 'room.chat' });
    const refused = client.request({ type: 'room.enter', room: 'r', pass: 'p' });
    newest().say({ type: 'error', re: newest().last()?.id, code: 'pass-invalid', message: 'No.' });
    await expect(refused).rejects.toMatchObject({ code: 'pass-invalid', sentence: 'No.' });
  });

  it('never leaves a question open: dropped, silent, offline', async () => {
    const { client, newest, timing } = online();
    const silent = client.request({ type: 'room.chat' });
    timing.advance(15_000);
    await expect(silent).rejects.toMatchObject({ code: 'no-answer' });
    const dropped = client.request({ type: 'room.chat' });
    newest().onClose(1006);
    await expect(dropped).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(client.request({ type: 'room.chat' })).rejects.toBeInstanceOf(LiveError);
    expect(client.send({ type: 'room.leave' })).toBe(false);
  });

  it('forgets everything when it stops: the next person begins anew', () => {
    const { client, newest, sockets } = online();
    newest().say(notice('n1', 1));
    client.stop();
    expect(sockets[0]?.closed).toBe(true);
    client.start('csrf-2');
    newest().onOpen();
    expect(newest().sent).toEqual([{ type: 'hello', version: 1, csrf: 'csrf-2' }]);
  });

  it('is not disturbed by what is not a message', () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { client, newest } = online();
    newest().onText('not json');
    newest().onText('[]');
    newest().say({ kind: 'nothing' });
    expect(client.getState().phase).toBe('online');
    expect(warned).toHaveBeenCalled();
  });
});
