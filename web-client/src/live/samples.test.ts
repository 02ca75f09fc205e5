import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validators } from '../api/generated/validators';
import { bench, welcome } from './fakes';
import type { ServerType } from './messages';
import { fitsSchema } from './validate';

// The same files that the Java side reads.
const protocol = join(import.meta.dirname, '../../../signaling/src/main/protocol');
const index = JSON.parse(readFileSync(join(protocol, 'index.json'), 'utf8')) as {
  page: string[];
  server: string[];
};

function samples(side: 'page' | 'server') {
  const folder = join(protocol, 'samples', side);
  return readdirSync(folder).map((file) => ({
    name: `${side}/${file}`,
    message: JSON.parse(readFileSync(join(folder, file), 'utf8')) as { type: string },
    valid: file.endsWith('.valid.json'),
    type: file.split('.').slice(0, -3).join('.'),
  }));
}

describe('the samples of the protocol', () => {
  it.each([...samples('page'), ...samples('server')])('$name', ({ name, message, valid, type }) => {
    const validator = validators[`${name.split('/')[0]}/${type}`];
    expect(validator, `a schema for ${type}`).toBeDefined();
    expect(validator?.(message)).toBe(valid);
  });

  it('have a schema for every type', () => {
    const known = [
      ...index.page.map((type) => `page/${type}`),
      ...index.server.map((type) => `server/${type}`),
    ];
    expect(Object.keys(validators).sort()).toEqual(known.sort());
  });
});

describe('the page', () => {
  it('knows every message of the server by name', () => {
    // A type missing here does not compile; one missing there fails.
    const known: Record<ServerType, true> = {
      bye: true,
      error: true,
      'media.answer': true,
      'media.candidate': true,
      'media.capabilities': true,
      'media.demand': true,
      'media.gone': true,
      'media.ice-servers': true,
      'media.line': true,
      'media.mute': true,
      'media.negotiate': true,
      'media.offer': true,
      'media.paused': true,
      'media.publish': true,
      'media.recording': true,
      notice: true,
      pong: true,
      'room.chat': true,
      'room.closed': true,
      'room.entered': true,
      'room.joined': true,
      'room.left': true,
      'room.participant': true,
      welcome: true,
    };
    expect(Object.keys(known).sort()).toEqual([...index.server].sort());
  });

  it('says hello and ping as their schemas ask', () => {
    const { client, newest, timing } = bench();
    client.start('csrf-value', '2026-11-24T18:00:00Z');
    newest().onOpen();
    newest().say(welcome());
    timing.advance(10_000);
    newest().onClose(1006);
    timing.advance(1_000);
    newest().onOpen();
    const said = [...newest().sent];
    for (const message of said) {
      expect(validators[`page/${String(message.type)}`]?.(message), JSON.stringify(message)).toBe(
        true,
      );
    }
  });

  it('lets a type it does not know pass, and drops one that does not fit', () => {
    expect(fitsSchema('room.invented', { type: 'room.invented' })).toBe(true);
    expect(fitsSchema('notice', { type: 'notice', seq: 0 })).toBe(false);
  });
});
