import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

  /** The servers that have a room now, with how many are in it there, in sound and picture. */
  async ownersOf(room: string): Promise<Partial<Record<ServerName, number>>> {
    const owners: Partial<Record<ServerName, number>> = {};
    await Promise.all(
      names.map(async (name) => {
        try {
          const signal = AbortSignal.timeout(1_000);
          const answer = await fetch(`${this.server(name)}/media`, { signal });
          const { rooms } = (await answer.json()) as {
            rooms: { room: string; participants: unknown[] }[];
          };
          const found = rooms.find((each) => each.room === room);
          if (found) owners[name] = found.participants.length;
        } catch {
          // It is dead, stopped or starting.
        }
      }),
    );
    return owners;
  }

  /** The one server that has a room. */
  async ownerOf(room: string): Promise<ServerName> {
    const owners = Object.keys(await this.ownersOf(room)) as ServerName[];
    const [owner] = owners;
    if (owner === undefined || owners.length > 1) {
      throw new Error(`the room has ${String(owners.length)} owners`);
    }
    return owner;
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
    for (const host of ['127.76.0.1', '127.76.0.2', '127.76.0.3']) {
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

  /** Ends it as Ctrl-C would; fails when one of its processes is left behind. */
  async stop(): Promise<void> {
    this.mendBus();
    for (const name of names) {
      try {
        this.signal(name, 'SIGCONT');
      } catch {
        // It is being started again.
      }
    }
    const ids = readdirSync(this.folder)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => Number(readFileSync(join(this.folder, file), 'utf8')));
    const end = await this.program.stop('SIGINT');
    const left = ids.filter(runs);
    if (end !== 0 || left.length > 0) {
      throw new Error(`it ended with ${String(end)} and left ${left.join(', ') || 'nothing'}`);
    }
  }
}

function runs(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

/** What goes to an address of the loopback vanishes, as on a cable that is cut. */
function route(what: 'add' | 'del', host: string): boolean {
  const words = ['route', what, 'blackhole', `${host}/32`, 'table', 'local'];
  return spawnSync('ip', words, { stdio: 'ignore' }).status === 0;
}
