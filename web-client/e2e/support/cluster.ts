import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program';

export type ServerName = 'one' | 'two' | 'three';

const names: ServerName[] = ['one', 'two', 'three'];

/** What `bin/run cluster` starts: three servers on one database behind HAProxy. */
export class Cluster {
  private readonly cutOff = new Set<string>();

  private constructor(
    private readonly program: Program,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(dataFolder: string): Promise<Cluster> {
    const port = 21_000 + (process.pid % 400) * 20;
    const program = await Program.start(dataFolder, {
      arguments: ['cluster'],
      environment: { PORT: String(port) },
      patience: 240_000,
    });
    return new Cluster(program, join(dataFolder, 'cluster'), port);
  }

  /** Where browsers come: HAProxy. */
  get address(): string {
    return this.program.address;
  }

  /** A server's own address, past the proxy. */
  server(name: ServerName): string {
    return `http://localhost:${String(this.port + 1 + names.indexOf(name))}`;
  }

  signal(name: ServerName, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(Number(readFileSync(join(this.folder, `${name}.pid`), 'utf8')), signal);
  }

  /** A meter of each server that answers within a second. */
  async meters(meter: string): Promise<Partial<Record<ServerName, number>>> {
    const found: Partial<Record<ServerName, number>> = {};
    await Promise.all(
      names.map(async (name) => {
        try {
          const signal = AbortSignal.timeout(1_000);
          const text = await (await fetch(`${this.server(name)}/metrics`, { signal })).text();
          const line = new RegExp(`^${meter}(?:\\{[^}]*\\})? ([0-9.E]+)$`, 'm').exec(text);
          found[name] = Number(line?.[1] ?? 0);
        } catch {
          // It is dead, stopped or starting.
        }
      }),
    );
    return found;
  }

  /** The server whose meter is not zero; undefined while there is none. */
  async serverWith(meter: string): Promise<ServerName | undefined> {
    const found = await this.meters(meter);
    return names.find((name) => (found[name] ?? 0) > 0);
  }

  /** Waits until every server is up and on the bus. */
  async whole(): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      const states = await Promise.all(
        names.map(async (name) => {
          try {
            const signal = AbortSignal.timeout(1_000);
            return await (await fetch(`${this.server(name)}/health/ready`, { signal })).text();
          } catch {
            return '';
          }
        }),
      );
      if (states.every((state) => /"cluster"[^}]*"up"/.test(state))) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the cluster was not whole within a minute');
  }

  /** Cuts the bus and nothing else; false where this machine does not permit it. */
  cutBus(): boolean {
    for (const host of ['127.0.0.11', '127.0.0.12', '127.0.0.13']) {
      if (!route('add', host)) {
        this.mendBus();
        return false;
      }
      this.cutOff.add(host);
    }
    return true;
  }

  mendBus(): void {
    for (const host of this.cutOff) route('del', host);
    this.cutOff.clear();
  }

  async stop(): Promise<void> {
    this.mendBus();
    for (const name of names) {
      try {
        this.signal(name, 'SIGCONT');
      } catch {
        // It is being started again.
      }
    }
    await this.program.stop();
  }
}

/** What goes to an address of the loopback vanishes, as on a cable that is cut. */
function route(what: 'add' | 'del', host: string): boolean {
  const words = ['route', what, 'blackhole', `${host}/32`, 'table', 'local'];
  return spawnSync('ip', words, { stdio: 'ignore' }).status === 0;
}
