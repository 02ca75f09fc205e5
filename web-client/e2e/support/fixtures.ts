import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import { type Account, sampleAccounts } from './api';
import { newDataFolder, Program } from './program';
import { Watch } from './watch';

/** A running server with the sample network in a data folder of its own. */
export interface House {
  address: string;
  accounts: Account[];
  dataFolder: string;
  program: Program;
}

/** One person's window, watched for what must never happen. */
export interface Window {
  page: Page;
  context: BrowserContext;
  watch: Watch;
}

export interface WindowOptions {
  browser?: Browser;
  address?: string;
  language?: 'es' | 'en';
  viewport?: { width: number; height: number };
  /** The address has a certificate of the server's own authority, which this browser does not know. */
  ownAuthority?: boolean;
}

export interface TestFixtures {
  /** Opens a window of its own (a new profile: no cookie, no storage). */
  openWindow: (options?: WindowOptions) => Promise<Window>;
}

export interface WorkerFixtures {
  /** The server that tests share which break nothing. */
  house: House;
  /** A second browser process: two people at two machines. */
  otherBrowser: Browser;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  house: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const data = newDataFolder();
      const program = await Program.start(data.path);
      await provide({
        address: program.address,
        accounts: await sampleAccounts(program.address),
        dataFolder: data.path,
        program,
      });
      await program.stop();
      data.drop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  otherBrowser: [
    async ({ browser }, provide) => {
      const other = await browser.browserType().launch();
      await provide(other);
      await other.close();
    },
    { scope: 'worker' },
  ],

  openWindow: async ({ browser, contextOptions }, provide) => {
    const windows: Window[] = [];
    await provide(async (options = {}) => {
      const context = await (options.browser ?? browser).newContext({
        ...contextOptions,
        locale: options.language === 'en' ? 'en-US' : 'es-MX',
        ...(options.address ? { baseURL: options.address } : {}),
        ...(options.viewport ? { viewport: options.viewport } : {}),
        ...(options.ownAuthority ? { ignoreHTTPSErrors: true } : {}),
        permissions: ['camera', 'microphone'],
      });
      const watch = new Watch(context, options.address ?? '');
      const page = await context.newPage();
      const window = { page, context, watch };
      windows.push(window);
      return window;
    });
    const troubles = windows.flatMap((window) => window.watch.unexpected());
    for (const window of windows) await window.context.close();
    expect(troubles, 'outside requests, CSP violations and console errors').toEqual([]);
  },
});

export { expect } from '@playwright/test';

/** The first sample account of a role; `nth` another one. */
export function accountOf(house: House, role: string, nth = 0): Account {
  const account = house.accounts.filter((each) => each.role === role)[nth];
  if (!account) throw new Error(`the sample has no ${role} number ${nth}`);
  return account;
}
