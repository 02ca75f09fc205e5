import { findPair, type Member, type Pair, readyToMeet, type Schemas } from './support/api';
import { openDatabase, type SharedDatabase } from './support/databases';
import { makeListener } from './support/evidence';
import { expect, test } from './support/fixtures';
import { lookAt } from './support/looks';
import { countPeers, expectSeesAndHears, pictures, sendersOf } from './support/media';
import { newDataFolder, Program } from './support/program';
import { button, enterRoom, signIn } from './support/steps';
import { word } from './support/words';

/** Who only listens: needs the patient's consent to it, sends nothing, and has no note beside. */
test.describe('a listener', () => {
  const data = newDataFolder();
  let database: SharedDatabase;
  let server: Program;
  let pair: Pair;

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    database = await openDatabase('embedded', data.path);
    server = await Program.start(`${data.path}/server`, { environment: database.environment });
    pair = await findPair(server.address);
  });

  test.afterAll(async () => {
    await server.stop();
    await database.close();
    data.drop();
  });

  test('sees and hears two physicians, and sends nothing', async ({ openWindow, otherBrowser }) => {
    test.setTimeout(180_000);
    const { consultation } = await readyToMeet(pair);
    makeListener(database.uri, consultation, pair.second.session.person.id);
    const room = `${server.address}/rooms/${consultation}`;

    const listener = await openWindow({ address: server.address, browser: otherBrowser });
    await countPeers(listener.context);
    listener.watch.allow(/status of 409/);
    await signIn(listener.page, server.address, pair.second.account);
    await listener.page.goto(room);
    await expect(listener.page.getByText(word('check.listens'))).toBeVisible();
    await button(listener.page, word('check.enterListening')).click();
    await expect(
      listener.page.getByText(word('room.entryFailed')),
      'not without consent to listeners',
    ).toBeVisible();
    await agreeToListeners(pair.requester, consultation);

    const others = [];
    for (const member of [pair.requester, pair.specialist]) {
      const { page, context } = await openWindow({ address: server.address });
      await countPeers(context);
      await signIn(page, server.address, member.account);
      await page.goto(room);
      await enterRoom(page);
      others.push(page);
    }
    await lookAt(listener.page, 'device-check-listener');
    await button(listener.page, word('check.enterListening')).click();
    await expect(listener.page.getByText(word('room.listening'))).toBeVisible({ timeout: 30_000 });

    await expectSeesAndHears(listener.page, 'the listener');
    const names = [pair.requester, pair.specialist].map((each) => each.session.person.displayName);
    await expect
      .poll(async () => Object.keys(await pictures(listener.page)).sort())
      .toEqual(names.sort());
    expect(await sendersOf(listener.page)).toEqual([]);
    for (const missing of ['room.microphone', 'room.camera', 'room.sources'] as const) {
      await expect(button(listener.page, word(missing))).toHaveCount(0);
    }
    for (const page of others) {
      await expect(page.getByText(word('room.listeners', { n: 1 }))).toBeVisible();
    }
    await expect(listener.page.getByRole('tab', { name: word('pane.note') })).toHaveCount(0);
    await lookAt(listener.page, 'room-listener');
  });
});

/** The patient agrees to listeners, as the physician beside them records it. */
async function agreeToListeners(requester: Member, consultation: string): Promise<void> {
  const { version } = await requester.get<Schemas['Consultation']>(
    `/api/consultations/${consultation}`,
  );
  await requester.put(`/api/consultations/${consultation}/consent`, {
    version,
    scope: 'listeners',
    basis: 'given',
    givenBy: 'patient',
    name: 'Rosa Elena Quintanar',
    how: 'verbal',
  });
}
