import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { findPair, readyToMeet } from '../e2e/support/api';
import { test } from '../e2e/support/fixtures';
import { projectFolder } from '../e2e/support/program';
import { signIn } from '../e2e/support/steps';
import { either } from '../e2e/support/words';
import { BareCall } from './bareCall';

const quick = process.env.BENCH_QUICK === '1';
const runs = quick ? 4 : 30;

interface Clocked {
  pressedAt: number;
  firstFrameAt: number;
}

/** Notes, in the page itself, when a button is pressed and when a frame of the other is decoded. */
async function clock(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const clocked = window as unknown as Clocked;
    clocked.pressedAt = 0;
    clocked.firstFrameAt = 0;
    const now = () => performance.timeOrigin + performance.now();
    document.addEventListener('click', () => (clocked.pressedAt = now()), { capture: true });
    const remote: MediaStreamTrack[] = [];
    window.RTCPeerConnection = class extends window.RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('track', (event) => {
          if (event.track.kind === 'video') remote.push(event.track);
        });
      }
    };
    // The same look at both pages: has a picture of theirs decoded a frame of the other's track?
    setInterval(() => {
      if (clocked.firstFrameAt !== 0) return;
      for (const video of document.querySelectorAll('video')) {
        const stream = video.srcObject;
        if (!(stream instanceof MediaStream)) continue;
        const theirs = stream
          .getVideoTracks()
          .some((track) => remote.some((r) => r.id === track.id));
        if (theirs && video.getVideoPlaybackQuality().totalVideoFrames > 0) {
          clocked.firstFrameAt = now();
        }
      }
    }, 5);
  });
}

/** Both press together; the time until both have decoded a frame of the other. */
async function together(pages: Page[]): Promise<number> {
  const buttons = pages.map((page) =>
    page.getByRole('button', { name: either('check.enter') }).or(page.locator('#enter:enabled')),
  );
  for (const button of buttons) await button.waitFor();
  await Promise.all(buttons.map((button) => button.click()));
  const times = await Promise.all(
    pages.map(async (page) => {
      await page.waitForFunction(() => (window as unknown as Clocked).firstFrameAt > 0, undefined, {
        timeout: 30_000,
      });
      return page.evaluate(() => {
        const { pressedAt, firstFrameAt } = window as unknown as Clocked;
        return { pressedAt, firstFrameAt };
      });
    }),
  );
  const pressed = Math.min(...times.map((time) => time.pressedAt));
  return Math.max(...times.map((time) => time.firstFrameAt)) - pressed;
}

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? Number.NaN;
}

test('join', async ({ browser, otherBrowser, house, contextOptions }) => {
  const pair = await findPair(house.address);
  const { consultation } = await readyToMeet(pair);
  const bare = await BareCall.start();
  const permissions = ['camera', 'microphone'];
  const contexts = [
    await browser.newContext({ ...contextOptions, permissions }),
    await otherBrowser.newContext({ ...contextOptions, permissions }),
  ];
  for (const context of contexts) await clock(context);
  const pages = await Promise.all(contexts.map((context) => context.newPage()));
  const people = [pair.requester, pair.specialist];
  await Promise.all(
    pages.map((page, index) =>
      signIn(page, house.address, people[index]?.account ?? { user: '', password: '' }),
    ),
  );

  const ours: number[] = [];
  const theirs: number[] = [];
  const sides = ['a', 'b'] as const;
  const leave = () => Promise.all(pages.map((page) => page.goto('about:blank')));
  const rounds = {
    ours: async () => {
      await Promise.all(pages.map((page) => page.goto(`${house.address}/rooms/${consultation}`)));
      ours.push(await together(pages));
    },
    theirs: async () => {
      await Promise.all(pages.map((page, index) => page.goto(bare.address(sides[index] ?? 'a'))));
      theirs.push(await together(pages));
    },
  };
  for (let run = 0; run < runs; run++) {
    const order = run % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
    for (const side of order) {
      await rounds[side]();
      await leave();
    }
  }
  bare.stop();

  const lines = (
    [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const
  ).map(([name, fraction]) => {
    const value = percentile(ours, fraction);
    const baseline = percentile(theirs, fraction);
    return {
      benchmark: 'join',
      metric: `enter to first frame on both, ${name} of ${runs}`,
      unit: 'ms',
      better: 'lower',
      ours: Math.round(value),
      baseline: Math.round(baseline),
      baselineName: 'two bare RTCPeerConnections',
      ratio: value / baseline,
      spread: Math.max(...ours) / Math.min(...ours),
      target: null,
      met: null,
    };
  });
  const folder = join(projectFolder, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'join.json'), `${JSON.stringify(lines, null, 2)}\n`);
  console.table(
    lines.map(({ metric, unit, ours: mine, baseline, ratio, spread }) => ({
      metric,
      unit,
      ours: mine,
      baseline,
      ratio: ratio.toFixed(2),
      spread: spread.toFixed(2),
    })),
  );
});
