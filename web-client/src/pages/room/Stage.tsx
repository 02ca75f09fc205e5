import { useEffect, useState, type ReactNode } from 'react';
import circleDot from 'lucide-static/icons/circle-dot.svg?raw';
import circleSlash from 'lucide-static/icons/circle-slash.svg?raw';
import micOff from 'lucide-static/icons/mic-off.svg?raw';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import shieldOff from 'lucide-static/icons/shield-off.svg?raw';
import signal from 'lucide-static/icons/signal.svg?raw';
import signalLow from 'lucide-static/icons/signal-low.svg?raw';
import signalMedium from 'lucide-static/icons/signal-medium.svg?raw';
import signalZero from 'lucide-static/icons/signal-zero.svg?raw';
import userRound from 'lucide-static/icons/user-round.svg?raw';
import videoOff from 'lucide-static/icons/video-off.svg?raw';
import { Icon } from '../../components/Icon';
import { useFormat } from '../../format/useFormat';
import type { Key } from '../../i18n/dictionary';
import { useT } from '../../i18n/language';
import { lineQuality } from '../../media/line';
import type { LocalMediaState } from '../../media/local';
import type { MediaView, RemoteSource } from '../../media/session';
import { serverNow } from '../../time/clock';
import { relationKey } from './ConsentPanel';
import { videoConsent, type Consultation, type ConsultationParticipant } from './consultation';
import { Picture } from './media';
import type { RoomState } from './roomSession';

/**
 * The pictures, and over them what must never be out of sight: who is seen, how the line is, what
 * the patient consented to, and that nothing is recorded.
 */
export function Stage({
  consultation,
  other,
  room,
  local,
  swapped,
  onSwap,
  onShown,
  children,
}: {
  consultation: Consultation;
  other: ConsultationParticipant | undefined;
  room: RoomState;
  local: LocalMediaState;
  swapped: boolean;
  onSwap: () => void;
  /** How high somebody's picture is shown. */
  onShown: (participant: string, source: string, height: number) => void;
  /** What lies over the pictures: notices, the chat. */
  children?: ReactNode;
}) {
  const t = useT();
  const remote = room.media?.remotes[0];
  const name = other?.colleague.displayName ?? t('room.other');
  const remoteSeen =
    remote && !remote.videoMuted && !stands(remote) && remote.stream.getVideoTracks().length > 0;
  const far = remoteSeen ? (
    <Picture
      stream={remote.stream}
      label={t('room.otherView', { name })}
      className="stage-video"
      onHeight={(height) => onShown(remote.participant, remote.source, height)}
    />
  ) : (
    <NoPicture words={remote ? t(whyNoPicture(remote), { name }) : ''} />
  );
  const near = local.video ? (
    <Picture track={local.video} label={t('room.ownView')} className="stage-video" mirrored />
  ) : (
    <NoPicture words={t('room.cameraOff')} />
  );
  return (
    <section className="room-stage stage" aria-label={t('room.stage')}>
      <div className="stage-main">{swapped ? near : far}</div>
      <div className="stage-labels stage-top-left">
        <span className="stage-label stage-who">
          <Icon of={userRound} />
          <span>{swapped ? t('room.ownView') : (other?.colleague.unitName ?? name)}</span>
          {!swapped && remote?.audioMuted && (
            <span className="stage-caution">
              <Icon of={micOff} /> {t('room.otherMicrophoneOff')}
            </span>
          )}
        </span>
        <LineLabel media={room.media} phase={room.phase} />
      </div>
      <div className="stage-labels stage-top-right">
        <ConsentLabel consultation={consultation} />
        <RecordingLabel on={room.media?.recording ?? false} />
      </div>
      <div className="stage-labels stage-bottom-left">
        {room.openedAt && room.phase === 'inside' && <Elapsed since={room.openedAt} />}
      </div>
      <button type="button" className="stage-own" onClick={onSwap}>
        <span className="hidden">{t('room.swap')}: </span>
        {swapped ? far : near}
        <span className="stage-label stage-own-label">
          <span className="label-long">{swapped ? name : t('room.ownView')}</span>
          {!swapped && <span className="label-short">{t('room.ownShort')}</span>}
          {!swapped && !local.microphoneOn && (
            <span className="stage-caution">
              <Icon of={micOff} />
            </span>
          )}
        </span>
      </button>
      {children}
    </section>
  );
}

/** One paused because nobody looks stays in its place: there it is seen to be looked at again. */
function stands(remote: RemoteSource): boolean {
  return remote.paused !== '' && remote.paused !== 'hidden';
}

function whyNoPicture(remote: RemoteSource): Key {
  if (remote.videoMuted || !stands(remote)) return 'room.otherCameraOff';
  return remote.paused === 'bandwidth' ? 'room.pausedForLine' : 'room.paused';
}

function NoPicture({ words }: { words: string }) {
  return (
    <span className="stage-empty">
      {words && (
        <>
          <Icon of={videoOff} size={24} />
          <span>{words}</span>
        </>
      )}
    </span>
  );
}

const BARS = { good: signal, fair: signalMedium, bad: signalLow, none: signalZero };

function LineLabel({ media, phase }: { media: MediaView | undefined; phase: RoomState['phase'] }) {
  const t = useT();
  const format = useFormat();
  const reading = media?.line;
  const lost = phase === 'returning' || media?.path === 'interrupted';
  const connecting = media?.path === 'connecting';
  if (!lost && (!media || media.remotes.length === 0)) return null;
  if (lost || connecting || !reading) {
    return (
      <span className="stage-label">
        <Icon of={signalZero} />
        <span>
          {t('room.lineWord')}{' '}
          <strong className={lost ? 'stage-bad' : 'stage-caution'}>
            {t(lost ? 'room.line.lost' : 'room.line.connecting')}
          </strong>
        </span>
      </span>
    );
  }
  const quality = lineQuality(reading);
  const tone = quality === 'good' ? 'good' : quality === 'fair' ? 'caution' : 'bad';
  const megabits = (bits: number): string => format.number(bits / 1_000_000, 1);
  const loss = format.number(Math.max(reading.lossDown, reading.lossUp) * 100, 1);
  return (
    <span className="stage-label">
      <Icon of={BARS[quality]} />
      <span>
        {t('room.lineWord')}{' '}
        <strong className={`stage-${tone}`}>{t(`room.line.${quality}`)}</strong>
        <span className="label-long">
          {' · '}
          {t('room.lineFacts', {
            down: megabits(reading.downBitsPerSecond),
            up: megabits(reading.upBitsPerSecond),
            loss,
          })}
          {reading.path !== 'none' && ` · ${t(`room.path.${reading.path}`)}`}
        </span>
        <span className="label-short">
          {' · '}
          {t('room.lineShort', { down: megabits(reading.downBitsPerSecond) })}
        </span>
      </span>
    </span>
  );
}

function ConsentLabel({ consultation }: { consultation: Consultation }) {
  const t = useT();
  const format = useFormat();
  const consent = videoConsent(consultation);
  const time = consent ? format.changed(consent.at) : '';
  if (consent && consent.basis !== 'withdrawn') {
    return (
      <span className="stage-label">
        <Icon of={shieldCheck} />
        <span>
          {consent.basis === 'emergency'
            ? t('consent.label.emergency')
            : t('consent.label.given', { who: t(relationKey(consent)) })}
          <span className="label-long"> · {time}</span>
        </span>
      </span>
    );
  }
  return (
    <span className="stage-label stage-caution">
      <Icon of={shieldOff} />
      <span>
        {t(consent ? 'consent.label.withdrawn' : 'consent.label.none')}
        {consent && <span className="label-long"> · {time}</span>}
      </span>
    </span>
  );
}

function RecordingLabel({ on }: { on: boolean }) {
  const t = useT();
  return (
    <span className={on ? 'stage-label stage-bad' : 'stage-label'}>
      <Icon of={on ? circleDot : circleSlash} />
      <span>{t(on ? 'room.recorded' : 'room.notRecorded')}</span>
    </span>
  );
}

function Elapsed({ since }: { since: string }) {
  const t = useT();
  const format = useFormat();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="stage-label" role="timer" aria-live="off">
      <span>
        <strong>{format.clock(now - Date.parse(since), true)}</strong>{' '}
        <span className="label-long">{t('room.elapsed')}</span>
      </span>
    </span>
  );
}
