import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** A folder of a test's own, made when its path is first asked for; `drop` removes it. */
export interface DataFolder {
  readonly path: string;
  drop: () => void;
}

export function newDataFolder(): DataFolder {
  let made: string | undefined;
  return {
    get path() {
      made ??= mkdtempSync(join(tmpdir(), 'interconsulta-'));
      return made;
    },
    drop: () => {
      if (made) rmSync(made, { recursive: true, force: true });
    },
  };
}

export interface ProgramOptions {
  /** Arguments of bin/run: `database`, `--no-sample`... */
  arguments?: string[];
  environment?: Record<string, string>;
  /** Put in front of bin/run, such as `ip netns exec NAME`. */
  prefix?: string[];
  /** How long it may take until it is ready, in ms. */
  patience?: number;
}

/**
 * One process started by bin/run, on a free port. bin/run becomes the Java process itself, so what
 * is killed here is the server, not a shell around it.
 */
export class Program {
  /** The address on the line that says it is ready: http(s):// of a server, mongodb:// of a database. */
  address = '';
  output = '';
  private readonly ended: Promise<number | string>;

  private constructor(
    readonly process: ChildProcess,
    private readonly name: string,
  ) {
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    process.stdout?.on('data', keep);
    process.stderr?.on('data', keep);
    this.ended = new Promise((resolve) =>
      process.once('exit', (code, signal) => resolve(signal ?? code ?? 'unknown')),
    );
  }

  static async start(dataFolder: string, options: ProgramOptions = {}): Promise<Program> {
    const [command = '', ...rest] = [
      ...(options.prefix ?? []),
      join(projectFolder, 'bin', 'run'),
      ...(options.arguments ?? []),
    ];
    const child = spawn(command, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PORT: '0',
        DATA_DIR: dataFolder,
        // Tests count what is there: the past of the sample network is for those that ask for it.
        SAMPLE_HISTORY: 'false',
        ...options.environment,
      },
    });
    const program = new Program(child, [command, ...rest].join(' '));
    running.add(program);
    await program.ready(options.patience ?? 60_000);
    return program;
  }

  /** Waits for "Ready in 3.2 s: ADDRESS". */
  private async ready(patience: number): Promise<void> {
    const found = await this.line(/^Ready in [\d.]+ s: (\S+)/m, patience);
    this.address = found[1]?.replace(/\/$/, '') ?? '';
  }

  /** Waits until its output has a match; fails with the output if it ends or takes too long. */
  async line(pattern: RegExp, patience = 15_000): Promise<RegExpExecArray> {
    const deadline = Date.now() + patience;
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (this.process.exitCode !== null || this.process.signalCode !== null) {
        throw new Error(`${this.name} ended before printing ${String(pattern)}:\n${this.output}`);
      }
      if (Date.now() > deadline) {
        throw new Error(
          `${this.name} did not print ${String(pattern)} in ${patience} ms:\n${this.output}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Asks it to end, as Ctrl-C or a service manager would, and answers with its exit code. */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | string> {
    this.process.kill(signal);
    const late = setTimeout(() => this.process.kill('SIGKILL'), 20_000);
    const end = await this.ended;
    clearTimeout(late);
    running.delete(this);
    return end;
  }

  /** The power cut. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
    running.delete(this);
  }

  async exit(): Promise<number | string> {
    const end = await this.ended;
    running.delete(this);
    return end;
  }
}

const running = new Set<Program>();

// Whatever a failed test left running ends with the test process.
process.on('exit', () => running.forEach((program) => program.process.kill('SIGKILL')));

/** The home of a Java newer than 17 to try the same program on; undefined where none is found. */
export function newerJava(): string | undefined {
  const folder = '/usr/lib/jvm';
  const homes = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return [process.env.JAVA_25_HOME ?? '', ...homes].find((home) => {
    const release = join(home, 'release');
    return (
      existsSync(join(home, 'bin', 'java')) &&
      existsSync(release) &&
      /JAVA_VERSION="25/.test(readFileSync(release, 'utf8'))
    );
  });
}
