import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two hosts of our own: network namespaces joined by one cable, on this machine only. */
export interface Hosts {
  server: Host;
  client: Host;
  drop: () => void;
}

export class Host {
  constructor(
    readonly name: string,
    readonly address: string,
  ) {}

  /** Put in front of a command that shall run on this host. */
  get prefix(): string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  run(command: string, ...rest: string[]): { status: number | null; output: string } {
    const result = spawnSync('ip', ['netns', 'exec', this.name, command, ...rest], {
      encoding: 'utf8',
    });
    return { status: result.status, output: result.stdout + result.stderr };
  }

  /** A launcher by which Playwright starts a browser on this host. */
  browser(folder: string): string {
    const launcher = join(folder, `chromium-${this.name}`);
    const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
    writeFileSync(launcher, `#!/bin/sh\nexec ip netns exec ${this.name} ${chromium} "$@"\n`);
    chmodSync(launcher, 0o755);
    return launcher;
  }
}

function ip(...words: string[]): boolean {
  return spawnSync('ip', words, { stdio: 'ignore' }).status === 0;
}

/** The two hosts, or undefined where this machine does not permit network namespaces. */
export function makeHosts(): Hosts | undefined {
  const mark = process.pid.toString(36);
  const server = new Host(`ic-s-${mark}`, '10.73.19.1');
  const client = new Host(`ic-c-${mark}`, '10.73.19.2');
  const [left, right] = [`ics${mark}`, `icc${mark}`];
  const drop = () => {
    ip('netns', 'del', server.name);
    ip('netns', 'del', client.name);
  };
  const cable: string[][] = [
    ['netns', 'add', server.name],
    ['netns', 'add', client.name],
    [
      'link',
      'add',
      left,
      'netns',
      server.name,
      'type',
      'veth',
      'peer',
      'name',
      right,
      'netns',
      client.name,
    ],
    ['-n', server.name, 'addr', 'add', `${server.address}/30`, 'dev', left],
    ['-n', client.name, 'addr', 'add', `${client.address}/30`, 'dev', right],
    ['-n', server.name, 'link', 'set', left, 'up'],
    ['-n', client.name, 'link', 'set', right, 'up'],
    ['-n', server.name, 'link', 'set', 'lo', 'up'],
    ['-n', client.name, 'link', 'set', 'lo', 'up'],
  ];
  for (const words of cable) {
    if (!ip(...words)) {
      drop();
      return undefined;
    }
  }
  return { server, client, drop };
}
