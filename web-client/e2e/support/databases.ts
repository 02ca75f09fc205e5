import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './evidence';
import { Program } from './program';

/** The embedded database as a process of its own, or the server that TEST_MONGODB_URI names. */
export type DatabaseKind = 'embedded' | 'TEST_MONGODB_URI';

export const databaseKinds: DatabaseKind[] = process.env.TEST_MONGODB_URI
  ? ['embedded', 'TEST_MONGODB_URI']
  : ['embedded'];

/** A fresh database that several servers share, with the key to it. */
export interface SharedDatabase {
  uri: string;
  keyFile: string;
  /** What a server needs to use it. */
  environment: Record<string, string>;
  output: () => string;
  close: () => Promise<void>;
}

export async function openDatabase(kind: DatabaseKind, folder: string): Promise<SharedDatabase> {
  const keyFile = join(folder, 'given.key');
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const made = (uri: string) => ({
    uri,
    keyFile,
    environment: { MONGODB_URI: uri, MASTER_KEY_FILE: keyFile, SAMPLE: 'true' },
  });
  const named = process.env.TEST_MONGODB_URI;
  if (kind === 'embedded' || !named) {
    const database = await Program.start(join(folder, 'database'), { arguments: ['database'] });
    return {
      ...made(database.address),
      output: () => database.output,
      close: async () => {
        await database.stop();
      },
    };
  }
  const uri = withDatabase(named, `interconsulta_e2e_${randomBytes(4).toString('hex')}`);
  return {
    ...made(uri),
    output: () => '',
    close: () => {
      drop(uri);
      return Promise.resolve();
    },
  };
}

/**
 * A server's URI with the name of a database put into it. Whoever signs in there still does so at
 * the database the URI named, else at `admin`.
 */
function withDatabase(serverUri: string, name: string): string {
  const [, hosts = '', before = '', given = ''] =
    /^(mongodb[^/]*\/\/[^/?]+)\/?([^?]*)\??(.*)$/.exec(serverUri) ?? [];
  const options = given === '' ? [] : given.split('&');
  if (hosts.includes('@') && !options.some((option) => /^authSource=/i.test(option))) {
    options.push(`authSource=${before === '' ? 'admin' : before}`);
  }
  return `${hosts}/${name}${options.length > 0 ? `?${options.join('&')}` : ''}`;
}

/** One line for each kind of server: ran, or not run and why. */
export function reportDatabases(what: string): void {
  console.log(`${what} on the embedded database: runs`);
  console.log(
    process.env.TEST_MONGODB_URI
      ? `${what} on the server of TEST_MONGODB_URI: runs`
      : `${what} on MongoDB: not run (TEST_MONGODB_URI is not set)`,
  );
}
