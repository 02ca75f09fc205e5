import { describe, expect, it, vi } from 'vitest';
import { bench, welcome } from './fakes';
import { RoomChannel } from './room';

const there = [{ room: 'r1', consultation: 'k1', participant: 'p1' }];

async function inside() {
  const made = bench();
  made.client.start('csrf');
  made.newest().onOpen();
  made.newest().say(welcome());
  const channel = new RoomChannel(made.client, 'r1');
  const entering = channel.enter('pass-1');
  const sent = made.newest().last();
  made.newest().say({
    type: 'room.entered',
    seq: 1,
    re: sent?.id,
    room: 'r1',
    consultation: 'k1',
    participant: 'p1',
    openedAt: '2026-11-24T18:00:00Z',
    participants: [],
    chat: [],
  });
  await entering;
  return { ...made, channel, sent };
}

describe('a room', () => {
  it('is entered with a pass, and asks to take over only when told to', async () => {
    const { sent, channel, newest } = await inside();
    expect(sent).toEqual({ type: 'room.enter', room: 'r1', pass: 'pass-1', id: 'm1' });
    void channel.enter('pass-2', true).catch(() => undefined);
    expect(newest().last()).toMatchObject({ pass: 'pass-2', takeOver: true });
  });

  it('hears its own messages and not those of another room', async () => {
    const { channel, newest } = await inside();
    const heard = vi.fn();
    channel.on('media.negotiate', heard);
    newest().say({ type: 'media.negotiate', seq: 2, room: 'r2', transport: 'main', epoch: 1 });
    expect(heard).not.toHaveBeenCalled();
    newest().say({ type: 'media.negotiate', seq: 3, room: 'r1', transport: 'main', epoch: 1 });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(channel.send('media.stats', { freezes: 0 })).toBe(true);
    expect(newest().last()).toEqual({ type: 'media.stats', room: 'r1', freezes: 0 });
  });

  it('goes on over a drop that resumes, and is lost over one that does not', async () => {
    const { channel, newest, timing } = await inside();
    const lost = vi.fn();
    channel.onLost(lost);
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    newest().say(welcome({ resumed: true, rooms: there }));
    expect(lost).not.toHaveBeenCalled();
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    newest().say(welcome({ resumed: false }));
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('says that it leaves, once, and hears nothing afterwards', async () => {
    const { channel, newest } = await inside();
    const heard = vi.fn();
    channel.on('room.chat', heard);
    channel.leave();
    expect(newest().last()).toMatchObject({ type: 'room.leave', room: 'r1' });
    const count = newest().sent.length;
    channel.leave();
    expect(newest().sent).toHaveLength(count);
    newest().say({ type: 'room.chat', seq: 2, room: 'r1', text: 'x' });
    expect(heard).not.toHaveBeenCalled();
  });
});
