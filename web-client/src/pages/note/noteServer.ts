import { api, call } from '../../api/client';
import { ApiProblem, NoConnection } from '../../api/problem';
import { sittingId } from '../../storage/sitting';
import type { NoteSave, NoteServer } from './noteEditor';
import type { NoteFields } from './fields';

/** Answers of the server that mean: the same again, later. */
const LATER = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The operations on one request's note, over HTTP. */
export function noteServer(request: string): NoteServer {
  const params = { path: { id: request } };
  const sitting = sittingId();

  async function read() {
    return call(api.GET('/api/requests/{id}/note', { params }));
  }

  async function failed(failure: unknown): Promise<NoteSave> {
    if (failure instanceof NoConnection) return { kind: 'unreachable' };
    if (!(failure instanceof ApiProblem)) throw failure;
    const { code, status, title } = failure.problem;
    if (code === 'draft-elsewhere') return { kind: 'elsewhere' };
    if (code === 'note-signed') return { kind: 'signed' };
    if (code === 'signed-out') return { kind: 'signed-out' };
    if (LATER.has(status)) return { kind: 'unreachable' };
    if (code !== 'version-conflict') return { kind: 'refused', code, sentence: title };
    try {
      const { draft } = await read();
      if (!draft) return { kind: 'signed' };
      const savedAt = draft.savedAt ?? new Date(0).toISOString();
      return {
        kind: 'conflict',
        server: { content: draft.fields, version: draft.version, savedAt },
      };
    } catch {
      return { kind: 'unreachable' };
    }
  }

  async function save(
    fields: NoteFields,
    version: number,
    takeOver: boolean,
    hurry: boolean,
  ): Promise<NoteSave> {
    const body = { version, sitting, fields, ...(takeOver ? { takeOver } : {}) };
    try {
      const saved = await call(
        api.PUT('/api/requests/{id}/note/draft', { params, body, keepalive: hurry }),
      );
      return { kind: 'saved', saved };
    } catch (failure) {
      return failed(failure);
    }
  }

  return {
    sitting,
    read,
    save,
    prepare: (version, mode) =>
      call(
        api.POST('/api/requests/{id}/note/prepare', { params, body: { version, mode, sitting } }),
      ),
    async sign(hash, password) {
      const { proof } = await call(api.POST('/api/proofs', { body: { hash, password } }));
      return call(api.POST('/api/requests/{id}/note/sign', { params, body: { hash, proof } }));
    },
  };
}
