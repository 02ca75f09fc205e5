import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { Count, type ListOf } from './BreakdownPanel';
import type { Figures } from './figures';

interface Line {
  id: string;
  word: string;
  value: number;
  to: string | undefined;
}

function Small({ title, lines }: { title: string; lines: readonly Line[] }) {
  const t = useT();
  return (
    <table className="fg-table fg-small">
      <caption>{title}</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">{line.word}</th>
            <td className="fg-end">
              <Count
                value={line.value}
                to={line.to}
                label={t('figures.openOf', { n: line.value, name: line.word })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What became of the journey, how it was answered, first or subsequent. */
export function OutcomePanel({ figures, listOf }: { figures: Figures; listOf: ListOf }) {
  const t = useT();
  const format = useFormat();
  const { transfers, modes, first, subsequent, working } = figures.inYear;
  return (
    <section className="fg-panel" aria-labelledby="fg-outcomes">
      <h2 id="fg-outcomes">{t('figures.outcomes')}</h2>
      <div className="fg-three">
        <Small
          title={t('figures.transfers')}
          lines={(['avoided', 'made', 'open', 'none', 'unknown'] as const).map((transfer) => ({
            id: transfer,
            word: t(`figures.transfer.${transfer}`),
            value: transfers[transfer],
            to: listOf({ transfer }),
          }))}
        />
        <Small
          title={t('figures.modes')}
          lines={(['video', 'written', 'telephone'] as const).map((mode) => ({
            id: mode,
            word: t(`figures.mode.${mode}`),
            value: modes[mode],
            to: listOf({ mode }),
          }))}
        />
        <Small
          title={t('figures.visits')}
          lines={[
            {
              id: 'first',
              word: t('figures.first'),
              value: first,
              to: listOf({ visit: 'first' }),
            },
            {
              id: 'subsequent',
              word: t('figures.subsequent'),
              value: subsequent,
              to: listOf({ visit: 'subsequent' }),
            },
          ]}
        />
      </div>
      <p className="fg-quiet">{t('figures.workingLine', { n: format.number(working) })}</p>
    </section>
  );
}
