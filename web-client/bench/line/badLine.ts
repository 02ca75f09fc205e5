import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Host } from '../../e2e/support/namespaces';

function ip(...words: string[]): void {
  const { status, stderr } = spawnSync('ip', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
}

/**
 * Two hosts of this machine with nothing between them but the bad line: `hospital`, where one
 * browser is, and `city`, where the servers and the other browser are.
 */
export class BadLine {
  private readonly answers: string[] = [];
  private waiting: ((answer: string) => void) | undefined;

  private constructor(
    readonly hospital: Host,
    readonly city: Host,
    private readonly program: ChildProcess,
  ) {
    createInterface({ input: program.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (this.waiting) this.waiting(line);
      else this.answers.push(line);
      this.waiting = undefined;
    });
  }

  static async join(seed: number): Promise<BadLine> {
    const mark = process.pid.toString(36);
    const hospital = new Host(`ic-h-${mark}`, '10.73.22.1');
    const city = new Host(`ic-y-${mark}`, '10.73.22.2');
    for (const host of [hospital, city]) {
      ip('netns', 'add', host.name);
      ip('-n', host.name, 'link', 'set', 'lo', 'up');
    }
    const program = spawn(
      'java',
      [
        '-cp',
        process.env.BENCH_CLASSPATH ?? '',
        'mx.interconsulta.bench.line.BadLine',
        hospital.name,
        hospital.address,
        city.name,
        city.address,
        String(seed),
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const line = new BadLine(hospital, city, program);
    const first = await line.answer();
    if (first !== 'ready') throw new Error(`the line said: ${first}`);
    return line;
  }

  /** Both ways, from now on. */
  async set(settings: string): Promise<void> {
    this.program.stdin?.write(`both ${settings}\n`);
    const answer = await this.answer();
    if (answer !== 'done') throw new Error(`the line refused ${settings}: ${answer}`);
  }

  drop(): void {
    this.program.kill();
    for (const host of [this.hospital, this.city]) {
      spawnSync('ip', ['netns', 'del', host.name], { stdio: 'ignore' });
    }
  }

  private answer(): Promise<string> {
    const ready = this.answers.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve) => (this.waiting = resolve));
  }
}
