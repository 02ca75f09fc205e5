import { useState } from 'react';
import { Link } from '../../app/router';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { usePhone } from '../requests/usePhone';
import { monthName, waitWords, type Figures, type MonthFigures } from './figures';
import { WaitChart } from './WaitChart';

/** From so many minutes on the months are shown in hours. */
const LONG_MINUTES = 1000;

function toHours(one: MonthFigures): MonthFigures {
  const hours = (minutes: number) => Math.round(minutes / 6) / 10;
  return {
    ...one,
    ...(one.median === undefined ? {} : { median: hours(one.median) }),
    ...(one.p90 === undefined ? {} : { p90: hours(one.p90) }),
  };
}

/** How long answers took, month by month: a chart, and the table it is drawn from. */
export function WaitPanel({
  figures,
  listOf,
}: {
  figures: Figures;
  /** The address of the list of a month; nothing when the reader may not see it. */
  listOf: (month: number) => string | undefined;
}) {
  const t = useT();
  const format = useFormat();
  const phone = usePhone();
  const [month, setMonth] = useState<number | null>(null);
  const names = Array.from({ length: 12 }, (_, index) => monthName(index + 1, format));
  // Where answers take days, minutes would be numbers of four digits that nobody compares.
  const inHours = figures.months.some((one) => (one.p90 ?? 0) >= LONG_MINUTES);
  const months = inHours ? figures.months.map(toHours) : figures.months;
  const parts = { months, names, month, onMonth: setMonth, listOf };
  const title = t(inHours ? 'figures.waitsHours' : 'figures.waits');
  return (
    <section className="fg-panel" aria-labelledby="fg-wait">
      <h2 id="fg-wait">{title}</h2>
      {!phone && (
        <WaitChart
          months={months}
          month={month}
          onMonth={setMonth}
          words={{
            label: t('figures.chart'),
            median: t('figures.medianLine'),
            p90: t('figures.p90Line'),
            months: names,
          }}
        />
      )}
      {phone ? <MonthRows {...parts} title={title} /> : <MonthColumns {...parts} title={title} />}
      {figures.inYear.wait.p90 !== undefined && (
        <p className="fg-quiet">
          {t('figures.p90Year', { wait: waitWords(figures.inYear.wait.p90, t) })}
        </p>
      )}
      {phone && (
        <WaitChart
          months={months}
          month={month}
          onMonth={setMonth}
          words={{
            label: t('figures.chart'),
            median: t('figures.medianLine'),
            p90: t('figures.p90Line'),
            months: names.map((name) => name.slice(0, 1)),
          }}
        />
      )}
    </section>
  );
}

interface Parts {
  months: readonly MonthFigures[];
  names: readonly string[];
  month: number | null;
  onMonth: (month: number | null) => void;
  listOf: (month: number) => string | undefined;
}

/** What makes a cell of a month point at it in the chart. */
function pointing(of: MonthFigures, { month, onMonth }: Parts) {
  return {
    className: month === of.month ? 'fg-pointed' : undefined,
    onMouseEnter: () => onMonth(of.month),
    onMouseLeave: () => onMonth(null),
    onFocus: () => onMonth(of.month),
    onBlur: () => onMonth(null),
  };
}

function MonthColumns({ title, ...parts }: Parts & { title: string }) {
  const t = useT();
  const format = useFormat();
  const { months, names } = parts;
  const shown = (value: number | undefined) => (value === undefined ? '–' : format.number(value));
  return (
    <table className="fg-months">
      <caption className="hidden">{title}</caption>
      <thead>
        <tr>
          <td />
          {months.map((one) => (
            <th key={one.month} scope="col" {...pointing(one, parts)}>
              {names[one.month - 1]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('figures.median')}</th>
          {months.map((one) => (
            <td key={one.month} {...pointing(one, parts)}>
              {shown(one.median)}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('figures.p90')}</th>
          {months.map((one) => (
            <td key={one.month} {...pointing(one, parts)}>
              {shown(one.p90)}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('figures.attentions')}</th>
          {months.map((one) => (
            <td key={one.month} {...pointing(one, parts)}>
              <MonthCount of={one} parts={parts} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** On a phone the months are rows. */
function MonthRows({ title, ...parts }: Parts & { title: string }) {
  const t = useT();
  const format = useFormat();
  const shown = (value: number | undefined) => (value === undefined ? '–' : format.number(value));
  return (
    <table className="fg-table">
      <caption className="hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('figures.month')}</th>
          <th scope="col" className="fg-end">
            {t('figures.median')}
          </th>
          <th scope="col" className="fg-end">
            {t('figures.p90')}
          </th>
          <th scope="col" className="fg-end">
            {t('figures.attentions')}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.months.map((one) => (
          <tr key={one.month} {...pointing(one, parts)}>
            <th scope="row">{parts.names[one.month - 1]}</th>
            <td className="fg-end">{shown(one.median)}</td>
            <td className="fg-end">{shown(one.p90)}</td>
            <td className="fg-end">
              <MonthCount of={one} parts={parts} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MonthCount({ of, parts }: { of: MonthFigures; parts: Parts }) {
  const t = useT();
  const format = useFormat();
  const to = of.attentions > 0 ? parts.listOf(of.month) : undefined;
  const number = format.number(of.attentions);
  if (to === undefined) return <>{number}</>;
  const name = parts.names[of.month - 1] ?? '';
  return (
    <Link to={to} aria-label={t('figures.openOf', { n: of.attentions, name })}>
      {number}
    </Link>
  );
}
