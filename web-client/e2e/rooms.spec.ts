import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from '@playwright/test';
import type { Heard } from './rooms/page';
import { chromium, enter, firefox, roomHost, type Seat, type Seats } from './rooms/seats';
import { type Hosts, makeHosts } from './support/namespaces';
import { newDataFolder, projectFolder } from './support/program';

/**
 * The embedded bridge with real browsers of two makers, on a host of the test's own: Firefox sends
 * nothing to a loopback candidate, and the ports are free there.
 */
test.describe('rooms of the embedded bridge', () => {
  const data = newDataFolder();
  let hosts: Hosts | undefined;
  let server: ChildProcess | undefined;
  const makers: Seats[] = [];
  let room = 0;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(120_000);
    hosts = makeHosts();
    if (!hosts) {
      console.log('rooms: network namespaces are not permitted, not run');
      return;
    }
    await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir: data.path,
        emptyOutDir: false,
        lib: {
          entry: join(import.meta.dirname, 'rooms', 'page.ts'),
          formats: ['es'],
          fileName: () => 'page.js',
        },
      },
    });
    server = await startServer(hosts, data.path);
    makers.push(await chromium(browser.browserType(), hosts.server, data.path));
    makers.push(await firefox(hosts.server));
    console.log(makers.map((each) => `${each.kind} ${each.version}`).join(', '));
  });

  test.afterAll(async () => {
    for (const maker of makers) await maker.close();
    server?.kill();
    hosts?.drop();
    data.drop();
  });

  test.beforeEach(() => {
    test.skip(!hosts, 'network namespaces are not permitted on this machine');
    room += 1;
  });

  /** Takes seats, Chromium and Firefox by turns, and enters one after the other. */
  async function gather(count: number, from = 0): Promise<Seat[]> {
    const seats: Seat[] = [];
    for (let i = from; i < from + count; i++) seats.push(await sit(i));
    return seats;
  }

  async function sit(i: number, listener = false): Promise<Seat> {
    const maker = makers[i % makers.length];
    if (!maker) throw new Error('no browser');
    const seat = await maker.take(`p${i}`, roomHost);
    await enter(seat, `room-${room}`, listener);
    return seat;
  }

  function census(): string {
    return hosts?.server.run('curl', '-sS', `${roomHost}/census`).output ?? '';
  }

  async function leave(seat: Seat): Promise<void> {
    await seat.ask('page.leave()');
    await seat.close();
  }

  async function everybodyLeft(): Promise<void> {
    await expect.poll(() => census().replace(/=0\b/g, ''), { timeout: 20_000 }).not.toMatch(/=\d/);
  }

  for (const count of [2, 4, 6]) {
    test(`${count} browsers see and hear one another${count > 4 ? ' @long' : ''}`, async () => {
      test.setTimeout(120_000);
      const seats = await gather(count);
      await expectAllSeeAndHear(seats);
      for (const seat of seats) await leave(seat);
      await everybodyLeft();
    });
  }

  test('who comes late sees a picture at once, and takes the place of who left', async () => {
    test.setTimeout(180_000);
    const seats = await gather(3);
    await expectAllSeeAndHear(seats);
    const lines = await seats[0]?.ask<number>('page.lines()');
    const times: number[] = [];
    for (let i = 3; i < 6; i++) {
      const late = await sit(i);
      const others = seats.map((seat) => seat.name);
      await expect
        .poll(() => late.ask<Record<string, number>>('page.firstFrames()').then(Object.keys), {
          timeout: 20_000,
        })
        .toEqual(expect.arrayContaining(others));
      const shown = await late.ask<Record<string, number>>('page.firstFrames()');
      times.push(Math.max(...others.map((name) => shown[name] ?? Number.POSITIVE_INFINITY)));
      const present = [...seats, late];
      await expectAllSeeAndHear(present);
      const gone = seats.shift();
      if (gone) await leave(gone);
      seats.push(late);
      await expectAllSeeAndHear(seats);
    }
    console.log(`who comes late sees all after ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
    expect(Math.min(...times), 'ms until a late joiner sees all others').toBeLessThan(1000);
    const last = seats[seats.length - 1];
    // Three came and three left: whoever was there for two of them needed no more than one place.
    expect(await last?.ask<number>('page.lines()')).toBeLessThanOrEqual((lines ?? 0) + 2);
    for (const seat of seats) await leave(seat);
    await everybodyLeft();
  });

  test('a line that an examination left carries the next one', async () => {
    test.setTimeout(120_000);
    const seats = await gather(2);
    await expectAllSeeAndHear(seats);
    for (const [sends, sees] of [seats, [...seats].reverse()] as [Seat, Seat][]) {
      const goesOn = async (what: string) => {
        // With one viewer its largest layer alone is of use: that one must come.
        await expect
          .poll(() => sends.ask<number>('page.examinationWanted()'), { timeout: 20_000 })
          .toBe(2);
        const frames = await sees.ask<number>('page.examined()');
        await expect
          .poll(() => sees.ask<number>('page.examined()'), {
            message: `${what} of ${sends.kind} goes on`,
            timeout: 15_000,
          })
          .toBeGreaterThan(Math.max(0, frames) + 20);
      };
      await sends.ask('page.examine(true)');
      await goesOn('the first');
      const lines = await sends.ask<number>('page.lines()');
      for (const which of ['the second', 'the third']) {
        await sends.ask('page.examine(false)');
        await expect.poll(() => sees.ask<number>('page.examined()')).toBe(-1);
        await sends.ask('page.examine(true)');
        await goesOn(which);
      }
      expect(await sends.ask<number>('page.lines()')).toBe(lines);
      await sends.ask('page.examine(false)');
    }
    for (const seat of seats) await leave(seat);
    await everybodyLeft();
  });

  test('a listener sees and hears all and is not seen', async () => {
    test.setTimeout(120_000);
    const senders = await gather(2);
    const listener = await sit(2, true);
    await expectHears(
      listener,
      senders.map((seat) => seat.name),
    );
    for (const sender of senders) {
      const heard = await sender.ask<Heard[]>('page.heard()');
      expect(heard.map((one) => one.participant)).not.toContain(listener.name);
    }
    for (const seat of [...senders, listener]) await leave(seat);
    await everybodyLeft();
  });

  test('the path is made anew without the picture standing still', async () => {
    test.setTimeout(120_000);
    const seats = await gather(2);
    await expectAllSeeAndHear(seats);
    for (const seat of seats) {
      await seat.ask('page.restart()');
      await expectAllSeeAndHear(seats);
    }
    for (const seat of seats) await leave(seat);
    await everybodyLeft();
  });
});

async function startServer(hosts: Hosts, folder: string): Promise<ChildProcess> {
  const target = join(projectFolder, 'media-bridge', 'target');
  const program = process.env.INTERCONSULTA_PROGRAM ?? newestProgram();
  const [command = '', ...prefix] = hosts.server.prefix;
  const port = new URL(roomHost).port;
  const child = spawn(
    command,
    [
      ...prefix,
      'java',
      '-cp',
      [join(target, 'test-classes'), join(target, 'classes'), join(program, '*')].join(':'),
      'mx.interconsulta.media.rooms.RoomServer',
      hosts.server.address,
      port,
      folder,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  process.on('exit', () => child.kill('SIGKILL'));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^ready /m.test(output)) resolve();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('exit', () => reject(new Error(`the bridge ended:\n${output}`)));
  });
  return child;
}

/** The program built last, where the spec is run by hand. */
function newestProgram(): string {
  const programs = join(projectFolder, '.run', 'programs');
  const [name] = readdirSync(programs);
  if (name === undefined) throw new Error('nothing is built: bin/test rooms');
  return join(programs, name);
}

/** Frames and sound of these go on arriving at a seat. */
async function expectHears(seat: Seat, names: readonly string[]): Promise<void> {
  const ask = () => seat.ask<Heard[]>('page.heard()');
  await expect
    .poll(
      async () =>
        (await ask()).filter((one) => one.frames > 0 && one.energy > 0).map((o) => o.participant),
      { message: `${seat.name} (${seat.kind}) sees and hears`, timeout: 40_000 },
    )
    .toEqual(expect.arrayContaining([...names]));
  const before = new Map((await ask()).map((one) => [one.participant, one]));
  await expect
    .poll(
      async () =>
        (await ask())
          .filter((one) => {
            const then = before.get(one.participant);
            return then && one.frames > then.frames + 5 && one.energy > then.energy;
          })
          .map((one) => one.participant),
      { message: `${seat.name} (${seat.kind}) goes on seeing and hearing`, timeout: 20_000 },
    )
    .toEqual(expect.arrayContaining([...names]));
}

/** Every ordered pair decodes video and hears audio; the numbers are printed. */
async function expectAllSeeAndHear(seats: readonly Seat[]): Promise<void> {
  for (const seat of seats) {
    const others = seats.filter((other) => other !== seat).map((other) => other.name);
    await expectHears(seat, others);
    const heard = await seat.ask<Heard[]>('page.heard()');
    console.log(
      `${seat.name} (${seat.kind}): ${heard
        .map(
          (one) =>
            `${one.participant} ${one.frames} frames ${one.width} wide, energy ${one.energy.toFixed(3)}`,
        )
        .join('; ')}`,
    );
  }
}
