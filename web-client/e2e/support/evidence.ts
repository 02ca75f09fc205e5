import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './program';

/** The folder of the program's jars, built by bin/test or bin/run before. */
function program(): string {
  if (process.env.INTERCONSULTA_PROGRAM) return process.env.INTERCONSULTA_PROGRAM;
  const script = `. tools/setup.sh; printf %s "$run_dir/programs/$(fingerprint)"`;
  return spawnSync('bash', ['-c', script], { cwd: projectFolder, encoding: 'utf8' }).stdout;
}

function read(...words: string[]): Buffer {
  const path = [join(program(), '*'), join(projectFolder, 'server', 'target', 'test-classes')];
  const result = spawnSync(
    'java',
    ['-cp', path.join(':'), 'mx.interconsulta.server.evidence.DatabaseReader', ...words],
    { maxBuffer: 1 << 28 },
  );
  if (result.status !== 0) throw new Error(result.stderr.toString());
  return result.stdout;
}

export interface Evidence {
  id: string;
  hash: string;
  computed: string;
  content: { at: string; fields: Record<string, unknown>; header: { author: { name: string } } };
}

/** The signed note of a request as a plain driver finds it, its hash recomputed from its bytes. */
export function signedNote(uri: string, keyFile: string, request: string): Evidence {
  return JSON.parse(read('note', uri, keyFile, request).toString()) as Evidence;
}

/** The bytes of every document of the database. */
export function dump(uri: string): Buffer {
  return read('dump', uri);
}

/** Gives somebody the part of a listener in a consultation, as no page does yet. */
export function makeListener(uri: string, consultation: string, person: string): void {
  read('listener', uri, consultation, person);
}

/** Drops a database that a test made on a server of somebody else's. */
export function drop(uri: string): void {
  read('drop', uri);
}
