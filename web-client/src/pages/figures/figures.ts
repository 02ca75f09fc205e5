import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import type { Format } from '../../format/format';
import type { Translate } from '../../i18n/language';

type Schemas = components['schemas'];

export type Figures = Schemas['Figures'];
export type FigureRow = Schemas['FigureRow'];
export type MonthFigures = Schemas['MonthFigures'];
export type Breakdown = keyof Figures['by'];

/** By what a year is broken down, in the order of the choice. */
export const BREAKDOWNS: readonly Breakdown[] = ['group', 'unit', 'specialty', 'kind', 'answering'];

/** What narrows the figures; what is empty does not. */
export interface Narrowing {
  year?: number;
  group?: string;
  kind?: Schemas['RequestKind'];
}

export const KINDS: readonly Schemas['RequestKind'][] = [
  'outpatient',
  'emergency',
  'surgical-planning',
  'hospitalised',
  'second-opinion',
];

export function readFigures(narrowing: Narrowing, signal: AbortSignal): Promise<Figures> {
  return call(api.GET('/api/figures', { params: { query: narrowing }, signal }));
}

/** The address of the list behind a number. */
export function listPath(facts: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `/figures/cases?${query.toString()}`;
}

/** `24 min`, `2 h 28 min`, `3 d 04 h`: a wait as one reads it. */
export function waitWords(minutes: number, t: Translate): string {
  if (minutes < 60) return t('duration.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t('figures.hoursMinutes', { hours, minutes: minutes % 60 });
  return t('duration.daysHours', {
    days: Math.floor(hours / 24),
    hours: String(hours % 24).padStart(2, '0'),
  });
}

/** By how much more or less than the year before, as a whole percentage; nothing without one. */
export function change(now: number, before: number): number | undefined {
  return before === 0 ? undefined : Math.round((100 * (now - before)) / before);
}

/** The name of a row: the directory's, without what the head of the column says; of a kind its word. */
export function rowName(breakdown: Breakdown, row: FigureRow, t: Translate): string {
  if (breakdown === 'kind') return t(`request.kind.${row.id}` as 'request.kind.emergency');
  return breakdown === 'group' ? row.name.replace(/^OOAD /, '') : row.name;
}

/** One line of the file; a text that a spreadsheet would take for a formula is quoted from it. */
function line(cells: readonly (string | number | undefined)[]): string {
  return cells
    .map((cell) => {
      const text = String(cell ?? '');
      const safe = typeof cell === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
      return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(',');
}

/** Everything the page shows, as one file for a spreadsheet. */
export function csv(figures: Figures, t: Translate): string {
  const { inYear } = figures;
  const rows: (string | number | undefined)[][] = [
    [t('figures.csvWhat'), t('figures.csvName'), t('figures.csvValue')],
    [t('figures.total', { year: figures.since?.slice(0, 4) ?? '' }), '', figures.total],
    [t('figures.inYear', { year: figures.year }), '', inYear.attentions],
    [t('figures.first'), '', inYear.first],
    [t('figures.subsequent'), '', inYear.subsequent],
    [t('figures.emergencies'), '', inYear.emergencies],
    [t('figures.medianMinutes'), '', inYear.wait.median],
    [t('figures.p90Minutes'), '', inYear.wait.p90],
    [t('figures.kilometres'), t('figures.roundTrip'), inYear.kilometres],
    [t('figures.working'), '', inYear.working],
    ...(['avoided', 'made', 'open', 'none', 'unknown'] as const).map((outcome) => [
      t('figures.transfers'),
      t(`figures.transfer.${outcome}`),
      inYear.transfers[outcome],
    ]),
    ...(['video', 'written', 'telephone'] as const).map((mode) => [
      t('figures.modes'),
      t(`figures.mode.${mode}`),
      inYear.modes[mode],
    ]),
    [],
    [
      t('figures.csvWhat'),
      t('figures.csvName'),
      t('figures.attentions'),
      t('figures.emergencies'),
      t('figures.subsequent'),
      t('figures.avoided'),
      t('figures.kilometres'),
    ],
    ...BREAKDOWNS.flatMap((breakdown) =>
      figures.by[breakdown].map((row) => [
        t(`figures.by.${breakdown}`),
        rowName(breakdown, row, t),
        row.attentions,
        row.emergencies,
        row.subsequent,
        row.avoided,
        row.kilometres,
      ]),
    ),
    [],
    [t('figures.month'), t('figures.attentions'), t('figures.median'), t('figures.p90')],
    ...figures.months.map((month) => [month.month, month.attentions, month.median, month.p90]),
  ];
  return `\uFEFF${rows.map(line).join('\r\n')}\r\n`;
}

/** The month's short name in the language of the page. */
export function monthName(month: number, format: Format): string {
  return format.day(`2026-${String(month).padStart(2, '0')}-01`).split(' ')[1] ?? '';
}
