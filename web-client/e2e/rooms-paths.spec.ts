import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { findPair, type Pair, readyToMeet } from './support/api';
import { expect, test } from './support/fixtures';
import { Hospital, PROXY, RELAY, SERVER } from './support/hospital';
import { countPeers, expectSeesAndHears, pictures, usedPath } from './support/media';
import { newDataFolder, Program } from './support/program';
import { button, choose, enterRoom, signIn } from './support/steps';
import { englishWord, word } from './support/words';

type Language = 'es' | 'en';

/**
 * The way that sound and pictures take out of a hospital: by UDP; by TCP where UDP is blocked; by a
 * relay on port 443 where only an HTTPS proxy is left. The browser finds it by itself and the room
 * says which it is. One physician sits in the hospital, the other beside the server.
 */
test.describe('out of the hospital', () => {
  const data = newDataFolder();
  const address = `https://${SERVER}`;
  let hospital: Hospital | undefined;
  let pair: Pair;
  let consultation: string;
  let pin: string;
  let server: Program;
  let outside: Browser;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000);
    hospital = Hospital.build();
    if (!hospital) {
      console.log('out of the hospital: network namespaces are not permitted, not run');
      return;
    }
    // The consultation is prepared on loopback, where the sample accounts are offered.
    const before = await Program.start(data.path);
    pair = await findPair(before.address);
    ({ consultation } = await readyToMeet(pair));
    await before.stop();

    const certificate = hospital.certificate(data.path);
    pin = certificate.pin;
    const secret = randomBytes(16).toString('hex');
    await hospital.startRelay(data.path, secret, certificate);
    await hospital.startProxy(data.path);
    server = await Program.start(data.path, {
      prefix: hospital.server.prefix,
      environment: {
        HOST: SERVER,
        PORT: '443',
        // Browsers send no media to ports below 1024 of a private address.
        MEDIA_PORT: '8443',
        TLS_CERT: certificate.cert,
        TLS_KEY: certificate.key,
        ICE_SERVERS: `turns:${RELAY}:443?transport=tcp`,
        ICE_SECRET: secret,
      },
    });
    outside = await browser.browserType().launch({
      executablePath: hospital.server.browser(data.path),
    });
  });

  test.afterAll(async () => {
    await outside?.close();
    await server?.stop();
    hospital?.drop();
    data.drop();
  });

  test.beforeEach(() => {
    test.setTimeout(120_000);
    test.skip(!hospital, 'network namespaces are not permitted on this machine');
  });

  /** Both in the room: who is in the hospital, and who is beside the server. */
  async function meet(
    openWindow: (options: { browser: Browser; address: string; ownAuthority: true }) => Promise<{
      page: Page;
      context: Parameters<typeof countPeers>[0];
    }>,
    launch: Browser,
    { language = 'es', flags = [] }: { language?: Language; flags?: string[] } = {},
  ): Promise<{ inside: Page; beside: Page; close: () => Promise<void> }> {
    if (!hospital) throw new Error('no hospital');
    const desk = await launch.browserType().launch({
      executablePath: hospital.desk.browser(data.path),
      args: [
        ...(test.info().project.use.launchOptions?.args ?? []),
        `--ignore-certificate-errors-spki-list=${pin}`,
        ...flags,
      ],
    });
    const pages: Page[] = [];
    for (const [browser, member] of [
      [outside, pair.specialist],
      [desk, pair.requester],
    ] as const) {
      const window = await openWindow({ browser, address, ownAuthority: true });
      await countPeers(window.context);
      await signIn(window.page, address, member.account);
      await speak(window.page, language);
      await window.page.goto(`${address}/rooms/${consultation}`);
      await enterRoom(window.page);
      pages.push(window.page);
    }
    const [beside, inside] = pages as [Page, Page];
    return { inside, beside, close: () => desk.close() };
  }

  test('UDP is used where it passes, and TCP from the moment it no longer does', async ({
    browser,
    openWindow,
  }) => {
    hospital?.lets({ everything: true });
    const { inside, beside, close } = await meet(openWindow, browser);
    await expectSeesAndHears(inside, 'who is in the hospital, by UDP');
    await expectSeesAndHears(beside, 'the other one');
    await expect(inside.getByText(word('room.path.udp'))).toBeVisible();
    expect(await usedPath(inside)).toEqual({ protocol: 'udp', relay: '' });

    const cutAt = Date.now();
    // The relay stays open: it is the last way, not the next.
    hospital?.lets({ tcp: 'all' });
    await expect(inside.getByText(word('room.path.tcp'))).toBeVisible({ timeout: 40_000 });
    await expectSeesAndHears(inside, 'who is in the hospital, by TCP');
    console.log(`paths: on TCP again ${Date.now() - cutAt} ms after UDP was cut`);
    await expectSeesAndHears(beside, 'the other one');
    expect(await usedPath(inside)).toEqual({ protocol: 'tcp', relay: '' });
    expect(await usedPath(beside), 'nobody else is touched').toEqual({
      protocol: 'udp',
      relay: '',
    });
    await close();
  });

  test('TCP is used where UDP never passed', async ({ browser, openWindow }) => {
    hospital?.lets({ tcp: 'server' });
    const { inside, beside, close } = await meet(openWindow, browser, { language: 'en' });
    await expectSeesAndHears(inside, 'who is in the hospital, by TCP');
    await expectSeesAndHears(beside, 'the other one');
    await expect(inside.getByText(englishWord('room.path.tcp'))).toBeVisible();
    await expect(beside.getByText(englishWord('room.path.udp'))).toBeVisible();
    expect(await usedPath(inside)).toEqual({ protocol: 'tcp', relay: '' });
    await close();
  });

  test('the relay on 443 is used where only an HTTPS proxy is left', async ({
    browser,
    openWindow,
  }) => {
    hospital?.lets({ proxy: true });
    const straight = hospital?.desk.run('curl', '-sk', '-m', '2', `${address}/health/ready`);
    expect(straight?.status, 'there is no way around the proxy').not.toBe(0);

    const { inside, beside, close } = await meet(openWindow, browser, {
      flags: [`--proxy-server=${PROXY}`],
    });
    await expectSeesAndHears(inside, 'who is in the hospital, by the relay');
    await expectSeesAndHears(beside, 'the other one');
    await expect(inside.getByText(word('room.path.turn'))).toBeVisible();
    expect(await usedPath(inside)).toEqual({ protocol: 'udp', relay: 'tls' });
    expect(hospital?.logs.proxy).toContain(`CONNECT ${RELAY}:443`);
    // Credentials of the participant's own, which expire.
    expect(hospital?.logs.relay).toMatch(/user <\d{10}:[\w.-]+>/);

    await inside.goto(`${address}/`);
    await speak(inside, 'en');
    await inside.goto(`${address}/rooms/${consultation}`);
    await enterRoom(inside);
    await expect(inside.getByText(englishWord('room.path.turn'))).toBeVisible();
    await close();
  });

  test('a narrow line keeps the examination and lets the face stand still, and says so', async ({
    browser,
    openWindow,
  }) => {
    test.setTimeout(240_000);
    hospital?.lets({ everything: true });
    const { inside, beside, close } = await meet(openWindow, browser);
    await expectSeesAndHears(inside, 'who is in the hospital');
    await button(beside, word('room.sources')).click();
    await choose(beside.getByRole('dialog'), word('sources.examinationCamera'), 'fake_device_2');
    await button(beside.getByRole('dialog'), word('sources.addExamination')).click();
    const name = pair.specialist.session.person.displayName;
    const examination = `${name} · ${word('source.examination')}`;
    await expect.poll(async () => Object.keys(await pictures(inside))).toContain(examination);

    const faceStands = inside.getByText(word('room.pausedForLine', { name })).first();
    const examinationStands = inside.getByText(
      word('room.sourcePausedForLine', { what: examination }),
    );
    try {
      // How little is too little for both depends on what the encoder makes of these pictures.
      for (const kilobits of [260, 220, 180, 150, 130, 110]) {
        hospital?.carries(kilobits);
        const stands = faceStands.waitFor({ timeout: 12_000 }).then(
          () => true,
          () => false,
        );
        if (await stands) {
          console.log(`paths: the face stands still at ${kilobits} kbit/s`);
          break;
        }
        await expect(examinationStands, `the face stood still first`).toHaveCount(0);
      }
      await expect(faceStands).toBeVisible();
      const before = (await pictures(inside))[examination] ?? 0;
      await expect
        .poll(async () => (await pictures(inside))[examination] ?? 0, { timeout: 30_000 })
        .toBeGreaterThan(before + 10);
    } finally {
      hospital?.carries(undefined);
    }
    await expect
      .poll(async () => Object.keys(await pictures(inside)).sort(), {
        message: 'both go on when there is room again',
        timeout: 60_000,
      })
      .toEqual([name, examination].sort());
    await close();
  });
});

/** Changes the language of a page and of whoever reads it. */
async function speak(page: Page, language: Language): Promise<void> {
  const document = page.locator('html');
  if (!(await document.getAttribute('lang'))?.startsWith(language)) {
    const kept = page.waitForResponse(/\/api\/session\/language$/);
    await page.getByRole('button', { name: new RegExp(`^${language.toUpperCase()}\\b`) }).click();
    await kept;
  }
  await expect(document).toHaveAttribute('lang', new RegExp(`^${language}`));
}
