import { useState } from 'react';
import inboxIcon from 'lucide-static/icons/inbox.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { setBadge } from '../../app/badges';
import { Link, useParams } from '../../app/router';
import { useRowKeys } from '../../app/rowKeys';
import { Button } from '../../components/Button';
import { Presence, Priority, StateChip } from '../../components/Chips';
import { Page } from '../../components/Page';
import { PatientLines } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import { UrgentBand } from '../../urgencias/UrgentBand';
import { useGap, useNotices } from '../../live/live';
import { useNames } from './catalogue';
import { InboxPreview } from './InboxPreview';
import { paths } from './paths';
import './requests.css';
import type { RequestRow } from './RowState';
import { usePhone } from './usePhone';
import { useSteadyRows } from './useSteadyRows';
import { Wait } from './Wait';

/** The specialist's inbox: what waits, and beside it the request chosen. */
export default function InboxPage() {
  const t = useT();
  const phone = usePhone();
  useRowKeys('.ib-row');
  const { request } = useParams();
  const list = useLoad('inbox', (signal) =>
    call(
      api
        .GET('/api/requests', { params: { query: { view: 'inbox', limit: 100 } }, signal })
        .then((result) => {
          if (result.data) setBadge('inbox', result.data.counts.waiting);
          return result;
        }),
    ),
  );
  useNotices(['request.', 'consultation.'], list.reload);
  useGap(list.reload);
  const [steady, setSteady] = useState(false);
  const rows = useSteadyRows(list.data?.items ?? [], steady);
  const mine = rows.shown.filter((row) => row.state !== 'SUBMITTED');
  const waiting = rows.shown.filter((row) => row.state === 'SUBMITTED');

  if (phone && request !== undefined) {
    return <InboxPreview key={request} id={request} onChanged={list.reload} asPage />;
  }
  return (
    <Page
      title={t('inbox.title')}
      beside={<span className="rq-count">{list.data?.counts.total ?? ''}</span>}
      fill={!phone}
    >
      <UrgentBand
        openAt={(row) => (row.covers ? paths.inboxRequest(row.request) : undefined)}
        patientOf={(id) => rows.shown.find((row) => row.id === id)?.patient}
      />
      <div className="ib">
        <div
          className="ib-list"
          onPointerEnter={(event) => {
            if (event.pointerType === 'mouse') setSteady(true);
          }}
          onPointerLeave={() => setSteady(false)}
        >
          {list.error !== undefined && <ErrorPanel failure={list.error} onRetry={list.reload} />}
          {list.data === undefined && list.error === undefined && (
            <LoadingRows rows={5} onRetry={list.reload} />
          )}
          {rows.held > 0 && (
            <div className="ib-new" role="status">
              <Button size="sm" wide onPress={rows.show}>
                {t('inbox.newRows', { n: rows.held })}
              </Button>
            </div>
          )}
          {list.data && rows.shown.length === 0 && (
            <EmptyState icon={inboxIcon} title={t('inbox.empty')}>
              {t('inbox.emptyDetail')}
            </EmptyState>
          )}
          {mine.length > 0 && (
            <Rows title={t('inbox.mine', { n: mine.length })} rows={mine} selected={request} />
          )}
          {waiting.length > 0 && (
            <Rows
              title={t('inbox.waiting', { n: waiting.length })}
              rows={waiting}
              selected={request}
            />
          )}
        </div>
        {!phone && (
          <div className="ib-preview">
            {request === undefined ? (
              <div className="rq-quiet ib-choose">
                <p>{t('inbox.choose')}</p>
                <p>{t('inbox.chooseKeys')}</p>
              </div>
            ) : (
              <InboxPreview key={request} id={request} onChanged={list.reload} />
            )}
          </div>
        )}
      </div>
    </Page>
  );
}

function Rows({
  title,
  rows,
  selected,
}: {
  title: string;
  rows: readonly RequestRow[];
  selected: string | undefined;
}) {
  return (
    <section aria-label={title}>
      <h2 className="ib-group">{title}</h2>
      <ul className="ib-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <InboxRow row={row} selected={row.id === selected} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function InboxRow({ row, selected }: { row: RequestRow; selected: boolean }) {
  const t = useT();
  const names = useNames();
  return (
    <Link
      to={paths.inboxRequest(row.id)}
      className={selected ? 'ib-row ib-row-selected' : 'ib-row'}
      aria-current={selected ? 'true' : undefined}
    >
      <span className="ib-row-line">
        {row.state === 'SUBMITTED' && row.priority ? (
          <Priority priority={row.priority} />
        ) : (
          <StateChip state={row.state} />
        )}
        <span className="rq-quiet">
          {t('inbox.wait')}{' '}
          <Wait since={row.waitingSince ?? row.changedAt} urgent={row.priority === 'urgent'} />
        </span>
      </span>
      {row.patient && <PatientLines patient={row.patient} />}
      <span className="ib-row-line">
        <span>
          {names.reason(row.reason)} <span className="rq-quiet">· {row.unitName}</span>
        </span>
        {row.requester.present !== undefined && <Presence present={row.requester.present} />}
      </span>
    </Link>
  );
}
