import { describe, expect, it } from 'vitest';
import { ApiProblem, NoConnection } from '../api/problem';
import { Upload, type Attachment, type FileServer } from './upload';

const MEGABYTE = 1 << 20;

/** A server that keeps what comes, and drops the line where it is told. */
class Shelf implements FileServer {
  received = 0;
  size = 0;
  removed: string[] = [];
  calls: string[] = [];
  drops: number[] = [];
  refusal: ApiProblem | undefined;

  private view(): Attachment {
    const state = this.received === this.size ? 'kept' : 'arriving';
    return { id: 'a', side: 'request', name: 'x', state, size: this.size, offset: this.received };
  }

  begin(_: string, __: string, size: number): Promise<Attachment> {
    this.calls.push('begin');
    this.size = size;
    return Promise.resolve(this.view());
  }

  send(
    _: string,
    offset: number,
    bytes: Blob,
    progress: (sent: number) => void,
    signal: AbortSignal,
  ): Promise<Attachment> {
    this.calls.push(`send ${offset}`);
    if (signal.aborted) return Promise.reject(new DOMException('', 'AbortError'));
    const arrives = this.drops.shift();
    if (arrives !== undefined) {
      this.received += arrives;
      return Promise.reject(new NoConnection('dropped'));
    }
    if (this.refusal) return Promise.reject(this.refusal);
    if (offset !== this.received) {
      return Promise.reject(problem(409, 'file-offset'));
    }
    progress(bytes.size);
    this.received += bytes.size;
    return Promise.resolve(this.view());
  }

  remove(id: string): Promise<void> {
    this.removed.push(id);
    return Promise.resolve();
  }
}

function problem(status: number, code: string): ApiProblem {
  return new ApiProblem({ type: '', title: code, status, code });
}

function upload(shelf: Shelf, megabytes: number): Upload {
  const file = new File([new Uint8Array(megabytes * MEGABYTE)], 'foto.jpg');
  return new Upload('a', file, shelf, () => Promise.resolve());
}

describe('an upload', () => {
  it('goes slice by slice and is kept at the end', async () => {
    const shelf = new Shelf();
    const one = upload(shelf, 2.5);
    await one.run();
    expect(shelf.calls).toEqual(['begin', 'send 0', `send ${MEGABYTE}`, `send ${2 * MEGABYTE}`]);
    expect(one.getState().phase).toBe('kept');
  });

  it('goes on after a dropped line from where the server stands', async () => {
    const shelf = new Shelf();
    shelf.drops = [300_000, 0];
    const one = upload(shelf, 1);
    await one.run();
    expect(shelf.calls).toEqual([
      'begin',
      'send 0',
      'begin',
      'send 300000',
      'begin',
      'send 300000',
    ]);
    expect(one.getState().phase).toBe('kept');
  });

  it('says why it was refused and sends no more', async () => {
    const shelf = new Shelf();
    shelf.refusal = problem(422, 'file-heic');
    const one = upload(shelf, 1);
    await one.run();
    expect(one.getState()).toMatchObject({ phase: 'refused', failure: shelf.refusal });
    expect(shelf.calls).toHaveLength(2);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const shelf = new Shelf();
    const one = upload(shelf, 3);
    const running = one.run();
    await one.cancel();
    await running;
    expect(shelf.removed).toEqual(['a']);
    expect(one.getState().phase).toBe('gone');
  });
});
