import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave, LONGEST_MILLIS, type SaveOutcome, type SaveState } from './autosave';
import type { LocalDraft } from './drafts';

interface Text {
  readonly text: string;
}

let kept: LocalDraft<Text>[];
let sent: { text: string; version: number }[];
let states: SaveState<Text>[];
let answer: (text: string, version: number) => SaveOutcome<Text> | Promise<SaveOutcome<Text>>;
let autosave: Autosave<Text>;

const saved = (_text: string, version: number): SaveOutcome<Text> => ({
  kind: 'saved',
  version: version + 1,
  savedAt: new Date().toISOString(),
});
const unreachable = (): SaveOutcome<Text> => ({ kind: 'unreachable' });
const type = (text: string): void => {
  autosave.change({ text });
};
const pass = (millis: number): Promise<unknown> => vi.advanceTimersByTimeAsync(millis);

beforeEach(() => {
  vi.useFakeTimers();
  kept = [];
  sent = [];
  states = [];
  answer = saved;
  autosave = new Autosave<Text>(
    {
      keep: (draft) => {
        kept.push(draft);
        return Promise.resolve();
      },
      save: async (content, version) => {
        sent.push({ text: content.text, version });
        return answer(content.text, version);
      },
      changed: (state) => states.push(state),
    },
    3,
  );
});

afterEach(() => {
  autosave.end();
  vi.useRealTimers();
});

describe('saving as it is typed', () => {
  it('keeps it here after a short pause and on the server after a longer one', async () => {
    type('s');
    await pass(700);
    type('so');
    await pass(799);
    expect(kept).toHaveLength(0);
    await pass(1);
    expect(kept).toMatchObject([{ content: { text: 'so' }, baseVersion: 3, pending: true }]);
    expect(sent).toHaveLength(0);

    await pass(700);

    expect(sent).toEqual([{ text: 'so', version: 3 }]);
    expect(autosave.state).toMatchObject({ kind: 'saved', version: 4 });
    expect(autosave.state.serverAt).toBeInstanceOf(Date);
    expect(autosave.state.localAt).toBeInstanceOf(Date);
    expect(kept.at(-1)).toMatchObject({ baseVersion: 4, pending: false });
  });

  it('saves somebody who never pauses', async () => {
    for (let millis = 0; millis <= LONGEST_MILLIS; millis += 100) {
      type(`letra ${String(millis)}`);
      await pass(100);
    }
    expect(sent.length).toBeGreaterThan(0);
    expect(kept.length).toBeGreaterThan(0);
  });

  it('sends one at a time and then what was typed meanwhile', async () => {
    let release: (outcome: SaveOutcome<Text>) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    type('uno');
    await pass(1_500);
    type('dos');
    await pass(1_500);
    expect(sent).toHaveLength(1);

    answer = saved;
    release({ kind: 'saved', version: 4, savedAt: new Date().toISOString() });
    await pass(1_500);

    expect(sent).toEqual([
      { text: 'uno', version: 3 },
      { text: 'dos', version: 4 },
    ]);
    expect(autosave.pending).toBe(false);
  });

  it('says offline, tries again with growing waits, and goes at once when the line is back', async () => {
    answer = unreachable;
    type('uno');
    await pass(1_500);
    expect(autosave.state.kind).toBe('offline');
    await pass(1_000);
    expect(sent).toHaveLength(2);
    await pass(1_999);
    expect(sent).toHaveLength(2);
    await pass(1);
    expect(sent).toHaveLength(3);
    type('dos');
    await pass(800);
    expect(autosave.state.kind).toBe('offline');
    expect(kept.at(-1)).toMatchObject({ content: { text: 'dos' }, pending: true });

    answer = saved;
    autosave.retryNow();
    await pass(0);

    expect(sent.at(-1)).toEqual({ text: 'dos', version: 3 });
    expect(autosave.state.kind).toBe('saved');
  });

  it('goes on when only the answer was lost', async () => {
    answer = unreachable;
    type('uno');
    await pass(1_500);
    type('uno y dos');
    answer = (text, version) =>
      version === 3
        ? {
            kind: 'conflict',
            server: { content: { text: 'uno' }, version: 4, savedAt: new Date().toISOString() },
          }
        : saved(text, version);
    await pass(1_000);
    await pass(10);

    expect(sent.at(-1)).toEqual({ text: 'uno y dos', version: 4 });
    expect(autosave.state).toMatchObject({ kind: 'saved', version: 5 });
  });

  it('stops at a conflict, keeps what is here, and goes on from the choice', async () => {
    const server = { content: { text: 'otro' }, version: 9, savedAt: new Date().toISOString() };
    answer = () => ({ kind: 'conflict', server });
    type('uno');
    await pass(1_500);
    expect(autosave.state).toMatchObject({ kind: 'conflict', conflict: server });
    expect(kept.at(-1)).toMatchObject({ content: { text: 'uno' }, pending: true });
    await pass(60_000);
    expect(sent).toHaveLength(1);

    answer = saved;
    autosave.resume(9);
    type('uno y otro');
    await pass(1_500);

    expect(sent.at(-1)).toEqual({ text: 'uno y otro', version: 9 });
  });

  it('writes no more once another window does', async () => {
    answer = () => ({ kind: 'elsewhere' });
    type('uno');
    await pass(1_500);
    expect(autosave.state.kind).toBe('elsewhere');
    type('dos');
    await pass(10_000);
    expect(sent).toHaveLength(1);
  });

  it('saves at once when told to, after what is on its way', async () => {
    let release: (outcome: SaveOutcome<Text>) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    type('uno');
    await pass(1_500);
    type('dos');
    answer = saved;
    const flushed = autosave.flush();
    release({ kind: 'saved', version: 4, savedAt: new Date().toISOString() });
    await pass(0);
    await flushed;

    expect(sent.at(-1)).toEqual({ text: 'dos', version: 4 });
    expect(autosave.pending).toBe(false);
  });

  it('goes on to the server when this computer cannot keep anything', async () => {
    autosave = new Autosave<Text>(
      {
        keep: () => Promise.reject(new Error('quota')),
        save: (content, version) => {
          sent.push({ text: content.text, version });
          return Promise.resolve(saved(content.text, version));
        },
        changed: (state) => states.push(state),
      },
      0,
    );
    type('uno');
    await pass(2_000);

    expect(autosave.state.kind).toBe('saved');
    expect(autosave.state.localAt).toBeUndefined();
  });
});
