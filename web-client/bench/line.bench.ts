import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { findPair, readyToMeet } from '../e2e/support/api';
import { test } from '../e2e/support/fixtures';
import { newDataFolder, Program, projectFolder } from '../e2e/support/program';
import { signIn } from '../e2e/support/steps';
import { BadLine } from './line/badLine';
import { bareFlags, serveBarePages } from './line/barePage';
import { Janus } from './line/janus';
import { perfect, type Point, points, quickPoint } from './line/points';
import { between, prepare, type Quality, received, untilWhole } from './line/quality';
import { direct, ours, type System, videoroom, type Windows } from './line/systems';

const quick = process.env.BENCH_QUICK === '1';
const rounds = 3;
const settle = quick ? 2_000 : 8_000;
const stretch = quick ? 6_000 : 20_000;
/** Longest wait for the picture to be whole again, in s. */
const patience = 40;

/** One call at one point: both sides, the worse of each figure counted. */
interface Taken extends Quality {
  point: string;
  system: System['name'];
  round: number;
  /** Whether picture and sound came about at all. */
  connected: boolean;
  recovery?: number;
}

const folder = join(projectFolder, 'bench', 'results');
const takenFile = join(folder, 'line.taken.json');

/** Takes the run up where it was interrupted; `--quick` never mixes with a full run. */
function takenBefore(): Taken[] {
  if (quick || !existsSync(takenFile)) return [];
  return JSON.parse(readFileSync(takenFile, 'utf8')) as Taken[];
}

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
): Promise<Omit<Taken, 'point' | 'system' | 'round'>> {
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
  await line.set(perfect);
  await Promise.all(pages.map((page) => page.goto('about:blank')));
  if (!here || !there) throw new Error('a side was not measured');
  return { ...worse(here, there), connected, ...(recovery === undefined ? {} : { recovery }) };
}

test('line', async ({ browser, contextOptions }) => {
  test.setTimeout(4 * 3_600_000);
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
  try {
    const windows = {} as Windows;
    for (const [where, member] of [
      ['hospital', pair.requester],
      ['city', pair.specialist],
    ] as const) {
      const started = await launch.launch({
        executablePath: line[where].browser(data.path),
        args: [...bareFlags, '--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream'],
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

    const systems = [ours(server.address, consultation), videoroom(janus), direct];
    const taken = takenBefore();
    const chosen = quick ? points.filter((point) => point.name === quickPoint) : points;
    mkdirSync(folder, { recursive: true });
    for (const point of chosen) {
      for (let round = 0; round < rounds; round++) {
        const order = round % 2 === 0 ? systems : [...systems].reverse();
        for (const system of order) {
          const done = taken.some(
            (each) =>
              each.point === point.name && each.system === system.name && each.round === round,
          );
          if (done) continue;
          const result = await take(point, system, line, windows);
          taken.push({ point: point.name, system: system.name, round, ...result });
          if (!quick) writeFileSync(takenFile, `${JSON.stringify(taken, null, 1)}\n`);
          console.log(
            `${point.name} · ${system.name} · ${round + 1}: ${result.concealed.toFixed(1)} % made up, ` +
              `${result.framesPerSecond.toFixed(1)} frames/s, ${result.freezesPerMinute.toFixed(1)} freezes/min` +
              (result.recovery === undefined ? '' : `, whole again after ${result.recovery} s`) +
              (result.connected ? '' : ', no call came about'),
          );
        }
      }
    }
    report(taken, chosen);
  } finally {
    for (const each of browsers) await each.close();
    janus.stop();
    await server.stop();
    line.drop();
    data.drop();
  }
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const figures = [
  { key: 'concealed', name: 'sound made up', unit: '%', better: 'lower', slack: 0.5 },
  { key: 'framesPerSecond', name: 'frames', unit: '1/s', better: 'higher', slack: 0.5 },
  { key: 'freezesPerMinute', name: 'freezes', unit: '1/min', better: 'lower', slack: 1 },
  { key: 'recovery', name: 'whole again after', unit: 's', better: 'lower', slack: 1 },
] as const;

/** Concealed sound must stay under this at these points, whatever the peers do. */
const soundTargets: Record<string, number> = { 'loss 10 %': 5, '300 kbit/s': 5 };

function report(taken: readonly Taken[], chosen: readonly Point[]): void {
  const lines = [];
  for (const point of chosen) {
    for (const figure of figures) {
      const of = (system: System['name']) =>
        taken
          .filter((each) => each.point === point.name && each.system === system)
          .map((each) => each[figure.key])
          .filter((value) => value !== undefined);
      const mine = of('ours');
      if (mine.length === 0) continue;
      for (const baseline of ['janus', 'direct'] as const) {
        const theirs = of(baseline);
        const [value, other] = [median(mine), median(theirs)];
        // No worse than Janus beyond 10 % and the spread of the rounds of both.
        const spread = Math.max(...mine) - Math.min(...mine);
        const theirSpread = Math.max(...theirs) - Math.min(...theirs);
        const room = 0.1 * Math.abs(other) + Math.max(spread, theirSpread, figure.slack);
        const sound = figure.key === 'concealed' ? soundTargets[point.name] : undefined;
        const target =
          baseline === 'direct' ? null : figure.better === 'lower' ? other + room : other - room;
        const met =
          target === null
            ? null
            : (figure.better === 'lower' ? value <= target : value >= target) &&
              (sound === undefined || value < sound);
        lines.push({
          benchmark: 'line',
          metric: `${point.name}: ${figure.name}`,
          unit: figure.unit,
          better: figure.better,
          ours: value,
          baseline: other,
          baselineName: baseline === 'janus' ? "Janus's videoroom" : 'browser to browser',
          ratio: other === 0 ? null : value / other,
          spread,
          target,
          met,
        });
      }
    }
  }
  writeFileSync(join(folder, 'line.json'), `${JSON.stringify(lines, null, 2)}\n`);
  const round = (value: number | null) => (value === null ? '-' : value.toFixed(1));
  console.table(
    lines.map((each) => ({
      metric: `${each.metric} (${each.unit})`,
      ours: round(each.ours),
      against: each.baselineName,
      baseline: round(each.baseline),
      spread: round(each.spread),
      target: round(each.target),
      met: each.met === null ? '' : each.met ? 'met' : 'missed',
    })),
  );
}
