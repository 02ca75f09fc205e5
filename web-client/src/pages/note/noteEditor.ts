import type { components } from '../../api/generated/schema';
import { Autosave, type SaveOutcome, type SaveState } from '../../storage/autosave';
import type { Drafts } from '../../storage/drafts';
import { reconcile, type ServerDraft } from '../../storage/reconcile';
import type { Sitting } from '../../storage/sitting';
import {
  missingFields,
  tidy,
  type NoteFieldName,
  type NoteFields,
  type NoteHeader,
  type NoteMode,
  type SignedNote,
} from './fields';

type NoteView = components['schemas']['NoteView'];
export type PreparedNote = components['schemas']['PreparedNote'];
type DraftSaved = components['schemas']['DraftSaved'];

/** What a save on the server comes to, with what the server says of the fields. */
export type NoteSave =
  | { readonly kind: 'saved'; readonly saved: DraftSaved }
  | Exclude<SaveOutcome<NoteFields>, { kind: 'saved' }>;

/** The server, as the editor needs it. */
export interface NoteServer {
  /** This window's sitting: what the server knows the writer by. */
  readonly sitting: string;
  read(): Promise<NoteView>;
  save(fields: NoteFields, version: number, takeOver: boolean, hurry: boolean): Promise<NoteSave>;
  prepare(version: number, mode: NoteMode): Promise<PreparedNote>;
  sign(hash: string, password: string): Promise<SignedNote>;
}

/** Two texts of one author that parted; a person chooses. */
export interface Parting {
  readonly newest: 'server' | 'local';
  readonly server: ServerDraft<NoteFields>;
  readonly local: NoteFields;
  readonly localAt: string;
}

export interface NoteState {
  readonly phase: 'loading' | 'failed' | 'none' | 'writing' | 'signed';
  readonly failure: unknown;
  readonly header: NoteHeader | undefined;
  readonly fields: NoteFields;
  /** Fields whose text is still the request's. */
  readonly origins: readonly NoteFieldName[];
  readonly missing: readonly NoteFieldName[];
  readonly mode: NoteMode;
  readonly save: SaveState<NoteFields>;
  /** Another window of the author writes. */
  readonly elsewhere: boolean;
  readonly parting: Parting | undefined;
  readonly signed: SignedNote | undefined;
}

export interface EditorParts {
  readonly request: string;
  readonly server: NoteServer;
  /** Absent where this computer can keep nothing. */
  readonly drafts: Drafts<NoteFields> | undefined;
  /** Makes the sitting that tells this window from the author's others. */
  sitting(events: { taken(): Promise<void> }): Sitting;
}

const UNTOUCHED: SaveState<NoteFields> = { kind: 'untouched', version: 0 };

/**
 * The writing of one note: what is in the fields, where it is saved, who else writes, and the
 * signature. It knows no React; pages follow its state.
 */
export class NoteEditor {
  private autosave: Autosave<NoteFields> | undefined;
  private readonly sitting: Sitting;
  private takeOver = false;
  private ended = false;
  private readonly listeners = new Set<() => void>();
  private current: NoteState = {
    phase: 'loading',
    failure: undefined,
    header: undefined,
    fields: {},
    origins: [],
    missing: [],
    mode: 'video',
    save: UNTOUCHED,
    elsewhere: false,
    parting: undefined,
    signed: undefined,
  };

  constructor(private readonly parts: EditorParts) {
    this.sitting = parts.sitting({ taken: () => this.giveAway() });
  }

  /** Id of the request that the note answers. */
  get request(): string {
    return this.parts.request;
  }

  getState = (): NoteState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the note and what this computer kept of it. */
  async open(mode: NoteMode): Promise<void> {
    this.become({ phase: 'loading', failure: undefined, mode });
    try {
      const [view, mine] = await Promise.all([this.parts.server.read(), this.sitting.begin()]);
      if (this.ended) return;
      await this.show(view, mine);
    } catch (failure) {
      if (!this.ended) this.become({ phase: 'failed', failure });
    }
  }

  /** Something was written in a field. */
  change(change: Partial<NoteFields>): void {
    const { phase, elsewhere, parting } = this.current;
    if (phase !== 'writing' || elsewhere || parting) return;
    const fields = { ...this.current.fields, ...change };
    const origins = this.current.origins.filter((name) => !(name in change));
    this.become({ fields, origins });
    this.autosave?.change(tidy(fields));
  }

  /** How the answer is reached: by video, in writing, by telephone. */
  setMode(mode: NoteMode): void {
    this.become({ mode });
  }

  /** Writes here from now on; the other window reads. */
  async writeHere(): Promise<void> {
    await this.sitting.take();
    try {
      await this.show(await this.parts.server.read(), true);
      this.takeOver = true;
      this.become({ elsewhere: false });
      if (this.current.parting) return;
      this.autosave?.change(tidy(this.current.fields));
      await this.autosave?.flush();
    } catch (failure) {
      this.become({ phase: 'failed', failure });
    }
  }

  /** Chooses between the two texts; the one not chosen was shown whole before. */
  choose(which: 'server' | 'local'): void {
    const { parting } = this.current;
    if (!parting) return;
    const fields = which === 'server' ? parting.server.content : parting.local;
    this.become({ fields, parting: undefined });
    this.start(parting.server.version, parting.server.savedAt);
    if (which === 'local') this.autosave?.change(tidy(fields));
    else void this.forgetLocal();
  }

  /** The line is back. */
  retryNow(): void {
    this.autosave?.retryNow();
  }

  /** Saves what is unsaved; `hurry` when the page may be about to go. */
  async flush(hurry = false): Promise<void> {
    await this.autosave?.flush(hurry);
  }

  /** Whether something written has not reached the server. */
  get pending(): boolean {
    return this.autosave?.pending ?? false;
  }

  /**
   * Freezes what will be signed. Everything written is on the server first, so that what is signed
   * is what is seen.
   */
  async prepare(): Promise<PreparedNote> {
    const { autosave } = this;
    if (!autosave) throw new Error('nothing is being written');
    if ((autosave.state.version === 0 || this.takeOver) && !autosave.pending) {
      autosave.change(tidy(this.current.fields));
    }
    await autosave.flush();
    if (autosave.pending) throw new NotSaved();
    return this.parts.server.prepare(autosave.state.version, this.current.mode);
  }

  /** Signs what was prepared; from then on only addenda follow. */
  async sign(hash: string, password: string): Promise<SignedNote> {
    const signed = await this.parts.server.sign(hash, password);
    await this.settle(signed);
    return signed;
  }

  /** Leaves the note as it is. */
  end(): void {
    this.ended = true;
    this.autosave?.end();
    this.sitting.end();
  }

  /**
   * Shows what the server has, or this computer where that goes on from it.
   *
   * @param mine whether no other window of this browser writes
   */
  private async show(view: NoteView, mine: boolean): Promise<void> {
    if (view.signed) {
      await this.settle(view.signed);
      return;
    }
    if (!view.draft) {
      this.become({ phase: 'none', header: view.header });
      return;
    }
    const { draft } = view;
    const server: ServerDraft<NoteFields> = {
      content: draft.fields,
      version: draft.version,
      savedAt: draft.savedAt ?? new Date(0).toISOString(),
    };
    const kept = await this.parts.drafts?.read(this.parts.request).catch(() => undefined);
    const opening = reconcile(server, kept);
    const held = draft.sitting !== undefined && draft.sitting !== this.parts.server.sitting;
    // Its last writer was a window of this computer, and that window is dead: go on from it.
    const ours = mine && held && kept?.sitting === draft.sitting;
    this.takeOver = ours;
    this.become({
      phase: 'writing',
      header: view.header,
      origins: draft.origins,
      elsewhere: !mine || (held && !ours),
      fields: opening.kind === 'diverged' ? draft.fields : opening.content,
      parting:
        opening.kind === 'diverged'
          ? {
              newest: opening.newest,
              server,
              local: opening.local.content,
              localAt: opening.local.changedAt,
            }
          : undefined,
    });
    this.start(draft.version, draft.savedAt);
    if (opening.kind === 'local') this.autosave?.change(tidy(opening.content));
  }

  private start(version: number, savedAt: string | undefined): void {
    this.autosave?.end();
    this.autosave = new Autosave<NoteFields>(
      {
        keep: async (draft) => {
          if (!this.parts.drafts) throw new Error('nothing can be kept here');
          const { sitting } = this.parts.server;
          await this.parts.drafts.write(this.parts.request, { ...draft, sitting });
        },
        save: (fields, on, hurry) => this.save(fields, on, hurry),
        changed: (save) => this.saved(save),
      },
      version,
      savedAt,
    );
    this.become({ save: this.autosave.state });
  }

  private async save(
    fields: NoteFields,
    version: number,
    hurry: boolean,
  ): Promise<SaveOutcome<NoteFields>> {
    const outcome = await this.parts.server.save(fields, version, this.takeOver, hurry);
    if (outcome.kind !== 'saved') return outcome;
    this.takeOver = false;
    const { saved } = outcome;
    this.become({ origins: this.current.origins.filter((name) => saved.origins.includes(name)) });
    return { kind: 'saved', version: saved.version, savedAt: saved.savedAt };
  }

  private saved(save: SaveState<NoteFields>): void {
    this.become({ save });
    if (save.kind === 'elsewhere' && !this.current.elsewhere) {
      this.sitting.lost();
      this.become({ elsewhere: true });
    }
    if (save.kind === 'conflict' && save.conflict && !this.current.parting) {
      const localAt = new Date().toISOString();
      this.become({
        parting: { newest: 'local', server: save.conflict, local: this.current.fields, localAt },
      });
    }
    if (save.kind === 'signed') void this.openAgain();
  }

  private async openAgain(): Promise<void> {
    try {
      await this.show(await this.parts.server.read(), this.sitting.writes);
    } catch {
      // What is shown stays; the next save says it again.
    }
  }

  private async giveAway(): Promise<void> {
    await this.autosave?.flush();
    this.autosave?.yieldTo();
    this.become({ elsewhere: true });
  }

  private async settle(signed: SignedNote): Promise<void> {
    this.autosave?.end();
    this.autosave = undefined;
    this.become({ phase: 'signed', signed, header: signed.content.header, elsewhere: false });
    await this.forgetLocal();
  }

  private async forgetLocal(): Promise<void> {
    await this.parts.drafts?.clear(this.parts.request).catch(() => undefined);
  }

  private become(change: Partial<NoteState>): void {
    const next = { ...this.current, ...change };
    this.current = { ...next, missing: missingFields(next.fields, next.mode) };
    for (const listener of [...this.listeners]) listener();
  }
}

/** What was written has not reached the server, so it cannot be signed yet. */
export class NotSaved extends Error {
  constructor() {
    super('what was written has not reached the server');
    this.name = 'NotSaved';
  }
}
