import { Fragment, useState } from 'react';
import listChecks from 'lucide-static/icons/list-checks.svg?raw';
import userX from 'lucide-static/icons/user-x.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { setBadge } from '../../app/badges';
import { Button } from '../../components/Button';
import { Chip, Priority } from '../../components/Chips';
import { Page } from '../../components/Page';
import { PatientIdentifiers, PatientLines } from '../../components/Patient';
import { Select } from '../../components/Select';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines } from '../../components/Table';
import { confirmDone } from '../../components/Toasts';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useGap, useNotices } from '../../live/live';
import { serverNow } from '../../time/clock';
import { UrgentBand } from '../../urgencias/UrgentBand';
import { AssignPanel } from './AssignPanel';
import { useNames } from './catalogue';
import './requests.css';
import type { RequestRow } from './RowState';
import { usePhone } from './usePhone';

type Ages = NonNullable<components['schemas']['RequestPage']['counts']['ages']>;
const STEPS = ['day', 'threeDays', 'week', 'older'] as const;

/** What waits in the unit or the network, oldest first; each can be sent to somebody else. */
export default function CoordinationPage() {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const [specialty, setSpecialty] = useState('');
  const [assigning, setAssigning] = useState<string>();
  const list = useLoad(`coordination ${specialty}`, (signal) => {
    const query = { view: 'coordination', limit: 100 } as const;
    return call(
      api
        .GET('/api/requests', {
          params: { query: specialty === '' ? query : { ...query, specialty } },
          signal,
        })
        .then((result) => {
          if (result.data && specialty === '') {
            setBadge('coordination', result.data.counts.waiting);
          }
          return result;
        }),
    );
  });
  useNotices(['request.'], list.reload);
  useGap(list.reload);
  const rows = list.data?.items ?? [];
  const counts = list.data?.counts;
  const oldest = rows[0]?.waitingSince;
  const present = [...new Set(rows.flatMap((row) => row.specialty ?? []))];
  const filters = [
    { id: 'all', label: t('coordination.allSpecialties') },
    ...[...new Set([...present, ...(specialty === '' ? [] : [specialty])])].map((id) => ({
      id,
      label: names.specialty(id),
    })),
  ];

  return (
    <Page
      title={t('coordination.title')}
      beside={
        counts &&
        oldest !== undefined && (
          <span className="rq-quiet">
            {t('coordination.summary', { n: counts.total, oldest: format.waitInDays(oldest) })}
          </span>
        )
      }
      actions={
        <Select
          label={t('coordination.specialty')}
          hideLabel
          options={filters}
          value={specialty === '' ? 'all' : specialty}
          onChange={(id) => setSpecialty(id === 'all' ? '' : id)}
        />
      }
    >
      <UrgentBand
        openAt={(row) =>
          rows.some((each) => each.id === row.request) ? `/requests/${row.request}` : undefined
        }
        patientOf={(id) => rows.find((row) => row.id === id)?.patient}
      />
      {list.error !== undefined && <ErrorPanel failure={list.error} onRetry={list.reload} />}
      {list.data === undefined && list.error === undefined && (
        <LoadingRows rows={5} onRetry={list.reload} />
      )}
      {counts?.ages && rows.length > 0 && <AgeBar ages={counts.ages} />}
      {list.data && rows.length === 0 && (
        <EmptyState icon={listChecks} title={t('coordination.none')}>
          {t('coordination.noneDetail')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <table className="rq-table rq-waiting">
          <caption className="hidden">{t('coordination.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('coordination.wait')}</th>
              <th scope="col">{t('coordination.priority')}</th>
              <th scope="col">{t('requests.patient')}</th>
              <th scope="col">{t('requests.identifiers')}</th>
              <th scope="col">{t('requests.subject')}</th>
              <th scope="col">{t('coordination.coverage')}</th>
              <th scope="col">
                <span className="hidden">{t('coordination.assign')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.id}>
                <WaitingRow
                  row={row}
                  open={assigning === row.id}
                  onAssign={() => setAssigning(row.id)}
                />
                {assigning === row.id && (
                  <tr className="rq-row rq-row-due">
                    <td colSpan={7}>
                      <AssignPanel
                        row={row}
                        onClose={() => setAssigning(undefined)}
                        onDone={(unit) => {
                          setAssigning(undefined);
                          confirmDone(t('coordination.assigned', { unit }));
                          list.reload();
                        }}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function WaitingRow({
  row,
  open,
  onAssign,
}: {
  row: RequestRow;
  open: boolean;
  onAssign: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const phone = usePhone();
  const since = row.waitingSince ?? row.changedAt;
  return (
    <tr className={open ? 'rq-row rq-row-due' : 'rq-row'}>
      <td>
        <strong className={isOld(since) ? 'rq-wait rq-wait-old' : 'rq-wait'}>
          {format.waitInDays(since)}
        </strong>
      </td>
      <td>{row.priority && <Priority priority={row.priority} />}</td>
      <th scope="row">{row.patient && <PatientLines patient={row.patient} nss={phone} />}</th>
      <td>{row.patient && !phone && <PatientIdentifiers patient={row.patient} />}</td>
      <td>
        <Lines first={names.specialty(row.specialty)} second={names.reason(row.reason)} />
      </td>
      <td>
        <CoverageOf row={row} since={format.nearDay(since)} />
      </td>
      <td className="rq-step">
        {!open && row.nextStep === 'assign' && (
          <Button
            size="sm"
            aria-label={`${t('coordination.assign')}: ${row.patient?.displayName ?? ''}`}
            onPress={onAssign}
          >
            {t('coordination.assign')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function CoverageOf({ row, since }: { row: RequestRow; since: string }) {
  const t = useT();
  if (row.specialist) {
    return <Lines first={row.specialist.displayName} second={t('coordination.acceptedBy')} />;
  }
  if (row.covering === 0) {
    return (
      <Lines
        first={
          <Chip icon={userX} tone="caution">
            {t('coordination.nobody')}
          </Chip>
        }
        second={t('coordination.since', { when: since })}
      />
    );
  }
  return (
    <Lines
      first={t('coordination.covering', { n: row.covering ?? 0 })}
      second={t('coordination.present', { n: row.present ?? 0 })}
    />
  );
}

/** Whether a request waits longer than the last part of the bar begins. */
function isOld(since: string): boolean {
  return serverNow() - Date.parse(since) > 7 * 86_400_000;
}

/** How many wait since when: a bar whose parts are as wide as they are many, and the numbers. */
function AgeBar({ ages }: { ages: Ages }) {
  const t = useT();
  const total = Math.max(
    1,
    STEPS.reduce((sum, step) => sum + ages[step], 0),
  );
  return (
    <ul className="rq-ages" aria-label={t('coordination.ages')}>
      {STEPS.filter((step) => ages[step] > 0).map((step) => (
        <li key={step} className={`rq-age rq-age-${step}`} style={{ flexGrow: ages[step] / total }}>
          <span className="rq-age-bar" aria-hidden="true" />
          <strong>{ages[step]}</strong> {t(`coordination.${step}`)}
        </li>
      ))}
    </ul>
  );
}
