import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Account, Member, sampleAccounts } from './support/api';
import { newDataFolder, newerJava, Program, projectFolder } from './support/program';

async function answers(address: string): Promise<void> {
  const page = await fetch(`${address}/`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect((await fetch(`${address}/api/openapi.json`)).status).toBe(200);
  expect((await fetch(`${address}/health/live`)).status).toBe(200);
}

/** Processes of this machine whose command line names the folder. */
function processesNaming(folder: string): string[] {
  const listed = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).stdout;
  return listed.split('\n').filter((line) => line.includes(folder));
}

test.describe('bin/run', () => {
  const data = newDataFolder();
  const folder = (name: string) => join(data.path, name);
  test.afterAll(() => data.drop());

  test('the second start builds nothing, is ready in under 5 s and says so', async () => {
    await (await Program.start(folder('second'))).stop();
    const again = await Program.start(folder('second'), {
      environment: { INTERCONSULTA_PROGRAM: '' },
    });
    const seconds = Number(/Ready in ([\d.]+) s/.exec(again.output)?.[1]);
    await answers(again.address);
    await again.stop();
    expect(again.output).not.toContain('Building');
    expect(seconds).toBeLessThan(5);
  });

  test('two run at once, each with its own data', async () => {
    const [first, second] = await Promise.all([
      Program.start(folder('one')),
      Program.start(folder('two')),
    ]);
    expect(first.address).not.toBe(second.address);
    await answers(first.address);
    await answers(second.address);
    await Promise.all([first.stop(), second.stop()]);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} ends everything it started`, async () => {
      const program = await Program.start(folder(signal), {
        environment: { JAVA_OPTS: `-Dinterconsulta.test=${folder(signal)}` },
      });
      expect(processesNaming(folder(signal))).toHaveLength(1);
      await program.stop(signal);
      expect(processesNaming(folder(signal))).toEqual([]);
    });
  }

  test('SIGTERM during the build ends the build too', async () => {
    // A copy of the scripts whose build is a sleep: what matters is who is left when it is ended.
    const copy = folder('copy');
    spawnSync('mkdir', ['-p', join(copy, 'tools/node/node_modules/.bin'), join(copy, 'fake')]);
    spawnSync('cp', ['-r', join(projectFolder, 'bin'), copy]);
    spawnSync('cp', [join(projectFolder, 'tools/setup.sh'), join(copy, 'tools')]);
    spawnSync(
      'bash',
      [
        '-c',
        `mkdir -p .mvn server/src/main web-client && touch pom.xml server/pom.xml tools/node/package-lock.json
       printf '#!/bin/sh\\nsleep 300 & echo started; wait\\n' > fake/mvn; chmod +x fake/mvn
       printf '#!/bin/sh\\n' > tools/node/with; chmod +x tools/node/with`,
      ],
      { cwd: copy },
    );
    const run = spawn('bin/run', [], {
      cwd: copy,
      env: {
        ...process.env,
        INTERCONSULTA_PROGRAM: '',
        PATH: `${join(copy, 'fake')}:${process.env.PATH}`,
      },
    });
    let output = '';
    const ended = new Promise((resolve) => run.once('exit', (code) => resolve(code)));
    await new Promise<void>((resolve, reject) => {
      const look = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('started')) resolve();
      };
      run.stdout.on('data', look);
      run.stderr.on('data', look);
      run.once('exit', () => reject(new Error(output)));
    });
    run.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(processesNaming(copy)).toEqual([]);
  });

  test('a port that is taken is named in one line', async () => {
    const first = await Program.start(folder('port'));
    const port = new URL(first.address).port;
    const second = Program.start(folder('port-taken'), { environment: { PORT: port } });
    await expect(second).rejects.toThrow(new RegExp(`\\b${port}\\b`));
    await first.stop();
  });

  test('demo accounts are kept for their owner only and sign in', async () => {
    const program = await Program.start(folder('demo'));
    const file = join(folder('demo'), 'demo-accounts.json');
    expect(existsSync(file)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const offered = await sampleAccounts(program.address);
    const kept = readFileSync(file, 'utf8');
    expect(offered.length).toBeGreaterThan(20);
    for (const account of offered) expect(kept).toContain(account.password);
    await Member.signIn(program.address, offered[0] as Account);

    const forwarded = await fetch(`${program.address}/api/sample-accounts`, {
      headers: { 'x-forwarded-for': '192.0.2.7' },
    });
    expect(forwarded.status).toBe(404);
    await program.stop();
  });

  test('runs on a newer Java', async () => {
    const java = newerJava();
    if (!java) console.log('JAVA 25: none found on this machine, not run');
    test.skip(!java, 'no JDK 25 on this machine');
    const program = await Program.start(folder('newer'), {
      environment: { JAVA_HOME: java ?? '' },
    });
    await answers(program.address);
    expect(program.output).not.toMatch(/WARNING: .*(deprecated|restricted)/);
    await program.stop();
  });

  test('--production refuses what is only for trying', async () => {
    const refused = Program.start(folder('production'), { arguments: ['--production'] });
    await expect(refused).rejects.toThrow(/MONGODB_URI|embedded database/);
  });
});
