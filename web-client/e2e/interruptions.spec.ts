import { findPair, type Pair, readyToMeet } from './support/api';
import { expect, test, type Window } from './support/fixtures';
import { countPeers, expectSeesAndHears, received } from './support/media';
import { newDataFolder, Program } from './support/program';
import { enterRoom, signIn } from './support/steps';
import { word } from './support/words';

/** What a hospital's network and machines do to a call. */
test.describe('a call that is interrupted', () => {
  const data = newDataFolder();
  const port = String(20_000 + (process.pid % 20_000));
  let server: Program;
  let pair: Pair;

  const start = () => Program.start(data.path, { environment: { PORT: port } });

  test.beforeAll(async () => {
    test.setTimeout(90_000);
    server = await start();
    pair = await findPair(server.address);
  });

  test.afterAll(async () => {
    await server.stop();
    data.drop();
  });

  async function meet(open: () => Promise<Window>): Promise<[Window, Window]> {
    const { consultation } = await readyToMeet(pair);
    const windows: [Window, Window] = [await open(), await open()];
    for (const [index, member] of [pair.requester, pair.specialist].entries()) {
      const window = windows[index as 0 | 1];
      await countPeers(window.context);
      await signIn(window.page, server.address, member.account);
      await window.page.goto(`${server.address}/rooms/${consultation}`);
      await enterRoom(window.page);
    }
    for (const { page } of windows) await expectSeesAndHears(page, 'each');
    return windows;
  }

  test('goes on while the line to the server is gone, and the page resumes', async ({
    openWindow,
  }) => {
    const [asks, answers] = await meet(() => openWindow({ address: server.address }));
    asks.watch.allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
    await asks.context.setOffline(true);
    await expect(
      asks.page
        .getByText(word('error.network'))
        .or(asks.page.getByText(word('shell.offline')))
        .first(),
    ).toBeVisible({ timeout: 60_000 });
    const before = await received(asks.page);
    await expect
      .poll(async () => (await received(asks.page)).frames)
      .toBeGreaterThan(before.frames + 5);
    await asks.context.setOffline(false);
    await expect(asks.page.getByText(word('shell.offline'))).toBeHidden({ timeout: 30_000 });
    await expectSeesAndHears(answers.page, 'the specialist');
  });

  test('is entered again after kill -9 of the server', async ({ openWindow }) => {
    test.setTimeout(180_000);
    const [asks, answers] = await meet(() => openWindow({ address: server.address }));
    for (const window of [asks, answers]) {
      window.watch.allow(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|WebSocket|Failed to load/);
    }
    await server.kill();
    server = await start();
    // The pages enter again by themselves.
    await expectSeesAndHears(asks.page, 'the requester');
    await expectSeesAndHears(answers.page, 'the specialist');
  });
});
