import { Fragment, useState } from 'react';
import inbox from 'lucide-static/icons/inbox.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import siren from 'lucide-static/icons/siren.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { useRowKeys } from '../../app/rowKeys';
import { Button, ButtonLink } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { PatientIdentifiers, PatientLines } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useGap, useNotices } from '../../live/live';
import { serverNow } from '../../time/clock';
import { useCatalogue, useNames } from './catalogue';
import { paths } from './paths';
import './requests.css';
import { RowState, type RequestRow } from './RowState';
import { sharedNss } from './siblings';
import { usePhone } from './usePhone';

type Stage = 'open' | 'answered' | 'closed';
const STAGES: readonly Stage[] = ['open', 'answered', 'closed'];
const EMPTY = {
  open: 'requests.empty',
  answered: 'requests.emptyAnswered',
  closed: 'requests.emptyClosed',
} as const;

/** Where a row's one next step leads. */
export function stepPath(row: RequestRow): string {
  switch (row.nextStep) {
    case 'complete-draft':
      return paths.edit(row.id);
    case 'answer-question':
      // What was given back is sent again; a question of the thread is answered in it.
      return row.state === 'RETURNED' ? paths.edit(row.id) : paths.request(row.id);
    case 'enter-room':
      return row.consultation === undefined ? paths.request(row.id) : paths.room(row.consultation);
    case 'read-note':
      return row.patient && row.answer
        ? paths.record(row.patient.id, row.answer.note)
        : paths.request(row.id);
    case 'choose-time':
      return paths.time(row.id);
    case 'write-note':
      return paths.writeNote(row.id);
    default:
      return paths.request(row.id);
  }
}

/** My requests: what needs me first, each row with its one next step. */
export default function MyRequestsPage() {
  const t = useT();
  const format = useFormat();
  const [stage, setStage] = useState<Stage>('open');
  const [limit, setLimit] = useState(50);
  const list = useLoad(`mine ${stage} ${String(limit)}`, (signal) =>
    call(api.GET('/api/requests', { params: { query: { view: 'mine', stage, limit } }, signal })),
  );
  useNotices(['request.', 'consultation.'], list.reload);
  useGap(list.reload);
  // Rows wait for the names of what they are about, so that nothing fills in later.
  const named = useCatalogue() !== undefined;
  const rows = (named && list.data?.items) || [];
  const counts = list.data?.counts;
  const groups = (['action', 'waiting', 'done'] as const)
    .map((group) => ({ group, rows: rows.filter((row) => row.group === group) }))
    .filter((entry) => entry.rows.length > 0);

  return (
    <Page
      title={t('requests.title')}
      actions={
        <>
          <ButtonLink to={paths.patients} icon={search} keys="/">
            {t('patients.search')}
          </ButtonLink>
          <ButtonLink to={paths.emergency} look="danger-outline" icon={siren} keys="U">
            {t('urgencias.ask')}
          </ButtonLink>
          <ButtonLink to={paths.newRequest()} look="primary" icon={plus} keys="N">
            {t('requests.new')}
          </ButtonLink>
        </>
      }
    >
      <div className="rq-bar">
        <div className="rq-stages" role="group" aria-label={t('requests.show')}>
          <span aria-hidden="true">{t('requests.show')}</span>
          {STAGES.map((each) => (
            <button
              key={each}
              type="button"
              className="rq-stage"
              aria-pressed={stage === each}
              onClick={() => setStage(each)}
            >
              {t(`requests.${each}`, { n: counts?.[each] ?? '' }).trim()}
            </button>
          ))}
        </div>
        {list.data && (
          <p className="rq-updated">
            {t('requests.updated', {
              time: format.time(new Date(serverNow()).toISOString()),
              zone: format.zoneName(),
            })}
          </p>
        )}
      </div>
      {list.error !== undefined && <ErrorPanel failure={list.error} onRetry={list.reload} />}
      {(list.data === undefined || !named) && list.error === undefined && (
        <LoadingRows rows={4} onRetry={list.reload} />
      )}
      {named && list.data && rows.length === 0 && (
        <EmptyState
          icon={inbox}
          title={t(EMPTY[stage])}
          action={
            stage === 'open' && (
              <ButtonLink to={paths.newRequest()} look="secondary" icon={plus}>
                {t('requests.new')}
              </ButtonLink>
            )
          }
        >
          {stage === 'open' && t('requests.emptyDetail')}
        </EmptyState>
      )}
      {rows.length > 0 && <RequestTable groups={groups} />}
      {list.data?.next !== undefined && (
        <Button onPress={() => setLimit(Math.min(100, limit + 50))}>{t('requests.more')}</Button>
      )}
      {sharedNss(rows).map((names) => (
        <p key={names.join()} className="rq-siblings">
          <Icon of={users} /> {t('requests.siblings', { names: names.join(', ') })}
        </p>
      ))}
    </Page>
  );
}

interface Group {
  group: 'action' | 'waiting' | 'done';
  rows: RequestRow[];
}

function RequestTable({ groups }: { groups: readonly Group[] }) {
  const t = useT();
  const primary = groups.find((entry) => entry.group === 'action')?.rows[0]?.id;

  useRowKeys('.rq-step a');

  return (
    <table className="rq-table rq-mine">
      <caption className="hidden">{t('requests.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('requests.patient')}</th>
          <th scope="col">{t('requests.identifiers')}</th>
          <th scope="col">{t('requests.subject')}</th>
          <th scope="col">{t('requests.state')}</th>
          <th scope="col" className="rq-end">
            {t('requests.changed')}
          </th>
          <th scope="col">
            <span className="hidden">{t('requests.step')}</span>
          </th>
        </tr>
      </thead>
      {groups.map((entry) => (
        <tbody key={entry.group}>
          <tr className="rq-group">
            <th scope="rowgroup" colSpan={6}>
              {t(`requests.${entry.group}`, { n: entry.rows.length })}
            </th>
          </tr>
          {entry.rows.map((row) => (
            <Fragment key={row.id}>
              <Row row={row} first={row.id === primary} act={entry.group === 'action'} />
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row, first, act }: { row: RequestRow; first: boolean; act: boolean }) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const phone = usePhone();
  const patient = row.patient;
  const word = t(`requests.step.${row.nextStep}`);
  const label = patient ? `${word}: ${patient.displayName}` : word;
  return (
    <tr className={first ? 'rq-row rq-row-due' : 'rq-row'}>
      <th scope="row">
        {patient ? <PatientLines patient={patient} nss={phone} /> : t('requests.noPatient')}
      </th>
      <td>{patient && !phone && <PatientIdentifiers patient={patient} />}</td>
      <td>
        {row.specialty === undefined ? (
          <span className="rq-quiet">{t('requests.noSubject')}</span>
        ) : (
          <Lines first={names.specialty(row.specialty)} second={names.reason(row.reason)} />
        )}
      </td>
      <td>
        <RowState row={row} />
      </td>
      <td className="rq-end rq-quiet">{format.changed(row.changedAt)}</td>
      <td className="rq-step">
        <ButtonLink
          to={stepPath(row)}
          size="sm"
          look={first ? 'primary' : act ? 'secondary' : 'quiet'}
          label={label}
        >
          {word}
        </ButtonLink>
      </td>
    </tr>
  );
}
