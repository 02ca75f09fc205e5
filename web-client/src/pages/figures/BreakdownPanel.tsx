import { useState } from 'react';
import { Link } from '../../app/router';
import { Button } from '../../components/Button';
import { Select } from '../../components/Select';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { BREAKDOWNS, rowName, type Breakdown, type FigureRow, type Figures } from './figures';

const FIRST = 10;

/** What a number opens; nothing when the reader may not see it. */
export type ListOf = (facts: Record<string, string>) => string | undefined;

/** A number; a link to its list for who may see it. */
export function Count({ value, to, label }: { value: number; to?: string; label: string }) {
  const format = useFormat();
  const number = format.number(value);
  return to === undefined || value === 0 ? (
    <>{number}</>
  ) : (
    <Link to={to} aria-label={label}>
      {number}
    </Link>
  );
}

/** Attentions by what the reader chooses: each row its numbers and its bar. */
export function BreakdownPanel({ figures, listOf }: { figures: Figures; listOf: ListOf }) {
  const t = useT();
  const format = useFormat();
  const [by, setBy] = useState<Breakdown>('group');
  const [all, setAll] = useState(false);
  const rows = figures.by[by];
  const shown = all ? rows : rows.slice(0, FIRST);
  const most = Math.max(1, ...rows.map((row) => row.attentions));
  const sum = (of: (row: FigureRow) => number) => rows.reduce((total, row) => total + of(row), 0);

  return (
    <section className="fg-panel" aria-labelledby="fg-breakdown">
      <div className="fg-panel-head">
        <h2 id="fg-breakdown">{t('figures.byTitle', { what: t(`figures.by.${by}`) })}</h2>
        <Select
          label={t('figures.breakdown')}
          hideLabel
          options={BREAKDOWNS.map((id) => ({ id, label: t(`figures.by.${id}`) }))}
          value={by}
          onChange={(id) => {
            setBy(id as Breakdown);
            setAll(false);
          }}
        />
      </div>
      <table className="fg-table">
        <caption className="hidden">
          {t('figures.byTitle', { what: t(`figures.by.${by}`) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(`figures.by.${by}`)}</th>
            <th scope="col" className="fg-end">
              {t('figures.emergencies')}
            </th>
            <th scope="col" className="fg-end">
              {t('figures.subsequentShort')}
            </th>
            <th scope="col" className="fg-end">
              {t('figures.attentions')}
            </th>
            <td className="fg-bar-head" />
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const name = rowName(by, row, t);
            return (
              <tr key={row.id}>
                <th scope="row">{name}</th>
                <td className="fg-end">
                  <Count
                    value={row.emergencies}
                    to={by === 'kind' ? undefined : listOf({ [by]: row.id, kind: 'emergency' })}
                    label={t('figures.openEmergencies', { n: row.emergencies, name })}
                  />
                </td>
                <td className="fg-end">
                  <Count
                    value={row.subsequent}
                    to={listOf({ [by]: row.id, visit: 'subsequent' })}
                    label={t('figures.openSubsequent', { n: row.subsequent, name })}
                  />
                </td>
                <td className="fg-end">
                  <Count
                    value={row.attentions}
                    to={listOf({ [by]: row.id })}
                    label={t('figures.openOf', { n: row.attentions, name })}
                  />
                </td>
                <td className="fg-bar-cell" aria-hidden="true">
                  <span
                    className="fg-bar"
                    style={{ width: `${String((100 * row.attentions) / most)}%` }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('figures.sum')}</th>
            <td className="fg-end">{format.number(sum((row) => row.emergencies))}</td>
            <td className="fg-end">{format.number(sum((row) => row.subsequent))}</td>
            <td className="fg-end">{format.number(sum((row) => row.attentions))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      {rows.length > shown.length && (
        <Button size="sm" onPress={() => setAll(true)}>
          {t('figures.more', { n: rows.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
