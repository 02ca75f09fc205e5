import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import type { ReactNode } from 'react';
import { useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { useT } from '../../i18n/language';
import { lineQuality } from '../../media/line';
import { shunsLoopback } from '../../media/loopback';
import type { ConsultationParticipant } from './consultation';
import type { RoomSession, RoomState } from './roomSession';

/**
 * The one thing that needs saying over the picture now: out of the room, on the way back, waiting,
 * connecting, interrupted, a bad line. A lost line is said at once, the rest when there is a pause.
 */
export function StageNotice({
  room,
  session,
  other,
  nameOf,
  othersThere,
  voiceHeld,
  request,
}: {
  room: RoomState;
  session: RoomSession;
  other: ConsultationParticipant | undefined;
  nameOf: (person: string) => string;
  othersThere: boolean;
  voiceHeld: boolean;
  /** Id of the request the consultation serves. */
  request: string;
}) {
  const t = useT();
  const { mediaOnLoopback } = useSession();
  const name = other?.colleague.displayName ?? t('room.other');
  const { media } = room;
  const enter = (takeOver: boolean): void => void session.enter(takeOver);

  if (room.phase === 'out' || room.phase === 'outside' || room.phase === 'second-window') {
    const reason = room.left ?? room.closed;
    const final = reason === 'consultation-ended' || reason === 'removed';
    return (
      <Notice
        urgent
        title={
          reason
            ? t(`room.out.${reason}`)
            : room.phase === 'second-window'
              ? t('room.secondWindow')
              : t('room.entryFailed')
        }
        words={
          room.phase === 'second-window'
            ? t('room.secondWindowDetail')
            : room.failure?.sentence || t('room.outDetail')
        }
        action={
          final ? (
            <ButtonLink to={`/requests/${request}`}>{t('room.toRequest')}</ButtonLink>
          ) : (
            <Button
              onPress={() => enter(room.phase === 'second-window' || room.left === 'replaced')}
            >
              {t(room.phase === 'second-window' ? 'room.enterHere' : 'room.enterAgain')}
            </Button>
          )
        }
      />
    );
  }
  if (room.phase === 'returning') {
    const title = room.failure?.code === 'room-unreachable' ? 'room.unreachable' : 'room.returning';
    return <Notice urgent title={t(title)} words={t('room.returningDetail')} />;
  }
  if (room.phase === 'entering') return <Notice title={t('check.entering')} />;
  if (voiceHeld) {
    return (
      <Notice
        title={t('room.soundDetail')}
        action={<Button onPress={() => undefined}>{t('room.sound')}</Button>}
      />
    );
  }
  const away = room.participants.find(
    (each) => each.participant !== room.me && each.state === 'away',
  );
  if (away) return <Notice urgent title={t('room.away', { name: nameOf(away.person) })} />;
  if (!othersThere) {
    return <Notice title={t('room.waitingFor', { name })} words={t('room.waitingDetail')} />;
  }
  if (media?.path === 'interrupted') {
    return (
      <Notice
        urgent
        title={t('room.interrupted')}
        action={<Button onPress={() => session.mend()}>{t('room.mend')}</Button>}
      />
    );
  }
  if (media?.path !== 'flowing' && mediaOnLoopback && shunsLoopback()) {
    return (
      <Notice bad title={t('check.firefoxLoopback')} words={t('check.firefoxLoopbackDetail')} />
    );
  }
  if (media?.path !== 'flowing') return <Notice title={t('room.connecting', { name })} />;
  if (media.line && lineQuality(media.line) === 'bad') {
    return <Notice bad title={t('room.lineBadTitle')} words={t('room.lineBadDetail')} />;
  }
  return null;
}

function Notice({
  title,
  words,
  action,
  urgent,
  bad,
}: {
  title: string;
  words?: string;
  action?: ReactNode;
  urgent?: boolean;
  bad?: boolean;
}) {
  return (
    <div className="stage-notice" role={urgent ? 'alert' : 'status'}>
      {(urgent || bad) && <Icon of={triangleAlert} size={20} />}
      <div>
        <p className={urgent || bad ? 'notice-title stage-caution' : 'notice-title'}>{title}</p>
        {words && <p>{words}</p>}
        {action}
      </div>
    </div>
  );
}
