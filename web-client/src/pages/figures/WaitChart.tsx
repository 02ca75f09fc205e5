import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MonthFigures } from './figures';

const HEIGHT = 228;

/** Beyond December, in months: room for the names of the lines. */
const RIGHT = 15.2;

interface Words {
  label: string;
  median: string;
  p90: string;
  months: readonly string[];
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Puts the name of a line behind its last point, so that no legend is matched by colour. */
function nameLines(plot: uPlot, words: Words) {
  const ratio = window.devicePixelRatio;
  const { ctx } = plot;
  const ends = [words.median, words.p90].map((word, index) => {
    const values = plot.data[index + 1] ?? [];
    const last = values.findLastIndex((value) => value !== null);
    const x = plot.valToPos(plot.data[0][last] ?? 1, 'x', true) + 8 * ratio;
    return { word, last, x, y: plot.valToPos(values[last] ?? 0, 'y', true) };
  });
  const [median, p90] = ends;
  if (!median || !p90 || median.last < 0) return;
  // Lines that end together would write over each other.
  const close = 15 * ratio - (median.y - p90.y);
  if (close > 0) {
    p90.y -= close / 2;
    median.y += close / 2;
  }
  ctx.save();
  ctx.font = `600 ${String(12 * ratio)}px ${token('--font-family')}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = token('--chart-1');
  ctx.fillText(median.word, median.x, median.y);
  ctx.fillStyle = token('--color-caution');
  ctx.fillText(p90.word, p90.x, p90.y);
  ctx.restore();
}

/**
 * Median and 90th percentile of each month as two lines, told apart by dashes as well as colour. The
 * table below says the same; `month` is shown in both, from wherever it was pointed at.
 */
export function WaitChart({
  months,
  words,
  month,
  onMonth,
}: {
  months: readonly MonthFigures[];
  words: Words;
  month: number | null;
  onMonth: (month: number | null) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const inside = useRef(false);
  const tell = useRef(onMonth);
  useEffect(() => {
    tell.current = onMonth;
  });
  const key = JSON.stringify([months, words]);

  useEffect(() => {
    const place = box.current;
    if (!place) return undefined;
    const axis = {
      font: `12px ${token('--font-family')}`,
      stroke: token('--color-ink-3'),
      grid: { stroke: token('--chart-grid'), width: 1 },
      ticks: { show: false },
    };
    // A month without answers leaves a gap; a line across it would claim what nobody measured.
    const line = { spanGaps: false, width: 2.5, points: { size: 5 } };
    const drawn = new uPlot(
      {
        width: place.clientWidth,
        height: HEIGHT,
        padding: [16, 12, 0, 0],
        legend: { show: false },
        scales: {
          x: { time: false, range: [0.7, RIGHT] },
          y: { range: (_, low, high) => [0, Math.max(1, (high ?? low ?? 0) * 1.15)] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 30,
            splits: words.months.map((_, index) => index + 1),
            values: (_, splits) => splits.map((split) => words.months[split - 1] ?? ''),
          },
          { ...axis, size: 48 },
        ],
        series: [
          {},
          { ...line, label: words.median, stroke: token('--chart-1') },
          { ...line, label: words.p90, stroke: token('--chart-2'), dash: [6, 4] },
        ],
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
        hooks: {
          draw: [(self) => nameLines(self, words)],
          setCursor: [
            (self) => {
              const index = self.cursor.idx;
              if (inside.current && index != null) tell.current(self.data[0][index] ?? null);
            },
          ],
        },
      },
      [
        months.map((one) => one.month),
        months.map((one) => one.median ?? null),
        months.map((one) => one.p90 ?? null),
      ],
      place,
    );
    plot.current = drawn;
    const observer = new ResizeObserver(() =>
      drawn.setSize({ width: place.clientWidth, height: HEIGHT }),
    );
    observer.observe(place);
    return () => {
      observer.disconnect();
      drawn.destroy();
      plot.current = undefined;
    };
    // `key` is months and words by value.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  useEffect(() => {
    const drawn = plot.current;
    if (!drawn) return;
    const left = month === null ? -10 : drawn.valToPos(month, 'x');
    drawn.setCursor({ left, top: month === null ? -10 : 10 }, false);
  }, [month]);

  return (
    <div
      ref={box}
      className="fg-chart"
      role="img"
      aria-label={words.label}
      onMouseEnter={() => {
        inside.current = true;
      }}
      onMouseLeave={() => {
        inside.current = false;
        onMonth(null);
      }}
    />
  );
}
