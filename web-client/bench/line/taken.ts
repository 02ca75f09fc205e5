import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Quality } from './quality';
import type { System } from './systems';

/** One call at one point: both sides, the worse of each figure counted. */
export interface Taken extends Quality {
  point: string;
  system: System['name'];
  round: number;
  /** The state of the sources it was measured on; a figure of another state is not ours any more. */
  program: string;
  /** Whether picture and sound came about at all. */
  connected: boolean;
  recovery?: number;
}

/** What was measured before, so that a run that was cut short goes on where it stopped. */
export class TakenBefore {
  private readonly taken: Taken[];

  private constructor(
    private readonly file: string | undefined,
    taken: Taken[],
  ) {
    this.taken = taken;
  }

  /**
   * Reads what is kept. What another state of our sources showed is dropped; the others' figures
   * stay, they did not change.
   */
  static read(file: string, program: string): TakenBefore {
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Taken[]) : [];
    return new TakenBefore(
      file,
      kept.filter((each) => each.system !== 'ours' || each.program === program),
    );
  }

  /** A first look keeps nothing. */
  static nothing(): TakenBefore {
    return new TakenBefore(undefined, []);
  }

  get all(): readonly Taken[] {
    return this.taken;
  }

  has(point: string, system: System['name'], round: number): boolean {
    return this.taken.some(
      (each) => each.point === point && each.system === system && each.round === round,
    );
  }

  add(result: Taken): void {
    this.taken.push(result);
    if (this.file === undefined) return;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, `${JSON.stringify(this.taken, null, 1)}\n`);
  }
}
