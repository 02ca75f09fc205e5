import { useState } from 'react';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { Button, ButtonLink } from '../../components/Button';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Tabs, type TabEntry } from '../../components/Tabs';
import { useT } from '../../i18n/language';
import type { NoteEditor, NoteState } from '../note/noteEditor';
import { NotePane } from '../note/NotePane';
import { NoteReading } from '../note/NoteReading';
import { PreviousNotes } from '../note/PreviousNotes';
import { RequestFacts } from '../note/RequestFacts';
import { VitalsLine } from '../note/vitals';
import { ConsentPanel } from './ConsentPanel';
import type { Consultation, ConsultationPage } from './consultation';
import { FilesPane } from './FilesPane';

/** Beside the picture: the note, what was asked, vital signs, and earlier notes. */
export function SidePane({
  page,
  consultation,
  editor,
  note,
  isSpecialist,
  onSupplement,
}: {
  page: ConsultationPage;
  consultation: Consultation;
  editor: NoteEditor | undefined;
  note: NoteState | undefined;
  isSpecialist: boolean;
  onSupplement: (() => void) | undefined;
}) {
  const t = useT();
  const [tab, setTab] = useState(isSpecialist ? 'note' : 'request');
  const request = page.request.data;
  const patient = consultation.patient?.id;
  const record = useLoad(patient ? `record ${patient}` : null, (signal) =>
    call(api.GET('/api/patients/{id}/record', { params: { path: { id: patient ?? '' } }, signal })),
  );
  const previous = record.data?.items.filter(
    (item) => item.kind === 'note' && item.request !== consultation.request,
  );
  const vitals = request?.content?.vitalSigns;
  const zone = request?.zone;

  const tabs: TabEntry[] = [
    {
      id: 'note',
      label: t('pane.note'),
      panel:
        isSpecialist && editor && note ? (
          <NotePane editor={editor} note={note} zone={zone} />
        ) : (
          <WaitingNote consultation={consultation} />
        ),
    },
    {
      id: 'request',
      label: t('pane.request'),
      panel: (
        <div className="pane-scroll">
          {request ? (
            <>
              <RequestFacts request={request} />
              {onSupplement && <Button onPress={onSupplement}>{t('urgencias.supplement')}</Button>}
              <ConsentPanel
                consultation={consultation}
                mayRecord={!isSpecialist && !consultation.endedAt}
                onRecorded={page.consultation.set}
              />
            </>
          ) : page.request.error ? (
            <ErrorPanel failure={page.request.error} onRetry={page.request.reload} />
          ) : (
            <LoadingRows />
          )}
        </div>
      ),
    },
    {
      id: 'vitals',
      label: t('pane.vitals'),
      panel: (
        <div className="pane-scroll">
          {vitals ? (
            <p className="pane-vitals">
              <VitalsLine vitals={vitals} zone={zone} />
            </p>
          ) : (
            <p className="pane-empty">{t('pane.vitalsEmpty')}</p>
          )}
        </div>
      ),
    },
    {
      id: 'files',
      label: t('pane.files'),
      count: request?.files?.length,
      panel: request ? (
        <FilesPane request={request} onChanged={page.request.set} />
      ) : (
        <LoadingRows />
      ),
    },
    {
      id: 'previous',
      label: t('pane.previous'),
      count: previous?.length,
      panel: (
        <div className="pane-scroll">
          {record.error !== undefined && !record.data ? (
            <ErrorPanel failure={record.error} onRetry={record.reload} />
          ) : previous ? (
            <PreviousNotes items={previous} />
          ) : (
            <LoadingRows />
          )}
        </div>
      ),
    },
  ];
  return (
    <aside className="room-pane" aria-label={t('room.pane')}>
      <Tabs label={t('room.pane')} tabs={tabs} selected={tab} onSelect={setTab} />
    </aside>
  );
}

/** On the requesting side: the note, as soon as it is signed. */
function WaitingNote({ consultation }: { consultation: Consultation }) {
  const t = useT();
  const state = consultation.requestState ?? '';
  const view = useLoad(`note ${consultation.request} ${state}`, (signal) =>
    call(
      api.GET('/api/requests/{id}/note', {
        params: { path: { id: consultation.request } },
        signal,
      }),
    ),
  );
  const signed = view.data?.signed;
  if (signed) {
    return (
      <div className="pane-scroll">
        <NoteReading note={signed} />
        <ButtonLink to={`/patients/${signed.patient}/notes/${signed.id}`} look="primary">
          {t('pane.noteRead')}
        </ButtonLink>
      </div>
    );
  }
  if (view.error !== undefined && !view.data) {
    return <ErrorPanel failure={view.error} onRetry={view.reload} />;
  }
  if (!view.data) return <LoadingRows />;
  return <EmptyState icon={fileText} title={t('pane.noteWaiting')} />;
}
