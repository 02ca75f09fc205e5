import { basename, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { findPair, readyToMeet } from '../e2e/support/api';
import { test } from '../e2e/support/fixtures';
import { newDataFolder, Program, projectFolder } from '../e2e/support/program';
import { signIn } from '../e2e/support/steps';
import { BadLine } from './line/badLine';
import { bareFlags, serveBarePages } from './line/barePage';
import { writeCamera } from './line/camera';
import { describeLine } from './line/detail';
import { Janus } from './line/janus';
import { perfect, type Point, points, quickPoint } from './line/points';
import { between, prepare, type Quality, received, untilWhole } from './line/quality';
import { report } from './line/report';
import { direct, ours, type System, videoroom, type Windows } from './line/systems';
import { type Taken, TakenBefore } from './line/taken';

const quick = process.env.BENCH_QUICK === '1';
/** Some points only (names with a semicolon between), and one system only: to work on them. */
const onlyPoints = (process.env.BENCH_POINT ?? '').split(';').filter((name) => name !== '');
const onlySystem = process.env.BENCH_ONLY ?? '';
/** No new call is begun after so many minutes; the next run goes on from there. */
const minutes = Number(process.env.BENCH_MINUTES ?? '') || 240;
const rounds = Number(process.env.BENCH_ROUNDS ?? '') || (quick ? 1 : 3);
const settle = quick ? 2_000 : 5_000;
const stretch = quick ? 6_000 : 10_000;
/** Longest wait for the picture to be whole again, in s. */
const patience = 40;

async function flows(page: Page, within: number): Promise<boolean> {
  const until = Date.now() + within;
  while (Date.now() < until) {
    const now = await received(page);
    if (now.frames > 0 && now.samples > 0) return true;
    await page.waitForTimeout(200);
  }
  return false;
}

function worse(one: Quality, other: Quality): Quality {
  return {
    concealed: Math.max(one.concealed, other.concealed),
    freezesPerMinute: Math.max(one.freezesPerMinute, other.freezesPerMinute),
    framesPerSecond: Math.min(one.framesPerSecond, other.framesPerSecond),
  };
}

async function take(
  point: Point,
  system: System,
  line: BadLine,
  windows: Windows,
): Promise<Omit<Taken, 'point' | 'system' | 'round' | 'program'>> {
  const pages = [windows.hospital, windows.city] as const;
  await line.set(perfect);
  if (point.fromTheStart) await line.set(point.settings);
  try {
    await system.call(windows);
  } catch (failure) {
    // A call that cannot be made is a result where UDP is blocked, and a fault anywhere else.
    if (!point.fromTheStart) throw failure;
  }
  const flowing = await Promise.all(pages.map((page) => flows(page, 30_000)));
  const connected = flowing.every(Boolean);
  if (!point.fromTheStart) {
    if (!connected) throw new Error(`${system.name}: no picture and sound on a perfect line`);
    await pages[0].waitForTimeout(quick ? 1_000 : 3_000);
    await line.set(point.before ?? point.settings);
    await pages[0].waitForTimeout(point.before === undefined ? settle : 2 * settle);
  }
  const from = await Promise.all(pages.map(received));
  if (point.before !== undefined) await line.set(point.settings);
  const recovery = point.recovers
    ? Math.max(...(await Promise.all(pages.map((page) => untilWhole(page, patience)))))
    : undefined;
  await pages[0].waitForTimeout(stretch);
  const to = await Promise.all(pages.map(received));
  const [here, there] = pages.map((_, index) => {
    const [start, end] = [from[index], to[index]];
    if (!start || !end) throw new Error('a side was not measured');
    return between(start, end);
  });
  if (process.env.BENCH_DETAIL === '1') await describeLine(windows);
  await line.set(perfect);
  await Promise.all(pages.map((page) => page.goto('about:blank')));
  if (!here || !there) throw new Error('a side was not measured');
  return { ...worse(here, there), connected, ...(recovery === undefined ? {} : { recovery }) };
}

function say(taken: Taken): void {
  console.log(
    `${taken.point} · ${taken.system} · ${taken.round + 1}: ${taken.concealed.toFixed(1)} % made up, ` +
      `${taken.framesPerSecond.toFixed(1)} frames/s, ${taken.freezesPerMinute.toFixed(1)} freezes/min` +
      (taken.recovery === undefined ? '' : `, whole again after ${taken.recovery} s`) +
      (taken.connected ? '' : ', no call came about'),
  );
}

test('line', async ({ browser, contextOptions }) => {
  test.setTimeout(4 * 3_600_000);
  const until = Date.now() + minutes * 60_000;
  const wanted = onlyPoints.length === 0 && quick ? [quickPoint] : onlyPoints;
  const chosen = points.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  if (wanted.some((name) => !points.some((point) => point.name === name))) {
    throw new Error(`no such point; they are: ${points.map(({ name }) => name).join('; ')}`);
  }
  const data = newDataFolder();
  const launch = browser.browserType();
  const line = await BadLine.join(20260);
  const browsers: Browser[] = [];
  const before = await Program.start(data.path);
  const pair = await findPair(before.address);
  const { consultation } = await readyToMeet(pair);
  await before.stop();
  const server = await Program.start(data.path, {
    prefix: line.city.prefix,
    environment: { HOST: line.city.address, PORT: '8443' },
  });
  const janus = await Janus.start(line.city, data.path);
  const camera = join(data.path, 'camera.y4m');
  writeCamera(camera);
  try {
    const windows = {} as Windows;
    for (const [where, member] of [
      ['hospital', pair.requester],
      ['city', pair.specialist],
    ] as const) {
      const started = await launch.launch({
        executablePath: line[where].browser(data.path),
        args: [
          ...bareFlags,
          `--use-file-for-fake-video-capture=${camera}`,
          '--no-sandbox',
          '--disable-gpu',
          '--use-fake-ui-for-media-stream',
        ],
      });
      browsers.push(started);
      const context = await started.newContext({
        ...contextOptions,
        ignoreHTTPSErrors: true,
        permissions: ['camera', 'microphone'],
      });
      await prepare(context);
      await serveBarePages(context);
      windows[where] = await context.newPage();
      await signIn(windows[where], server.address, member.account);
    }

    const systems = [ours(server.address, consultation), videoroom(janus), direct].filter(
      ({ name }) => onlySystem === '' || name === onlySystem,
    );
    const program = basename(process.env.INTERCONSULTA_PROGRAM ?? '');
    const results = join(projectFolder, 'bench', 'results');
    const kept =
      quick || onlySystem !== ''
        ? TakenBefore.nothing()
        : TakenBefore.read(join(results, 'line.taken.json'), program);
    for (const point of chosen) {
      for (let round = 0; round < rounds; round++) {
        const order = round % 2 === 0 ? systems : [...systems].reverse();
        for (const system of order) {
          if (kept.has(point.name, system.name, round) || Date.now() > until) continue;
          const result = await take(point, system, line, windows);
          const taken = { point: point.name, system: system.name, round, program, ...result };
          kept.add(taken);
          say(taken);
        }
      }
    }
    report(join(results, 'line.json'), kept.all, chosen);
  } finally {
    for (const each of browsers) await each.close();
    janus.stop();
    await server.stop();
    line.drop();
    data.drop();
  }
});
