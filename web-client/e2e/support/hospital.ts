import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Host } from './namespaces';

/** The server's own addresses: of its pages and media, and of the relay beside it. */
export const SERVER = '10.73.20.1';
export const RELAY = '10.73.20.3';
const GATEWAY_OUTSIDE = '10.73.20.2';
const GATEWAY = '10.73.21.1';
const DESK = '10.73.21.2';
const PROXY_PORT = 3128;
/** An HTTPS proxy as hospitals have it: a way to port 443 of others, and no other way. */
export const PROXY = `http://${GATEWAY}:${PROXY_PORT}`;

/**
 * A hospital behind a gateway, on this machine only: a desk that reaches the server through a
 * gateway, which lets through what the test says. The server has the public side for itself.
 */
export class Hospital {
  private readonly children: ChildProcess[] = [];
  readonly logs: Record<string, string> = {};

  private constructor(
    readonly server: Host,
    readonly gateway: Host,
    readonly desk: Host,
  ) {}

  /** Builds it; undefined where this machine does not permit network namespaces. */
  static build(): Hospital | undefined {
    const mark = process.pid.toString(36);
    const server = new Host(`ic-hs-${mark}`, SERVER);
    const gateway = new Host(`ic-hg-${mark}`, GATEWAY);
    const desk = new Host(`ic-hd-${mark}`, DESK);
    const hospital = new Hospital(server, gateway, desk);
    const cable = (one: Host, oneEnd: string, other: Host, otherEnd: string): string[] =>
      `link add ${oneEnd} netns ${one.name} type veth peer name ${otherEnd} netns ${other.name}`.split(
        ' ',
      );
    const on = (host: Host, words: string): string[] => ['-n', host.name, ...words.split(' ')];
    const works = [
      ...[server, gateway, desk].map(({ name }) => ['netns', 'add', name]),
      cable(server, `hs${mark}`, gateway, `hgo${mark}`),
      cable(gateway, `hgi${mark}`, desk, `hd${mark}`),
      on(server, `addr add ${SERVER}/29 dev hs${mark}`),
      on(server, `addr add ${RELAY}/29 dev hs${mark}`),
      on(gateway, `addr add ${GATEWAY_OUTSIDE}/29 dev hgo${mark}`),
      on(gateway, `addr add ${GATEWAY}/30 dev hgi${mark}`),
      on(desk, `addr add ${DESK}/30 dev hd${mark}`),
      on(server, `link set hs${mark} up`),
      on(gateway, `link set hgo${mark} up`),
      on(gateway, `link set hgi${mark} up`),
      on(desk, `link set hd${mark} up`),
      ...[server, gateway, desk].map((host) => on(host, 'link set lo up')),
      on(desk, `route add default via ${GATEWAY}`),
      on(server, `route add default via ${GATEWAY_OUTSIDE}`),
    ].every((words) => spawnSync('ip', words, { stdio: 'ignore' }).status === 0);
    if (works && hospital.lets({ everything: true })) return hospital;
    hospital.drop();
    return undefined;
  }

  /**
   * What the gateway passes on: all of it; TCP, to the server alone or to the relay as well; or
   * nothing, so that only its proxy is left.
   */
  lets(what: { everything: true } | { tcp: 'server' | 'all' } | { proxy: true }): boolean {
    const forwards = !('proxy' in what);
    const udp = ['ipproto', 'udp', 'blackhole'];
    const relay = ['to', RELAY, 'blackhole'];
    for (const rule of [udp, relay]) {
      while (this.gateway.run('ip', 'rule', 'del', ...rule).status === 0);
    }
    const closed = !('tcp' in what) ? [] : what.tcp === 'server' ? [udp, relay] : [udp];
    const rules: string[][] = [
      ['sysctl', '-qw', `net.ipv4.ip_forward=${forwards ? 1 : 0}`],
      ...closed.map((rule) => ['ip', 'rule', 'add', ...rule]),
    ];
    return rules.every(([command = '', ...words]) => {
      return this.gateway.run(command, ...words).status === 0;
    });
  }

  /** How much the line into the hospital carries; undefined for all there is. */
  carries(kilobits: number | undefined): void {
    const device = `hgi${process.pid.toString(36)}`;
    this.gateway.run('tc', 'qdisc', 'del', 'dev', device, 'root');
    if (kilobits === undefined) return;
    const shape = `rate ${kilobits}kbit burst 4kb latency 300ms`.split(' ');
    const done = this.gateway.run('tc', 'qdisc', 'add', 'dev', device, 'root', 'tbf', ...shape);
    if (done.status !== 0) throw new Error(done.output);
  }

  /** A certificate for the server's addresses, and what a browser is told so that it trusts it. */
  certificate(folder: string): { cert: string; key: string; pin: string } {
    const cert = join(folder, 'hospital.crt');
    const key = join(folder, 'hospital.key');
    const openssl = (...words: string[]) =>
      execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'ignore'] });
    openssl(
      ...`req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${SERVER}`.split(
        ' ',
      ),
      ...['-addext', `subjectAltName=IP:${SERVER},IP:${RELAY}`, '-keyout', key, '-out', cert],
    );
    const publicKey = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], {
      input: openssl('x509', '-in', cert, '-noout', '-pubkey'),
    });
    const pin = execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: publicKey });
    return { cert, key, pin: pin.toString('base64') };
  }

  /** Debian's coturn on port 443, as docs/operations.md says. */
  async startRelay(
    folder: string,
    secret: string,
    { cert, key }: { cert: string; key: string },
  ): Promise<void> {
    const file = join(folder, 'turnserver.conf');
    writeFileSync(
      file,
      [
        'use-auth-secret',
        `static-auth-secret=${secret}`,
        'realm=interconsulta',
        'tls-listening-port=443',
        `cert=${cert}`,
        `pkey=${key}`,
        `listening-ip=${RELAY}`,
        `relay-ip=${RELAY}`,
        'no-udp',
        'no-tcp',
        'no-dtls',
        'no-cli',
        'verbose',
        'log-file=stdout',
        `pidfile=${join(folder, 'turnserver.pid')}`,
        `userdb=${join(folder, 'turnserver.sqlite')}`,
        '',
      ].join('\n'),
    );
    await this.start(this.server, 'relay', /TLS listener opened/i, 'turnserver', '-c', file);
  }

  /** Debian's tinyproxy on the gateway; it opens ways to port 443 and to no other. */
  async startProxy(folder: string): Promise<void> {
    const file = join(folder, 'tinyproxy.conf');
    writeFileSync(
      file,
      [
        `Port ${PROXY_PORT}`,
        `Listen ${GATEWAY}`,
        'Timeout 600',
        'MaxClients 100',
        `Allow ${DESK}`,
        'ConnectPort 443',
        'LogLevel Info',
        '',
      ].join('\n'),
    );
    await this.start(this.gateway, 'proxy', /Starting main loop/, 'tinyproxy', '-d', '-c', file);
  }

  private async start(
    host: Host,
    name: string,
    ready: RegExp,
    ...command: string[]
  ): Promise<void> {
    const [first = '', ...rest] = [...host.prefix, ...command];
    const child = spawn(first, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.children.push(child);
    process.on('exit', () => child.kill('SIGKILL'));
    this.logs[name] = '';
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${name} is not ready:\n${this.logs[name]}`)),
        20_000,
      );
      const keep = (chunk: Buffer) => {
        this.logs[name] += chunk.toString();
        if (!ready.test(this.logs[name] ?? '')) return;
        clearTimeout(late);
        resolve();
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.once('exit', () => reject(new Error(`${name} ended:\n${this.logs[name]}`)));
    });
  }

  drop(): void {
    for (const child of this.children) child.kill();
    for (const { name } of [this.server, this.gateway, this.desk]) {
      spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
    }
  }
}
