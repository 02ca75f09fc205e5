import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  findPair,
  Member,
  type Pair,
  prepareNote,
  Refused,
  type Schemas,
  sign,
  submitRequest,
} from './support/api';
import {
  databaseKinds,
  openDatabase,
  reportDatabases,
  type SharedDatabase,
} from './support/databases';
import { newDataFolder, Program } from './support/program';

for (const kind of databaseKinds) {
  test.describe(`two server processes on one database (${kind})`, () => {
    const data = newDataFolder();
    let database: SharedDatabase;
    let servers: Program[] = [];
    let pair: Pair;

    const start = () =>
      Program.start(join(data.path, String(servers.length)), { environment: database.environment });

    test.beforeAll(async () => {
      test.setTimeout(180_000);
      database = await openDatabase(kind, data.path);
      if (kind === 'embedded') reportDatabases('two processes');
      const first = await start();
      servers = [first];
      servers.push(await start());
      pair = await findPair(first.address);
    });

    test.afterAll(async () => {
      for (const server of servers) await server.stop();
      await database.close();
      data.drop();
    });

    const address = (index: number) => servers[index]?.address ?? '';

    test('two specialists press accept at once and exactly one has it', async () => {
      const second = await Member.signIn(address(1), pair.second.account);
      const reader = await Member.signIn(address(1), pair.requester.account);
      for (let round = 0; round < 10; round++) {
        const request = await submitRequest(pair);
        const accept = (member: Member) =>
          member.post<Schemas['Request']>(`/api/requests/${request.id}/accept`, {
            version: request.version,
          });
        const outcomes = await Promise.allSettled([accept(pair.specialist), accept(second)]);
        const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
        const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
        expect(winners).toHaveLength(1);
        expect(losers).toHaveLength(1);
        const refusal: unknown = losers[0]?.reason;
        expect(refusal).toBeInstanceOf(Refused);
        expect(['request-taken', 'version-conflict']).toContain((refusal as Refused).code);
        const winner = winners[0]?.value;
        const seen = await reader.get<Schemas['Request']>(`/api/requests/${request.id}`);
        expect(seen.state).toBe('ACCEPTED');
        expect(seen.specialist?.person).toBe(winner?.specialist?.person);
      }
    });

    test('a kill -9 between signing and answering is healed', async () => {
      test.setTimeout(240_000);
      // Where the kill lands differs each time: before the write, after it, after the answer.
      for (const delay of [0, 15, 40, undefined]) {
        const request = await submitRequest(pair);
        const author = await Member.signIn(address(1), pair.specialist.account);
        await author.post(`/api/requests/${request.id}/accept`, { version: request.version });
        const hash = await prepareNote(author, request.id);
        const signing = sign(author, request.id, hash).then(
          (note) => note.hash,
          () => undefined,
        );
        if (delay === undefined) await signing;
        else await new Promise((resolve) => setTimeout(resolve, delay));
        await servers[1]?.kill();
        const answered = await signing;

        servers[1] = await start();
        const again = await Member.signIn(address(1), pair.specialist.account);
        const view = await again.get<Schemas['NoteView']>(`/api/requests/${request.id}/note`);
        if (answered) expect(view.state, 'an acknowledged signature is never lost').toBe('signed');
        if (view.state === 'signed') {
          expect(view.signed?.hash).toBe(hash);
        } else {
          const anew = await prepareNote(again, request.id);
          await sign(again, request.id, anew);
        }
        await expect
          .poll(
            async () =>
              (await pair.requester.get<Schemas['Request']>(`/api/requests/${request.id}`)).state,
            { timeout: 20_000 },
          )
          .toBe('ANSWERED');
      }
    });
  });
}
