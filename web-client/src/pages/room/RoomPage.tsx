import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { api, call } from '../../api/client';
import { useLocation, useParams } from '../../app/router';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import { live } from '../../live/live';
import { EmergencyWaiting } from '../urgencias/EmergencyWaiting';
import { useConsultation } from './consultation';
import { SupplementDialog } from '../urgencias/SupplementDialog';
import { DeviceCheck } from './DeviceCheck';
import { useLocalMedia } from './media';
import { deviceId, RoomSession } from './roomSession';
import { RoomView } from './RoomView';
import './room.css';
import '../note/note.css';

/** A consultation's room: the check before it, and the room itself with the note beside. */
export default function RoomPage() {
  const t = useT();
  const { consultation: id = '' } = useParams();
  const { query } = useLocation();
  const page = useConsultation(id);
  const { local, state } = useLocalMedia(page.consultation.data !== undefined && !page.listens);
  // Without consent physicians may meet among themselves; the patient stays out of the picture.
  const purpose = useRef<'video' | 'confer'>('confer');
  const mayVideo = page.consultation.data?.mayVideo === true;
  useEffect(() => {
    purpose.current = mayVideo ? 'video' : 'confer';
  }, [mayVideo]);
  const [session] = useState(
    () =>
      new RoomSession(live, local, () =>
        call(
          api.POST('/api/consultations/{id}/pass', {
            params: { path: { id } },
            body: { device: deviceId(), purpose: purpose.current },
          }),
        ),
      ),
  );
  const room = useSyncExternalStore(session.subscribe, session.getState);
  const [came, setCame] = useState(false);
  const [supplementing, setSupplementing] = useState(false);

  useEffect(() => () => session.leave(), [session]);
  useEffect(() => {
    if (room.phase === 'inside') setCame(true);
  }, [room.phase]);
  // An emergency's room is open from the moment it is sent: who asked waits in it, and whoever
  // accepts from the notice goes straight in.
  const waiting =
    page.consultation.data?.requestState === 'SUBMITTED' &&
    page.consultation.data.endedAt === undefined &&
    !page.isSpecialist &&
    !page.listens;
  const atOnce = waiting || (query.get('enter') === 'now' && page.consultation.data !== undefined);
  useEffect(() => {
    if (atOnce && session.getState().phase === 'outside') void session.enter();
  }, [atOnce, session]);
  useEffect(() => {
    // Another network: the path is looked for at once instead of when it is missed.
    const mend = (): void => session.mend();
    window.addEventListener('online', mend);
    return () => window.removeEventListener('online', mend);
  }, [session]);

  const consultation = page.consultation.data;
  if (!consultation) {
    return page.consultation.error ? (
      <div className="room-alone">
        <h1 className="hidden">{t('room.title')}</h1>
        <ErrorPanel failure={page.consultation.error} onRetry={page.consultation.reload} />
      </div>
    ) : (
      <LoadingRows onRetry={page.consultation.reload} />
    );
  }
  const request = page.request.data;
  // Over the waiting and the room alike: who accepts while it is typed does not take it away.
  const supplement = request?.events.includes('supplement') && (
    <SupplementDialog
      request={request}
      isOpen={supplementing}
      onClose={() => setSupplementing(false)}
      onDone={(changed) => {
        page.request.set(changed);
        setSupplementing(false);
      }}
    />
  );
  return (
    <>
      {waiting ? (
        <EmergencyWaiting
          page={page}
          consultation={consultation}
          room={room}
          local={local}
          state={state}
          onTakeOver={() => void session.enter(true)}
          onSupplement={() => setSupplementing(true)}
        />
      ) : came ? (
        <RoomView
          page={page}
          consultation={consultation}
          session={session}
          room={room}
          local={local}
          state={state}
          onSupplement={supplement ? () => setSupplementing(true) : undefined}
        />
      ) : (
        <DeviceCheck
          page={page}
          consultation={consultation}
          local={local}
          state={state}
          room={room}
          onEnter={({ audioOnly, takeOver }) => {
            void (async () => {
              if (audioOnly && state.video) await local.setCamera(false);
              if (!audioOnly) await local.openChosenSources();
              await session.enter(takeOver);
            })();
          }}
        />
      )}
      {supplement}
    </>
  );
}
