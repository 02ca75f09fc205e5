import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findPair, Member, prepareNote, type Schemas, sign, submitRequest } from './support/api';
import { newDataFolder, Program, projectFolder } from './support/program';

/** One command saves, one brings back; the key travels apart. */
test('a signed note survives backup and restore on another machine', async () => {
  test.setTimeout(180_000);
  const data = newDataFolder();
  const [here, there] = [join(data.path, 'here'), join(data.path, 'there')];
  const file = join(data.path, 'interconsulta.backup');
  const command = (name: string, folder: string) =>
    spawnSync(join(projectFolder, 'bin', name), [file], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: folder },
    });

  const first = await Program.start(here);
  const pair = await findPair(first.address);
  const request = await submitRequest(pair);
  await pair.specialist.post(`/api/requests/${request.id}/accept`, { version: request.version });
  const hash = await prepareNote(pair.specialist, request.id);
  await sign(pair.specialist, request.id, hash);
  const saved = command('backup', here);
  expect(saved.stderr + saved.stdout, saved.stderr).toBeDefined();
  expect(saved.status, saved.stderr + saved.stdout).toBe(0);
  await first.stop();
  expect(statSync(file).size).toBeGreaterThan(10_000);
  expect(readFileSync(file).includes('Quintanar')).toBe(false);

  const withoutKey = command('restore', there);
  expect(withoutKey.status, withoutKey.stderr + withoutKey.stdout).toBe(0);
  const refused = Program.start(there);
  await expect(refused, 'a key that does not fit is refused').rejects.toThrow(/key/i);

  copyFileSync(join(here, 'master.key'), join(there, 'master.key'));
  const second = await Program.start(there);
  const author = await Member.signIn(second.address, pair.specialist.account);
  const view = await author.get<Schemas['NoteView']>(`/api/requests/${request.id}/note`);
  expect(view.signed?.hash).toBe(hash);
  await second.stop();

  const again = command('restore', there);
  expect(again.status, 'a database that is not empty is not overwritten').toBe(1);
  data.drop();
});
