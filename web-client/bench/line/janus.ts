import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../e2e/support/namespaces';

const libraries = '/usr/lib/x86_64-linux-gnu/janus';

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
    writeFileSync(
      join(configuration, 'janus.jcfg'),
      `general: { configs_folder = "${configuration}"; plugins_folder = "${libraries}/plugins"; transports_folder = "${libraries}/transports"; debug_level = 2 }
media: { ipv6 = false; rtp_port_range = "20000-20200" }
nat: { ice_lite = true; ice_tcp = true; full_trickle = false; ice_enforce_list = "${host.address}" }
plugins: { disable = "${others('plugins', 'videoroom')}" }
transports: { disable = "${others('transports', 'websockets')}" }
events: { broadcast = false }
`,
    );
    writeFileSync(
      join(configuration, 'janus.transport.websockets.jcfg'),
      `general: { json = "plain"; ws = true; ws_port = ${port}; ws_ip = "${host.address}"; wss = false }\nadmin: { admin_ws = false; admin_wss = false }\n`,
    );
    writeFileSync(join(configuration, 'janus.plugin.videoroom.jcfg'), 'general: { }\n');
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
