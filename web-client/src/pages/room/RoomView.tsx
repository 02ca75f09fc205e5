import { useEffect, useRef, useState } from 'react';
import { navigate } from '../../app/router';
import { useSession } from '../../app/session';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, OfflineBand } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useT } from '../../i18n/language';
import type { RoomText } from '../../live/messages';
import type { LocalMedia, LocalMediaState } from '../../media/local';
import { useNoteEditor, useNoteState } from '../note/useNoteEditor';
import { Chat } from './Chat';
import { Controls, useRoomKeys } from './Controls';
import type { Consultation, ConsultationPage } from './consultation';
import { DeviceFields } from './DeviceFields';
import { endConsultation, EndDialog } from './EndDialog';
import { Voice } from './media';
import { stageContents, useLarge } from './pictures';
import type { RoomSession, RoomState } from './roomSession';
import { SidePane } from './SidePane';
import { SourcesDialog, useLocalSources } from './SourcesDialog';
import { Stage } from './Stage';
import { StageNotice } from './StageNotice';
import { Telephone } from './Telephone';
import { useKeyboardOpen } from './useKeyboardOpen';

/** The room: identity on top, pictures and controls, and the note beside them. */
export function RoomView({
  page,
  consultation,
  session,
  room,
  local,
  state,
  onSupplement,
}: {
  page: ConsultationPage;
  consultation: Consultation;
  session: RoomSession;
  room: RoomState;
  local: LocalMedia;
  state: LocalMediaState;
  /** Adds to an emergency what it was sent without; absent for whom and what it is not. */
  onSupplement: (() => void) | undefined;
}) {
  const t = useT();
  const { person } = useSession();
  const { other, isSpecialist, listens } = page;
  const editor = useNoteEditor(listens ? undefined : consultation.request, 'video');
  const note = useNoteState(editor);
  const [open, setOpen] = useState<'none' | 'devices' | 'sources' | 'end'>('none');
  const [chatOpen, setChatOpen] = useState(false);
  const [read, setRead] = useState(0);
  const [held, setHeld] = useState(false);
  const [endFailure, setEndFailure] = useState<unknown>();
  const [otherCame, setOtherCame] = useState(false);
  const keyboard = useKeyboardOpen();
  const frame = useRef<HTMLDivElement>(null);

  const othersThere = room.participants.some((each) => each.person !== person.id);
  useEffect(() => {
    if (othersThere) setOtherCame(true);
  }, [othersThere]);
  useEffect(() => {
    if (chatOpen) setRead(room.chat.length);
  }, [chatOpen, room.chat.length]);
  useEffect(() => frame.current?.querySelector('h1')?.focus(), []);

  const { sources } = useLocalSources(local);
  const most = room.media?.capabilities?.maxSources;
  const maySend = !listens && most !== 0;
  const contents = stageContents(consultation, room, state, sources, t('room.other'));
  const { large, choose, swap } = useLarge(contents.pictures);
  const toggleMicrophone = (): void => void local.setMicrophone(!state.microphoneOn);
  const toggleCamera = (): void => void local.setCamera(!state.cameraOn);
  useRoomKeys({ microphone: toggleMicrophone, camera: toggleCamera, swap }, maySend);

  function nameOfPerson(id: string): string {
    const found = consultation.participants.find(({ colleague }) => colleague.person === id);
    return found?.colleague.displayName ?? t('room.other');
  }

  function nameOf(text: RoomText): string {
    return text.person === person.id ? t('room.chatMe') : nameOfPerson(text.person);
  }

  async function leave() {
    await editor?.flush();
    session.leave();
    if (listens) navigate('/');
    else if (isSpecialist) navigate(`/inbox/${consultation.request}`);
    else navigate(`/requests/${consultation.request}`);
  }

  async function ended(after: Consultation) {
    setOpen('none');
    await editor?.flush();
    page.consultation.set(after);
    session.leave();
    local.close();
    confirmDone(t('end.done'));
    if (isSpecialist && note?.phase === 'writing') {
      navigate(`/notes/${consultation.request}`);
    } else if (note?.phase === 'signed' && note.signed) {
      navigate(`/patients/${note.signed.patient}/notes/${note.signed.id}`);
    } else {
      navigate(isSpecialist ? '/inbox' : `/requests/${consultation.request}`);
    }
  }

  async function end() {
    if (listens) {
      await leave();
      return;
    }
    if (note?.phase !== 'signed') {
      setOpen('end');
      return;
    }
    setEndFailure(undefined);
    try {
      await ended(await endConsultation(consultation.id, 'completed'));
    } catch (cause) {
      setEndFailure(cause);
    }
  }

  const over = room.closed === 'consultation-ended' || room.left === 'removed';
  useEffect(() => {
    if (over) local.close();
  }, [over, local]);

  const unread = Math.max(0, room.chat.length - read);
  const newest = room.chat.at(-1);
  const kind = [
    'room',
    listens && 'room-listens',
    keyboard && 'room-typing',
    chatOpen && 'room-chatting',
  ];
  return (
    <div className={kind.filter(Boolean).join(' ')} ref={frame}>
      <h1 className="hidden" tabIndex={-1}>
        {t('room.title')}
      </h1>
      <div className="room-top">
        {consultation.patient && (
          <PatientBar patient={consultation.patient}>
            {other && (
              <>
                <p className="aside-first">
                  <strong>{other.colleague.unitName}</strong>
                </p>
                <p className="aside-second">
                  <span className="aside-name">{other.colleague.displayName} · </span>
                  <Telephone colleague={other.colleague} short />
                </p>
              </>
            )}
          </PatientBar>
        )}
        <OfflineBand kept />
      </div>
      <Stage
        consultation={consultation}
        room={room}
        contents={contents}
        large={large}
        onChoose={choose}
        onShown={(participant, source, height) => session.show(participant, source, height)}
      >
        <StageNotice
          room={room}
          session={session}
          other={other}
          nameOf={nameOfPerson}
          othersThere={othersThere}
          voiceHeld={held}
          request={consultation.request}
        />
        {chatOpen && (
          <Chat
            texts={room.chat}
            nameOf={nameOf}
            onSay={(text) => session.say(text)}
            onClose={() => {
              setChatOpen(false);
              frame.current?.querySelector<HTMLElement>('.room-control[aria-expanded]')?.focus();
            }}
          />
        )}
      </Stage>
      {room.media?.remotes
        .filter(({ tracks }) => tracks !== 'video')
        .map(({ participant, source, stream }) => (
          <Voice
            key={`${participant}/${source}`}
            stream={stream}
            speaker={state.choice.speaker}
            onHeld={setHeld}
          />
        ))}
      <Controls
        isOver={over}
        actions={{
          microphone: toggleMicrophone,
          camera: toggleCamera,
          swap,
          sources: () => setOpen('sources'),
          devices: () => setOpen('devices'),
          chat: () => setChatOpen(!chatOpen),
          end: () => void end(),
        }}
        maySend={maySend}
        sources={(most ?? 0) > 1 ? sources.length : undefined}
        microphoneOn={state.microphoneOn}
        cameraOn={state.cameraOn}
        chatOpen={chatOpen}
        unread={unread}
      />
      {!listens && (
        <SidePane
          page={page}
          consultation={consultation}
          editor={editor}
          note={note}
          isSpecialist={isSpecialist}
          onSupplement={onSupplement}
        />
      )}
      <p className="hidden" role="status">
        {newest && !chatOpen && unread > 0 && newest.person !== person.id
          ? t('room.chatNew', { name: nameOf(newest), text: newest.text })
          : ''}
      </p>
      <Dialog
        isOpen={open === 'devices'}
        onClose={() => setOpen('none')}
        title={t('room.devicesTitle')}
        note={t('room.devicesNote')}
        footer={
          <Button size="lg" onPress={() => setOpen('none')}>
            {t('common.close')}
          </Button>
        }
      >
        <DeviceFields local={local} state={state} listensOnly={!maySend} />
        <DeviceProblems state={state} />
      </Dialog>
      <SourcesDialog
        isOpen={open === 'sources'}
        onClose={() => setOpen('none')}
        local={local}
        state={state}
        most={most ?? 1}
      />
      {open === 'end' && (
        <EndDialog
          consultation={consultation}
          isSpecialist={isSpecialist}
          unsigned={isSpecialist}
          otherCame={otherCame}
          onClose={() => setOpen('none')}
          onLeave={() => void leave()}
          onEnded={(after) => void ended(after)}
        />
      )}
      <Dialog
        isOpen={endFailure !== undefined}
        onClose={() => setEndFailure(undefined)}
        title={t('end.title')}
      >
        <ErrorPanel failure={endFailure} onRetry={() => void end()} />
      </Dialog>
    </div>
  );
}

function DeviceProblems({ state }: { state: LocalMediaState }) {
  const t = useT();
  return (
    <div role="status">
      {state.videoProblem && (
        <p className="dialog-words">
          <strong>{t('check.camera')}:</strong> {t(`check.problem.${state.videoProblem}`)}
        </p>
      )}
      {state.audioProblem && (
        <p className="dialog-words">
          <strong>{t('check.microphone')}:</strong> {t(`check.problem.${state.audioProblem}`)}
        </p>
      )}
    </div>
  );
}
