import folderOpen from 'lucide-static/icons/folder-open.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { Link, useParams } from '../../app/router';
import { hasRole, useSession } from '../../app/session';
import { ButtonLink } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { PatientBar } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows, OfflineBand } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useNotices } from '../../live/live';
import { NoteView } from './NoteView';
import '../note/note.css';
import './record.css';

type RecordItem = components['schemas']['RecordItem'];

const ASKING = ['physician', 'emergency-physician', 'resident', 'specialist', 'chief-of-service'];

/** A patient's record: what was asked and answered, newest first, and one note as it was signed. */
export default function RecordPage() {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const { patient = '', note: chosen } = useParams();
  const record = useLoad(`record ${patient}`, (signal) =>
    call(api.GET('/api/patients/{id}/record', { params: { path: { id: patient } }, signal })),
  );
  useNotices(['note.', 'request.'], () => record.reload());

  const items = record.data?.items ?? [];
  const shown = chosen ?? items.find(({ kind }) => kind === 'note')?.id;

  if (!record.data) {
    return (
      <div className="page">
        <h1 className="hidden" tabIndex={-1}>
          {t('record.title')}
        </h1>
        <OfflineBand />
        {record.error ? (
          <ErrorPanel failure={record.error} title={t('record.failed')} onRetry={record.reload} />
        ) : (
          <LoadingRows rows={5} onRetry={record.reload} />
        )}
      </div>
    );
  }
  return (
    <div className={chosen ? 'record record-chosen' : 'record'}>
      <PatientBar patient={record.data.patient}>
        {hasRole(session, ASKING) && (
          <ButtonLink to={`/requests/new?patient=${patient}`} icon={plus}>
            {t('record.newRequest')}
          </ButtonLink>
        )}
      </PatientBar>
      <OfflineBand />
      <div className="record-columns">
        <nav className="record-timeline" aria-label={t('record.timeline')}>
          <h2 className="section-title">{t('record.title')}</h2>
          <p className="record-hours">{t('record.hours', { zone: format.zoneName() })}</p>
          {items.length === 0 && <p className="pane-empty">{t('record.empty')}</p>}
          <ol className="timeline">
            {items.map((item) => (
              <li key={`${item.kind} ${item.id}`}>
                <TimelineEntry item={item} patient={patient} shown={shown} />
              </li>
            ))}
          </ol>
        </nav>
        {shown ? (
          <NoteView key={shown} id={shown} onChanged={record.reload} />
        ) : (
          <div className="record-note">
            <h1 className="hidden" tabIndex={-1}>
              {t('record.title')}
            </h1>
            <EmptyState icon={folderOpen} title={t('record.emptyNotes')} />
          </div>
        )}
      </div>
    </div>
  );
}

function TimelineEntry({
  item,
  patient,
  shown,
}: {
  item: RecordItem;
  patient: string;
  shown: string | undefined;
}) {
  const t = useT();
  const format = useFormat();
  const note = item.note ?? (item.kind === 'note' ? item.id : undefined);
  const to = note ? `/patients/${patient}/notes/${note}` : `/requests/${item.request}`;
  const current = item.kind === 'note' && item.id === shown;
  return (
    <Link
      to={to}
      className={current ? 'timeline-entry timeline-current' : 'timeline-entry'}
      aria-current={current ? 'page' : undefined}
    >
      <span className="row-second">
        {format.day(item.at)} · {format.time(item.at)}
      </span>
      <span className="row-first">{t(`record.kind.${item.kind}`)}</span>
      <span className="row-second">
        {item.kind === 'note' ? item.specialtyName : item.personName}
      </span>
      {item.damaged && (
        <span className="timeline-damaged">
          <Icon of={triangleAlert} /> {t('record.damaged')}
        </span>
      )}
    </Link>
  );
}
