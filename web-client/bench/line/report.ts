import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Point } from './points';
import type { System } from './systems';
import type { Taken } from './taken';

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

/** `slack` is the least spread that is granted: finer than that nothing was measured. */
const figures = [
  { key: 'concealed', name: 'sound made up', unit: '%', better: 'lower', slack: 0.5 },
  { key: 'framesPerSecond', name: 'frames', unit: '1/s', better: 'higher', slack: 0.5 },
  { key: 'freezesPerMinute', name: 'freezes', unit: '1/min', better: 'lower', slack: 1 },
  { key: 'recovery', name: 'whole again after', unit: 's', better: 'lower', slack: 1 },
] as const;

/** Concealed sound must stay under this at these points, whatever the peers do. */
const soundTargets: Record<string, number> = { 'loss 10 %': 5, '300 kbit/s': 5 };

/** Prints the table of medians and spreads beside both baselines, and writes it as JSON. */
export function report(file: string, taken: readonly Taken[], chosen: readonly Point[]): void {
  const lines = [];
  for (const point of chosen) {
    for (const figure of figures) {
      const of = (system: System['name']) =>
        taken
          .filter((each) => each.point === point.name && each.system === system)
          .map((each) => each[figure.key])
          .filter((value) => value !== undefined);
      const mine = of('ours');
      for (const baseline of ['janus', 'direct'] as const) {
        const theirs = of(baseline);
        if (mine.length === 0 || theirs.length === 0) continue;
        const [value, other] = [median(mine), median(theirs)];
        // No worse than Janus beyond 10 % and the spread of the rounds of both; at a bottleneck
        // better, or as good where Janus's figure is perfect.
        const granted =
          0.1 * Math.abs(other) + Math.max(spread(mine), spread(theirs), figure.slack);
        const room = point.narrow ? 0 : granted;
        const sound = figure.key === 'concealed' ? soundTargets[point.name] : undefined;
        const lower = figure.better === 'lower';
        const target = baseline === 'direct' ? null : lower ? other + room : other - room;
        const met =
          target === null
            ? null
            : (lower ? value <= target : value >= target) && (sound === undefined || value < sound);
        lines.push({
          benchmark: 'line',
          metric: `${point.name}: ${figure.name}`,
          unit: figure.unit,
          better: figure.better,
          ours: value,
          baseline: other,
          baselineName: baseline === 'janus' ? "Janus's videoroom" : 'browser to browser',
          ratio: other === 0 ? null : value / other,
          spread: spread(mine),
          baselineSpread: spread(theirs),
          rounds: Math.min(mine.length, theirs.length),
          target,
          met,
        });
      }
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(lines, null, 2)}\n`);
  const round = (value: number | null) => (value === null ? '-' : value.toFixed(1));
  console.table(
    lines.map((each) => ({
      metric: `${each.metric} (${each.unit})`,
      ours: `${round(each.ours)} ±${round(each.spread)}`,
      against: each.baselineName,
      baseline: `${round(each.baseline)} ±${round(each.baselineSpread)}`,
      rounds: each.rounds,
      target: round(each.target),
      met: each.met === null ? '' : each.met ? 'met' : 'missed',
    })),
  );
}
