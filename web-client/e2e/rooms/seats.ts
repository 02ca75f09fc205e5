import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserType, Page } from '@playwright/test';
import type { Host } from '../support/namespaces';
import type { RoomPage } from './page';

/** A window with the room's page, in whichever browser. */
export interface Seat {
  readonly name: string;
  readonly kind: 'chromium' | 'firefox';
  /** Runs an expression over `page` (see page.ts) and answers with its value. */
  ask<T>(expression: string): Promise<T>;
  goto(address: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser on a host of the test's own. */
export interface Seats {
  readonly kind: Seat['kind'];
  readonly version: string;
  take(name: string, address: string): Promise<Seat>;
  close(): Promise<void>;
}

export async function chromium(type: BrowserType, host: Host, folder: string): Promise<Seats> {
  const browser: Browser = await type.launch({ executablePath: host.browser(folder), args: flags });
  return {
    kind: 'chromium',
    version: browser.version(),
    take: async (name, address) => {
      const page: Page = await browser.newPage();
      await page.goto(address);
      return {
        name,
        kind: 'chromium',
        ask: <T>(expression: string) => page.evaluate<T>(expression),
        goto: async (where) => {
          await page.goto(where);
        },
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** The room's page comes by plain HTTP from the test's own host. */
export const roomHost = 'http://10.73.19.1:9080';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
  `--unsafely-treat-insecure-origin-as-secure=${roomHost}`,
];

interface Told {
  id?: number;
  ready?: string;
  answer?: unknown;
  failure?: string;
}

/** Firefox, on a host of the test's own or on this machine. */
export async function firefox(host: Host | undefined): Promise<Seats> {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'firefox.mjs');
  const executable = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  const [command = '', ...words] = [...(host?.prefix ?? []), process.execPath, script, executable];
  const driver: ChildProcess = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  process.on('exit', () => driver.kill('SIGKILL'));
  const waiting = new Map<number, (told: Told) => void>();
  const ready = new Promise<string>((resolve, reject) => {
    driver.once('exit', () => reject(new Error('the driver of Firefox ended')));
    createInterface({ input: driver.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const told = JSON.parse(line) as Told;
      if (told.ready !== undefined) resolve(told.ready);
      else waiting.get(told.id ?? -1)?.(told);
    });
  });
  let number = 0;
  const order = (what: string, page: string, value?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = number++;
      waiting.set(id, (told) => {
        waiting.delete(id);
        if (told.failure === undefined) resolve(told.answer);
        else reject(new Error(told.failure));
      });
      driver.stdin?.write(`${JSON.stringify({ id, order: what, page, value })}\n`);
    });
  return {
    kind: 'firefox',
    version: await ready,
    take: async (name, address) => {
      await order('open', name, address);
      return {
        name,
        kind: 'firefox',
        ask: <T>(expression: string) => order('evaluate', name, expression) as Promise<T>,
        goto: async (where) => {
          await order('goto', name, where);
        },
        close: async () => {
          await order('close', name);
        },
      };
    },
    close: async () => {
      driver.stdin?.end();
      await new Promise((resolve) => driver.once('exit', resolve));
    },
  };
}

export function enter(seat: Seat, room: string, listener = false): Promise<void> {
  const as: Parameters<RoomPage['enter']>[0] = { room, name: seat.name, listener };
  return seat.ask(`page.enter(${JSON.stringify(as)})`);
}
