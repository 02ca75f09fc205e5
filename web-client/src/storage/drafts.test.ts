import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { Drafts, importDraftKey, type DraftKey, type LocalDraft } from './drafts';

const REQUEST = '6f2b6b0e-3f0e-4b47-8f3a-000000000001';
const OTHER = '6f2b6b0e-3f0e-4b47-8f3a-000000000002';

interface Text {
  readonly text: string;
}

function draft(text: string): LocalDraft<Text> {
  return {
    content: { text },
    baseVersion: 3,
    pending: true,
    changedAt: '2026-11-24T17:42:09.000Z',
  };
}

function keyOf(author: string, fill = 7): Promise<DraftKey> {
  return importDraftKey(author, btoa(String.fromCharCode(...new Uint8Array(32).fill(fill))));
}

let databases = 0;
const fresh = (): string => `drafts-${String((databases += 1))}`;

async function stored(name: string): Promise<Record<string, unknown>[]> {
  const raw = await openDB(name);
  const rows = (await raw.getAll('drafts')) as Record<string, unknown>[];
  raw.close();
  return rows;
}

describe('drafts on this computer', () => {
  it('are there again after the tab died', async () => {
    const name = fresh();
    const before = await Drafts.open<Text>(await keyOf('ana'), name);
    await before.write(REQUEST, draft('soplo holosistólico'));
    before.close();

    const after = await Drafts.open<Text>(await keyOf('ana'), name);

    expect(await after.read(REQUEST)).toEqual(draft('soplo holosistólico'));
  });

  it('hold nothing readable at rest', async () => {
    const name = fresh();
    const drafts = await Drafts.open<Text>(await keyOf('ana'), name);
    await drafts.write(REQUEST, draft('MARCADOR-SECRETO'));

    const [row] = await stored(name);

    expect(Object.keys(row ?? {}).sort()).toEqual(['author', 'nonce', 'request', 'sealed']);
    const bytes = new Uint8Array(row?.['sealed'] as ArrayBuffer);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('MARCADOR');
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('content');
  });

  it('never use a nonce twice', async () => {
    const name = fresh();
    const drafts = await Drafts.open<Text>(await keyOf('ana'), name);
    await drafts.write(REQUEST, draft('a'));
    await drafts.write(OTHER, draft('a'));

    const nonces = (await stored(name)).map((row) => String(row['nonce']));

    expect(new Set(nonces).size).toBe(2);
  });

  it('do not open with another key', async () => {
    const name = fresh();
    const drafts = await Drafts.open<Text>(await keyOf('ana'), name);
    await drafts.write(REQUEST, draft('a'));

    const stranger = await Drafts.open<Text>(await keyOf('ana', 8), name);

    expect(await stranger.read(REQUEST)).toBeUndefined();
  });

  it('do not open in the place of another request or author', async () => {
    const name = fresh();
    const drafts = await Drafts.open<Text>(await keyOf('ana'), name);
    await drafts.write(REQUEST, draft('a'));
    const [row] = await stored(name);
    const raw = await openDB(name);
    await raw.put('drafts', { ...row, request: OTHER });
    await raw.put('drafts', { ...row, author: 'luis' });
    raw.close();

    expect(await drafts.read(OTHER)).toBeUndefined();
    const luis = await Drafts.open<Text>(await keyOf('luis'), name);
    expect(await luis.read(REQUEST)).toBeUndefined();
    expect(await drafts.read(REQUEST)).toEqual(draft('a'));
  });

  it('are gone after the note was signed', async () => {
    const name = fresh();
    const drafts = await Drafts.open<Text>(await keyOf('ana'), name);
    await drafts.write(REQUEST, draft('a'));

    await drafts.clear(REQUEST);

    expect(await drafts.read(REQUEST)).toBeUndefined();
    expect(await stored(name)).toEqual([]);
  });

  it('are kept under a key whose bytes the page cannot read back', async () => {
    const { key } = await keyOf('ana');

    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});
