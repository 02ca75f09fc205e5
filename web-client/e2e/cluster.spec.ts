import {
  findPair,
  Member,
  type Pair,
  readyToMeet,
  type Schemas,
  submitRequest,
} from './support/api';
import { Cluster, type ServerName } from './support/cluster';
import { expect, test, type Window } from './support/fixtures';
import { countPeers, expectSeesAndHears } from './support/media';
import { newDataFolder } from './support/program';
import { button, enterRoom, signIn } from './support/steps';
import { either, word } from './support/words';

/** Three servers behind HAProxy: a page does not depend on which one it landed on. */
test.describe('several servers @long', () => {
  test.describe.configure({ mode: 'serial' });
  const data = newDataFolder();
  let cluster: Cluster;
  let pair: Pair;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    cluster = await Cluster.start(data.path);
    pair = await findPair(cluster.server('one'));
    await cluster.whole();
  });

  test.afterAll(async () => {
    await cluster.stop();
    data.drop();
  });

  /** What a page's browser says when its server is gone for a moment. */
  const gone = /WebSocket|Failed to load resource|ERR_/;

  /** Opens a page of a person whose live connection is on another server than some. */
  async function landElsewhere(
    open: () => Promise<Window>,
    account: { user: string; password: string },
    than: ServerName[],
  ): Promise<{ window: Window; on: ServerName }> {
    const window = await open();
    window.watch.allow(gone);
    await countPeers(window.context);
    let before = await cluster.meters('interconsulta_sockets');
    await signIn(window.page, cluster.address, account);
    for (let tries = 0; tries < 15; tries++) {
      const on = await landed(before);
      if (!than.includes(on)) return { window, on };
      before = await cluster.meters('interconsulta_sockets');
      before[on] = (before[on] ?? 0) - 1;
      await window.page.reload();
      await expect(window.page.getByRole('navigation').first()).toBeVisible();
    }
    throw new Error('the page landed on the same server fifteen times');
  }

  async function landed(before: Partial<Record<ServerName, number>>): Promise<ServerName> {
    for (let tries = 0; tries < 150; tries++) {
      const now = await cluster.meters('interconsulta_sockets');
      const more = (Object.keys(now) as ServerName[]).filter(
        (name) => (now[name] ?? 0) > (before[name] ?? 0),
      );
      const [on] = more;
      if (on !== undefined && more.length === 1) return on;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('no one server has the live connection');
  }

  /** Two people whose pages are on two servers, in a call. */
  async function meet(open: () => Promise<Window>) {
    const { request, consultation } = await readyToMeet(pair);
    const asks = await landElsewhere(open, pair.requester.account, []);
    const answers = await landElsewhere(open, pair.specialist.account, [asks.on]);
    for (const { page } of [asks.window, answers.window]) {
      // Within the page: its live connection stays where it is.
      await page.evaluate((path) => {
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
      }, `/rooms/${consultation}`);
      await enterRoom(page);
    }
    await expectSeesAndHears(asks.window.page, 'the requester');
    await expectSeesAndHears(answers.window.page, 'the specialist');
    return { request, asks, answers };
  }

  const inCall = async () => {
    const found = await cluster.meters('interconsulta_participants');
    return (found.one ?? 0) + (found.two ?? 0) + (found.three ?? 0);
  };

  async function say(window: Window, text: string): Promise<void> {
    const field = window.page.getByLabel(word('room.chatField'));
    if (!(await field.isVisible())) {
      await window.page.getByRole('button', { name: either('room.chat') }).click();
    }
    await field.fill(text);
    await button(window.page, word('room.chatSend')).click();
    await expect(window.page.locator('.chat-words', { hasText: text })).toBeVisible();
  }

  test('two people on different servers ring, see each other and talk', async ({ openWindow }) => {
    test.setTimeout(120_000);
    const open = () => openWindow({ address: cluster.address });
    const specialist = await landElsewhere(open, pair.specialist.account, ['one']);

    // Presence: asked at another server than the one the page is on.
    const asked = await Member.signIn(cluster.server('one'), pair.requester.account);
    const coverage = await asked.post<Schemas['CoverageAnswer']>('/api/coverage/search', {
      unit: asked.session.grants[0]?.unit,
      specialty: pair.reason.specialty,
    });
    const seen = coverage.people.find(
      (person) => person.person === pair.specialist.session.person.id,
    );
    expect(seen?.present).toBe(true);

    // A request arrives at once.
    const arrival = specialist.window.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new MutationObserver(() => resolve(Date.now())).observe(document.body, {
            childList: true,
            subtree: true,
            characterData: true,
          });
        }),
    );
    const from = Date.now();
    await submitRequest({ ...pair, requester: asked });
    expect((await arrival) - from, 'from submit to the other page').toBeLessThan(3_000);
    await specialist.window.context.close();

    const { asks, answers } = await meet(open);
    expect(asks.on).not.toBe(answers.on);
    await say(answers.window, 'se ve bien');
    await asks.window.page.getByRole('button', { name: either('room.chat') }).click();
    await expect(asks.window.page.getByText('se ve bien')).toBeVisible();
  });

  test('kill -9 of the room’s server: both are back within 10 s, note and chat whole', async ({
    openWindow,
  }) => {
    test.setTimeout(180_000);
    const { asks, answers } = await meet(() => openWindow({ address: cluster.address }));
    await say(asks.window, 'antes de la caída');
    await say(answers.window, 'anotado');
    const plan = answers.window.page.getByLabel(word('note.studyPlan'));
    await plan.fill('Ecocardiograma en 48 h');

    const server = await cluster.serverWith('interconsulta_participants');
    expect(server).toBeDefined();
    const from = Date.now();
    cluster.signal(server as ServerName, 'SIGKILL');
    await expect
      .poll(inCall, { message: 'both are in a room again', timeout: 30_000, intervals: [100] })
      .toBe(2);
    const took = Date.now() - from;
    console.log(`both back in a room ${String(took)} ms after kill -9 of its server`);
    expect(took).toBeLessThan(10_000);
    expect(await cluster.serverWith('interconsulta_participants')).not.toBe(server);

    await expectSeesAndHears(asks.window.page, 'the requester');
    await expectSeesAndHears(answers.window.page, 'the specialist');
    for (const { page } of [asks.window, answers.window]) {
      await expect(page.locator('.chat-words')).toHaveText(['antes de la caída', 'anotado']);
    }
    await expect(plan).toHaveValue('Ecocardiograma en 48 h');
    await say(answers.window, 'después');
    await expect(asks.window.page.getByText('después')).toBeVisible();
    await cluster.whole();
  });

  test('the bus is cut: notices come by the database, and the page says what it cannot reach', async ({
    openWindow,
  }) => {
    test.setTimeout(180_000);
    const { asks, answers } = await meet(() => openWindow({ address: cluster.address }));
    test.skip(!cluster.cutBus(), 'this machine does not permit to cut a route');
    try {
      const unreachable = (window: Window) =>
        window.page.getByText(word('room.unreachable')).first();
      await expect(unreachable(asks.window).or(unreachable(answers.window)).first()).toBeVisible({
        timeout: 20_000,
      });

      const asked = await Member.signIn(cluster.server('one'), pair.requester.account);
      const listener = await Member.signIn(cluster.server('two'), pair.specialist.account);
      expect(listener.session.person.id).toBe(pair.specialist.session.person.id);
      const heard = hearsNotice(answers.window);
      const from = Date.now();
      await submitRequest({ ...pair, requester: asked });
      await heard;
      const took = Date.now() - from;
      console.log(`a notice crossed in ${String(took)} ms without the bus`);
      expect(took).toBeLessThan(4_000);
    } finally {
      cluster.mendBus();
    }
    await expect.poll(inCall, { timeout: 60_000 }).toBe(2);
    await expectSeesAndHears(asks.window.page, 'the requester');
  });

  test('a server that stood still for 30 s does not own a room that another has @long', async ({
    openWindow,
  }) => {
    test.setTimeout(240_000);
    const { asks, answers } = await meet(() => openWindow({ address: cluster.address }));
    const server = (await cluster.serverWith('interconsulta_participants')) as ServerName;
    cluster.signal(server, 'SIGSTOP');
    const from = Date.now();
    try {
      await expect
        .poll(inCall, { message: 'both are in a room elsewhere', timeout: 30_000 })
        .toBe(2);
      console.log(`both in a room elsewhere ${String(Date.now() - from)} ms after SIGSTOP`);
      await new Promise((resolve) => setTimeout(resolve, 30_000 - (Date.now() - from)));
    } finally {
      cluster.signal(server, 'SIGCONT');
    }
    await expect
      .poll(async () => (await cluster.meters('interconsulta_rooms'))[server], { timeout: 15_000 })
      .toBe(0);
    expect(await inCall()).toBe(2);
    await expectSeesAndHears(asks.window.page, 'the requester');
    await expectSeesAndHears(answers.window.page, 'the specialist');
  });
});

/** Resolves with the next notice that comes in over any WebSocket of the page. */
function hearsNotice(window: Window): Promise<void> {
  return new Promise((resolve) => {
    window.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"notice"')) resolve();
      }),
    );
  });
}
