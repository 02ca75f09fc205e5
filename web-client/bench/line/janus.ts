import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../e2e/support/namespaces';
import { projectFolder } from '../../e2e/support/program';

const libraries = '/usr/lib/x86_64-linux-gnu/janus';
const templates = join(projectFolder, 'bench/src/main/resources/janus');

/** Debian's Janus with its videoroom and its WebSocket, and nothing else, on a host of ours. */
export class Janus {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  static async start(host: Host, folder: string): Promise<Janus> {
    const port = 8188;
    const configuration = join(folder, 'janus');
    mkdirSync(configuration, { recursive: true });
    const others = (kind: string, kept: string) =>
      readdirSync(join(libraries, kind))
        .filter((name) => name.endsWith('.so') && !name.includes(kept))
        .join(',');
    // The same files as the other benchmark's.
    const values: Record<string, string> = {
      FOLDER: configuration,
      LIBRARIES: libraries,
      HOST: host.address,
      PORT: String(port),
      OTHER_PLUGINS: others('plugins', 'videoroom'),
      OTHER_TRANSPORTS: others('transports', 'websockets'),
    };
    for (const file of readdirSync(templates)) {
      const text = readFileSync(join(templates, file), 'utf8');
      writeFileSync(
        join(configuration, file),
        text.replace(/@([A-Z_]+)@/g, (_, name: string) => values[name] ?? ''),
      );
    }
    const [command = '', ...rest] = [
      ...host.prefix,
      'janus',
      '-C',
      join(configuration, 'janus.jcfg'),
      '-F',
      configuration,
    ];
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    process.on('exit', () => child.kill('SIGKILL'));
    for (let tries = 0; tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (child.exitCode !== null) throw new Error(`janus ended:\n${said}`);
      const { output } = host.run('ss', '-ltnH', `sport = :${port}`);
      if (output.includes(String(port))) {
        return new Janus(child, `ws://${host.address}:${port}`);
      }
    }
    throw new Error(`janus did not listen:\n${said}`);
  }

  stop(): void {
    this.process.kill('SIGTERM');
  }
}
