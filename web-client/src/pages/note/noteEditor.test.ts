import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Drafts, importDraftKey } from '../../storage/drafts';
import { Sitting, type Channel, type SittingMessage } from '../../storage/sitting';
import { missingFields, neededFields, tidy, type NoteFields, type SignedNote } from './fields';
import { NoteEditor, NotSaved, type NoteSave, type NoteServer } from './noteEditor';

const REQUEST = 'r-1';
const signed = {
  id: 'n-1',
  patient: 'p-1',
  content: { header: {} },
} as unknown as SignedNote;

/** The server's side of one note: a version, a sitting, and what was saved. */
class FakeServer {
  version = 0;
  fields: NoteFields = { reason: 'Soplo' };
  sitting: string | undefined;
  saves = 0;
  down = false;
  signedNote: SignedNote | undefined;

  for(window: string): NoteServer {
    return {
      sitting: window,
      read: () =>
        Promise.resolve({
          request: REQUEST,
          state: 'draft' as const,
          signed: this.signedNote,
          draft: this.signedNote
            ? undefined
            : {
                version: this.version,
                sitting: this.sitting,
                savedAt: new Date(0).toISOString(),
                fields: this.fields,
                origins: this.version === 0 ? ['reason' as const] : [],
                missing: [],
              },
        }),
      save: (fields, version, takeOver) =>
        Promise.resolve(this.take(window, fields, version, takeOver)),
      prepare: () =>
        Promise.resolve({
          hash: 'h',
          canonical: '{}',
          content: { fields: this.fields } as never,
        }),
      sign: () => {
        this.signedNote = signed;
        return Promise.resolve(signed);
      },
    };
  }

  private take(window: string, fields: NoteFields, version: number, takeOver: boolean): NoteSave {
    if (this.down) return { kind: 'unreachable' };
    if (this.sitting && this.sitting !== window && !takeOver) return { kind: 'elsewhere' };
    if (version !== this.version) return { kind: 'elsewhere' };
    this.saves += 1;
    this.version += 1;
    this.fields = fields;
    this.sitting = window;
    return {
      kind: 'saved',
      saved: { version: this.version, savedAt: new Date().toISOString(), origins: [], missing: [] },
    };
  }
}

/** One browser: its windows hear one another, and share what is kept on the computer. */
class Browser {
  private readonly ends = new Map<Channel, ((event: MessageEvent<SittingMessage>) => void)[]>();
  readonly editors: NoteEditor[] = [];
  private static browsers = 0;
  private readonly database = `note-editor-${String((Browser.browsers += 1))}`;

  async open(server: FakeServer, window: string): Promise<NoteEditor> {
    const key = await importDraftKey('ana', btoa('k'.repeat(32)));
    const editor = new NoteEditor({
      request: REQUEST,
      server: server.for(window),
      drafts: await Drafts.open<NoteFields>(key, this.database),
      sitting: (events) => new Sitting(REQUEST, events, this.channel()),
    });
    this.editors.push(editor);
    await editor.open('video');
    return editor;
  }

  private channel(): Channel {
    const end: Channel = {
      postMessage: (data) => {
        for (const [other, listeners] of this.ends) {
          if (other === end) continue;
          for (const hear of listeners) hear({ data } as MessageEvent<SittingMessage>);
        }
      },
      addEventListener: (_type, listener) => this.ends.get(end)?.push(listener),
      close: () => this.ends.delete(end),
    };
    this.ends.set(end, []);
    return end;
  }
}

let server: FakeServer;
let browser: Browser;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout'],
    shouldAdvanceTime: true,
    advanceTimeDelta: 50,
  });
  server = new FakeServer();
  browser = new Browser();
});
afterEach(() => {
  for (const editor of browser.editors) editor.end();
  vi.useRealTimers();
});

describe('writing a note', () => {
  it('begins with what the request brought and says so', async () => {
    const editor = await browser.open(server, 'one');
    expect(editor.getState()).toMatchObject({
      phase: 'writing',
      fields: { reason: 'Soplo' },
      origins: ['reason'],
      elsewhere: false,
    });
    editor.change({ reason: 'Soplo por estudiar' });
    expect(editor.getState().origins).toEqual([]);
  });

  it('goes on in a new window after the old one died, without a question', async () => {
    const first = await browser.open(server, 'one');
    first.change({ studyPlan: 'ECG' });
    await first.flush();
    first.end();

    const second = await browser.open(server, 'two');
    expect(second.getState()).toMatchObject({ elsewhere: false, fields: { studyPlan: 'ECG' } });
    second.change({ studyPlan: 'ECG y eco' });
    await second.flush();

    expect(server.fields.studyPlan).toBe('ECG y eco');
    expect(server.sitting).toBe('two');
  });

  it('offers what never reached the server', async () => {
    const first = await browser.open(server, 'one');
    server.down = true;
    first.change({ studyPlan: 'ECG' });
    await first.flush();
    first.end();
    server.down = false;

    const second = await browser.open(server, 'two');

    expect(second.getState().fields.studyPlan).toBe('ECG');
    await second.flush();
    expect(server.fields.studyPlan).toBe('ECG');
  });

  it('is read only in a second window until it writes there', async () => {
    const first = await browser.open(server, 'one');
    first.change({ studyPlan: 'ECG' });
    const second = await browser.open(server, 'two');
    expect(second.getState().elsewhere).toBe(true);
    second.change({ studyPlan: 'nada' });
    expect(second.getState().fields.studyPlan).not.toBe('nada');

    await second.writeHere();

    expect(first.getState().elsewhere).toBe(true);
    expect(second.getState()).toMatchObject({ elsewhere: false, fields: { studyPlan: 'ECG' } });
    second.change({ studyPlan: 'ECG y eco' });
    await second.flush();
    expect(server.fields.studyPlan).toBe('ECG y eco');
  });

  it('is read only while another computer holds it', async () => {
    const first = await browser.open(server, 'one');
    first.change({ studyPlan: 'ECG' });
    await first.flush();
    const other = new Browser();
    const second = await other.open(server, 'two');
    expect(second.getState().elsewhere).toBe(true);
    await second.writeHere();
    first.change({ studyPlan: 'ECG y más' });
    await first.flush();
    expect(first.getState().elsewhere).toBe(true);
    second.end();
  });

  it('shows both texts when they parted and keeps the one chosen', async () => {
    const first = await browser.open(server, 'one');
    first.change({ studyPlan: 'base' });
    await first.flush();
    server.down = true;
    first.change({ studyPlan: 'aquí' });
    await first.flush();
    first.end();
    server.down = false;
    server.version += 1;
    server.fields = { studyPlan: 'allá' };

    const second = await browser.open(server, 'two');
    expect(second.getState().parting).toMatchObject({
      local: { studyPlan: 'aquí' },
      server: { content: { studyPlan: 'allá' } },
    });
    second.choose('local');
    await second.flush();

    expect(second.getState().parting).toBeUndefined();
    expect(server.fields.studyPlan).toBe('aquí');
  });

  it('is signed only once the server has all of it, and leaves nothing here', async () => {
    const editor = await browser.open(server, 'one');
    editor.change({ studyPlan: 'ECG' });
    server.down = true;
    await expect(editor.prepare()).rejects.toThrow(NotSaved);
    server.down = false;

    const { hash } = await editor.prepare();
    expect(server.fields.studyPlan).toBe('ECG');
    await editor.sign(hash, 'clave');

    expect(editor.getState()).toMatchObject({ phase: 'signed', signed });
    const key = await importDraftKey('ana', btoa('k'.repeat(32)));
    const drafts = await Drafts.open(key, (browser as unknown as { database: string }).database);
    expect(await drafts.read(REQUEST)).toBeUndefined();
  });

  it('saves the prefill before it is signed as it is', async () => {
    const editor = await browser.open(server, 'one');
    await editor.prepare();
    expect(server.saves).toBe(1);
  });
});

describe('the fields of a note', () => {
  it('need eleven by video, nine without a room', () => {
    expect(neededFields('video')).toHaveLength(11);
    expect(neededFields('telephone')).toHaveLength(9);
  });

  it('are missing when they say nothing', () => {
    const fields: NoteFields = {
      reason: '  ',
      diagnoses: [{ text: ' ' }],
      vitalSigns: { takenAt: '2026-11-24T17:00:00Z' },
      prognosis: 'Favorable',
    };
    expect(missingFields(fields, 'video')).toContain('reason');
    expect(missingFields(fields, 'video')).toContain('diagnoses');
    expect(missingFields(fields, 'video')).toContain('vitalSigns');
    expect(missingFields(fields, 'video')).not.toContain('prognosis');
    expect(tidy(fields)).toEqual({ prognosis: 'Favorable' });
  });
});
