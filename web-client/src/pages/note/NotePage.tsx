import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { useParams } from '../../app/router';
import { ButtonLink } from '../../components/Button';
import { RadioGroup } from '../../components/Choices';
import { Page } from '../../components/Page';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { FileList } from '../../files/FileList';
import { useT } from '../../i18n/language';
import { useNotices } from '../../live/live';
import { paths } from '../requests/paths';
import { Thread } from '../requests/Thread';
import { Telephone } from '../room/Telephone';
import type { NoteMode } from './fields';
import { NotePane } from './NotePane';
import { RequestFacts } from './RequestFacts';
import { useNoteEditor, useNoteState } from './useNoteEditor';
import './note.css';

const WITHOUT_ROOM: readonly NoteMode[] = ['written', 'telephone'];
const AFTER_ROOM: readonly NoteMode[] = ['video', 'telephone', 'written'];

/** An answer written without a room, or after it: the note beside what was asked. */
export default function NotePage() {
  const t = useT();
  const { request: id = '' } = useParams();
  const request = useLoad(`request ${id}`, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
  );
  useNotices(['request.', 'note.'], ({ facts }) => {
    if (facts['request'] === id) request.reload();
  });
  const { data } = request;
  const met = data?.state === 'IN_CONSULTATION';
  const editor = useNoteEditor(data ? id : undefined, met ? 'video' : 'written');
  const note = useNoteState(editor);
  const modes = met ? AFTER_ROOM : WITHOUT_ROOM;

  return (
    <Page
      kept
      title={t('note.title')}
      back={{ to: `/inbox/${id}`, label: t('nav.inbox') }}
      actions={
        note?.phase === 'writing' && (
          <>
            {data?.events.includes('book') && (
              <ButtonLink to={paths.time(id)}>{t('written.toTime')}</ButtonLink>
            )}
            {data?.consultation && (
              <ButtonLink to={`/rooms/${data.consultation}`}>{t('note.toRoom')}</ButtonLink>
            )}
          </>
        )
      }
      fill
    >
      {data?.patient && (
        <PatientBar patient={data.patient}>
          <p className="aside-first">
            <strong>{data.unitName}</strong>
          </p>
          <p className="aside-second">
            {data.requester.displayName} · <Telephone colleague={data.requester} short />
          </p>
        </PatientBar>
      )}
      <div className="note-page">
        <div className="note-page-write">
          {note?.phase === 'writing' && (
            <div className="note-mode">
              <RadioGroup
                label={t('note.mode')}
                options={modes.map((each) => ({ id: each, label: t(`note.mode.${each}`) }))}
                value={note.mode}
                onChange={(chosen) => {
                  const known = modes.find((each) => each === chosen);
                  if (known) editor?.setMode(known);
                }}
                row
              />
            </div>
          )}
          {editor && note ? (
            <NotePane editor={editor} note={note} zone={data?.zone} />
          ) : request.error && !data ? (
            <div className="pane-scroll">
              <ErrorPanel failure={request.error} onRetry={request.reload} />
            </div>
          ) : (
            <LoadingRows rows={5} />
          )}
        </div>
        <section className="note-page-request" aria-label={t('pane.request')}>
          <h2 className="section-title">{t('pane.request')}</h2>
          {data ? (
            <>
              <RequestFacts request={data} />
              {data.files && <FileList files={data.files} />}
              <Thread request={data} onChanged={request.set} level={3} />
            </>
          ) : (
            !request.error && <LoadingRows />
          )}
        </section>
      </div>
    </Page>
  );
}
