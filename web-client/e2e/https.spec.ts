import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { findPair, type Pair, readyToMeet } from './support/api';
import { expect, test } from './support/fixtures';
import { countPeers, expectSeesAndHears } from './support/media';
import { type Hosts, makeHosts } from './support/namespaces';
import { newDataFolder, Program } from './support/program';
import { enterRoom, signIn } from './support/steps';

/** The server on one host, a browser on another: two network namespaces of this machine. */
test.describe('HTTPS beyond loopback', () => {
  const data = newDataFolder();
  let hosts: Hosts | undefined;

  test.beforeAll(() => {
    hosts = makeHosts();
    if (!hosts) console.log('HTTPS between hosts: network namespaces are not permitted, not run');
  });
  test.afterAll(() => {
    hosts?.drop();
    data.drop();
  });

  test('two hosts meet on video over the certificate the server made', async ({
    browser,
    openWindow,
  }) => {
    test.setTimeout(180_000);
    test.skip(!hosts, 'network namespaces are not permitted on this machine');
    if (!hosts) return;
    // The consultation is prepared on loopback, where the sample accounts are offered.
    const port = '8443';
    const before = await Program.start(data.path);
    const pair: Pair = await findPair(before.address);
    const { consultation } = await readyToMeet(pair);
    await before.stop();

    const server = await Program.start(data.path, {
      prefix: hosts.server.prefix,
      environment: { HOST: hosts.server.address, PORT: port },
    });
    const address = `https://${hosts.server.address}:${port}`;
    expect(server.address).toBe(address);
    expect(server.output).toMatch(/([0-9A-F]{2}:){31}[0-9A-F]{2}|[0-9a-f]{64}/);

    const authority = readdirSync(data.path, { recursive: true, encoding: 'utf8' }).find((name) =>
      /(ca|authority)[^/]*\.(pem|crt)$/.test(name),
    );
    expect(authority, 'the authority to download').toBeDefined();
    const checked = hosts.client.run(
      'openssl',
      's_client',
      '-connect',
      `${hosts.server.address}:${port}`,
      '-CAfile',
      join(data.path, authority ?? ''),
      '-verify_return_error',
      '-verify_ip',
      hosts.server.address,
    );
    expect(checked.output).toContain('Verify return code: 0 (ok)');
    const plain = hosts.client.run(
      'curl',
      '-sS',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      `http://${hosts.server.address}:${port}/`,
    );
    expect(plain.output).not.toMatch(/^200/);

    const launch = browser.browserType();
    const browsers: Browser[] = [];
    for (const host of [hosts.server, hosts.client]) {
      browsers.push(await launch.launch({ executablePath: host.browser(data.path) }));
    }
    const pages = [];
    for (const [index, member] of [pair.requester, pair.specialist].entries()) {
      const window = await openWindow({
        address,
        browser: browsers[index] as Browser,
        ownAuthority: true,
      });
      await countPeers(window.context);
      await signIn(window.page, address, member.account);
      expect(await window.page.evaluate(() => globalThis.isSecureContext)).toBe(true);
      await window.page.goto(`${address}/rooms/${consultation}`);
      await enterRoom(window.page);
      pages.push(window.page);
    }
    for (const page of pages) await expectSeesAndHears(page, 'each host');
    for (const each of browsers) await each.close();
    await server.stop();
  });
});
