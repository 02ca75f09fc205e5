import { useEffect, useState } from 'react';
import circleDot from 'lucide-static/icons/circle-dot.svg?raw';
import circleSlash from 'lucide-static/icons/circle-slash.svg?raw';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import shieldOff from 'lucide-static/icons/shield-off.svg?raw';
import signal from 'lucide-static/icons/signal.svg?raw';
import signalLow from 'lucide-static/icons/signal-low.svg?raw';
import signalMedium from 'lucide-static/icons/signal-medium.svg?raw';
import signalZero from 'lucide-static/icons/signal-zero.svg?raw';
import { Icon } from '../../components/Icon';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { lineQuality } from '../../media/line';
import type { MediaView } from '../../media/session';
import { serverNow } from '../../time/clock';
import { relationKey } from './ConsentPanel';
import { videoConsent, type Consultation } from './consultation';
import type { RoomState } from './roomSession';

const BARS = { good: signal, fair: signalMedium, bad: signalLow, none: signalZero };

/** How the line is, and by which way sound and pictures go. */
export function LineLabel({
  media,
  phase,
}: {
  media: MediaView | undefined;
  phase: RoomState['phase'];
}) {
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
    <>
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
          </span>
          <span className="label-short">
            {' · '}
            {t('room.lineShort', { down: megabits(reading.downBitsPerSecond) })}
          </span>
        </span>
      </span>
      {reading.path !== 'none' && (
        <span className={`stage-label stage-path stage-path-${reading.path}`} role="status">
          {t(`room.path.${reading.path}`)}
        </span>
      )}
    </>
  );
}

export function ConsentLabel({ consultation }: { consultation: Consultation }) {
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

export function RecordingLabel({ on }: { on: boolean }) {
  const t = useT();
  return (
    <span className={on ? 'stage-label stage-bad' : 'stage-label'}>
      <Icon of={on ? circleDot : circleSlash} />
      <span>{t(on ? 'room.recorded' : 'room.notRecorded')}</span>
    </span>
  );
}

export function Elapsed({ since }: { since: string }) {
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
