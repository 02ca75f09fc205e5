import { useState } from 'react';
import chartNoAxes from 'lucide-static/icons/chart-no-axes-column.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import { Link } from '../../app/router';
import { useLoad } from '../../api/useLoad';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { Select } from '../../components/Select';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { BreakdownPanel, type ListOf } from './BreakdownPanel';
import {
  change,
  csv,
  KINDS,
  listPath,
  monthName,
  readFigures,
  waitWords,
  type Figures,
  type Narrowing,
} from './figures';
import './figures.css';
import { OutcomePanel } from './OutcomePanel';
import { WaitPanel } from './WaitPanel';

const ANY = 'any';

function save(figures: Figures, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `cifras-${String(figures.year)}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

/** The OOADs of the figures; narrowed to one, those there were before. */
function useGroups(figures: Figures | undefined, narrowing: Narrowing) {
  const [groups, setGroups] = useState<{ id: string; name: string }[]>([]);
  const [seen, setSeen] = useState<Figures>();
  if (figures !== undefined && figures !== seen) {
    setSeen(figures);
    if (narrowing.group === undefined && narrowing.kind === undefined) {
      const now = figures.by.group.map(({ id, name }) => ({ id, name }));
      setGroups(now.sort((one, other) => one.name.localeCompare(other.name)));
    }
  }
  return groups;
}

/** The programme's figures: five numbers, tables beside charts, and what is counted. */
export default function FiguresPage() {
  const t = useT();
  const format = useFormat();
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const loaded = useLoad(JSON.stringify(narrowing), (signal) => readFigures(narrowing, signal));
  const [last, setLast] = useState<Figures>();
  if (loaded.data !== undefined && loaded.data !== last) setLast(loaded.data);
  const figures = loaded.data ?? last;
  const groups = useGroups(figures, narrowing);
  const listOf: ListOf = (facts) =>
    figures?.mayList ? listPath({ ...narrowing, year: figures.year, ...facts }) : undefined;

  return (
    <Page
      title={t('figures.title')}
      beside={
        figures &&
        t('figures.at', {
          at: `${format.day(figures.at)}, ${format.time(figures.at)}`,
          zone: format.zoneName(),
        })
      }
      actions={
        <>
          <Select
            label={t('figures.year')}
            hideLabel
            options={(figures?.years ?? []).map((year) => ({
              id: String(year),
              label: t('figures.yearOf', { year }),
            }))}
            value={figures ? String(narrowing.year ?? figures.year) : null}
            onChange={(year) => setNarrowing({ ...narrowing, year: Number(year) })}
          />
          {groups.length > 1 && (
            <Select
              label={t('figures.group')}
              hideLabel
              options={[
                { id: ANY, label: t('figures.allGroups') },
                ...groups.map(({ id, name }) => ({ id, label: name })),
              ]}
              value={narrowing.group ?? ANY}
              onChange={(group) =>
                setNarrowing({ ...narrowing, group: group === ANY ? undefined : group })
              }
            />
          )}
          <Select
            label={t('request.kind')}
            hideLabel
            options={[
              { id: ANY, label: t('figures.allKinds') },
              ...KINDS.map((id) => ({ id, label: t(`request.kind.${id}`) })),
            ]}
            value={narrowing.kind ?? ANY}
            onChange={(kind) =>
              setNarrowing({ ...narrowing, kind: KINDS.find((known) => known === kind) })
            }
          />
          <Button
            icon={download}
            isDisabled={figures === undefined}
            onPress={() => figures && save(figures, csv(figures, t))}
          >
            CSV
          </Button>
        </>
      }
    >
      {loaded.error !== undefined && (
        <ErrorPanel failure={loaded.error} title={t('error.load')} onRetry={loaded.reload} />
      )}
      {figures === undefined && loaded.error === undefined && (
        <LoadingRows rows={5} onRetry={loaded.reload} />
      )}
      {figures && figures.total === 0 && (
        <EmptyState icon={chartNoAxes} title={t('figures.empty')}>
          {t('figures.emptyDetail')}
        </EmptyState>
      )}
      {figures && figures.total > 0 && (
        <div className="fg-body" aria-busy={loaded.loading || undefined}>
          <Headline figures={figures} narrowing={narrowing} listOf={listOf} />
          <div className="fg-columns">
            <BreakdownPanel figures={figures} listOf={listOf} />
            <WaitPanel figures={figures} listOf={(month) => listOf({ month: String(month) })} />
          </div>
          <OutcomePanel figures={figures} listOf={listOf} />
          <p className="fg-note">
            <Icon of={info} /> <span>{t('figures.note')}</span>
          </p>
        </div>
      )}
    </Page>
  );
}

function Headline({
  figures,
  narrowing,
  listOf,
}: {
  figures: Figures;
  narrowing: Narrowing;
  listOf: ListOf;
}) {
  const t = useT();
  const format = useFormat();
  const { inYear, year } = figures;
  const more = change(inYear.attentions, inYear.before);
  const newest = figures.months.findLast((month) => month.median !== undefined);
  const share = inYear.attentions === 0 ? 0 : (100 * inYear.transfers.avoided) / inYear.attentions;
  return (
    <dl className="fg-headline">
      <Figure
        name={t('figures.total', { year: figures.since?.slice(0, 4) ?? '' })}
        value={format.number(figures.total)}
        to={figures.mayList ? listPath({ ...narrowing, year: undefined }) : undefined}
        more={figures.since && t('figures.since', { day: format.day(figures.since) })}
      />
      <Figure
        name={t('figures.inYear', { year })}
        value={format.number(inYear.attentions)}
        to={inYear.attentions > 0 ? listOf({}) : undefined}
        more={
          more !== undefined &&
          t('figures.change', { change: `${more > 0 ? '+' : ''}${String(more)}`, year: year - 1 })
        }
      />
      <Figure
        name={t('figures.medianWait')}
        value={inYear.wait.median === undefined ? '–' : waitWords(inYear.wait.median, t)}
        more={
          newest?.median !== undefined &&
          t('figures.inMonth', {
            month: monthName(newest.month, format),
            wait: waitWords(newest.median, t),
          })
        }
      />
      <Figure
        name={t('figures.avoided')}
        value={format.number(inYear.transfers.avoided)}
        to={inYear.transfers.avoided > 0 ? listOf({ transfer: 'avoided' }) : undefined}
        more={t('figures.share', { share: format.number(share, 0) })}
      />
      <Figure
        name={t('figures.kilometres')}
        value={format.number(inYear.kilometres)}
        more={t('figures.roundTrip')}
      />
    </dl>
  );
}

function Figure({
  name,
  value,
  to,
  more,
}: {
  name: string;
  value: string;
  to?: string | undefined;
  more?: string | false | undefined;
}) {
  const t = useT();
  return (
    <div className="fg-figure">
      <dt>{name}</dt>
      <dd>
        {to === undefined ? (
          <span className="fg-value">{value}</span>
        ) : (
          <Link to={to} className="fg-value" aria-label={t('figures.openNumber', { name, value })}>
            {value}
          </Link>
        )}
        {more && <span className="fg-more">{more}</span>}
      </dd>
    </div>
  );
}
