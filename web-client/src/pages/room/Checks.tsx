import { useEffect, useState, type ReactNode } from 'react';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import circleDashed from 'lucide-static/icons/circle-dashed.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Icon } from '../../components/Icon';
import { useT } from '../../i18n/language';
import { live, useLiveState } from '../../live/live';
import type { LocalMediaState } from '../../media/local';

export type SpeakerTest = 'untested' | 'playing' | 'asked' | 'heard' | 'not-heard';

type Verdict = 'good' | 'caution' | 'bad' | 'waiting';
const ICONS: Record<Verdict, string> = {
  good: circleCheck,
  caution: triangleAlert,
  bad: circleX,
  waiting: circleDashed,
};
const SLOW_MILLIS = 300;

/** The four checks before entering, each with its finding in a sentence. */
export function Checks({
  state,
  heard,
  listens,
  speaker,
  speakerAside,
  onRetry,
}: {
  state: LocalMediaState;
  /** Something was heard on the microphone since it was opened. */
  heard: boolean;
  /** Only listens: there is no camera and no microphone to check. */
  listens: boolean;
  speaker: SpeakerTest;
  speakerAside?: ReactNode;
  /** Asks for camera and microphone again. */
  onRetry: () => void;
}) {
  const t = useT();
  const trip = useRoundTrip();
  const settings = state.video?.getSettings();
  const opening = state.phase !== 'open';

  const camera: [Verdict, string] = opening
    ? ['waiting', t('check.opening')]
    : state.videoProblem
      ? ['bad', t(`check.problem.${state.videoProblem}`)]
      : settings
        ? [
            'good',
            t('check.cameraFacts', {
              width: settings.width ?? 0,
              height: settings.height ?? 0,
              rate: Math.round(settings.frameRate ?? 0),
            }),
          ]
        : ['caution', t('check.cameraOff')];
  const microphone: [Verdict, string] = opening
    ? ['waiting', t('check.opening')]
    : state.audioProblem
      ? ['bad', t(`check.problem.${state.audioProblem}`)]
      : heard
        ? ['good', t('check.heard')]
        : ['caution', t('check.notHeardYet')];
  const loudspeaker: Record<SpeakerTest, [Verdict, string]> = {
    untested: ['caution', t('check.untested')],
    playing: ['waiting', t('check.playing')],
    asked: ['waiting', t('check.askHeard')],
    heard: ['good', t('check.speakerHeard')],
    'not-heard': ['bad', t('check.speakerNotHeard')],
  };
  const line: [Verdict, string] =
    trip === 'down'
      ? ['bad', t('check.lineDown')]
      : trip === undefined
        ? ['waiting', t('check.lineMeasuring')]
        : [trip > SLOW_MILLIS ? 'caution' : 'good', t('check.lineOk', { millis: trip })];

  const retry = (
    <Button look="quiet" onPress={onRetry}>
      {t('common.retry')}
    </Button>
  );

  return (
    <>
      <dl className="checks">
        {!listens && (
          <>
            <Check name={t('check.camera')} verdict={camera}>
              {!opening && state.videoProblem && retry}
            </Check>
            <Check name={t('check.microphone')} verdict={microphone}>
              {!opening && state.audioProblem && !state.videoProblem && retry}
            </Check>
          </>
        )}
        <Check name={t('check.speaker')} verdict={loudspeaker[speaker]}>
          {speakerAside}
        </Check>
        <Check name={t('check.line')} verdict={line} />
      </dl>
      {trip === 'down' ? (
        <Callout tone="caution" title={t('check.lineOff')}>
          {t('check.lineOffDetail')}
        </Callout>
      ) : trip !== undefined && trip > SLOW_MILLIS ? (
        <Callout tone="caution" title={t('check.lineSlow')} quiet>
          {t('check.lineSlowDetail')}
        </Callout>
      ) : (
        <Callout tone="primary" title={t('check.lineGood')} quiet>
          {t('check.lineGoodDetail')}
        </Callout>
      )}
    </>
  );
}

function Check({
  name,
  verdict: [verdict, words],
  children,
}: {
  name: string;
  verdict: [Verdict, string];
  children?: ReactNode;
}) {
  return (
    <div className={`check-row verdict-${verdict}`}>
      <dt>
        <Icon of={ICONS[verdict]} /> {name}
      </dt>
      <dd>
        {words} {children}
      </dd>
    </div>
  );
}

/** Milliseconds to the server and back over the live connection, the median of the last few. */
function useRoundTrip(): number | 'down' | undefined {
  const connection = useLiveState();
  const [trips, setTrips] = useState<readonly number[]>([]);
  const online = connection.phase === 'online';
  useEffect(() => {
    if (!online) return undefined;
    let ended = false;
    const measure = async (): Promise<void> => {
      const start = performance.now();
      try {
        await live.request({ type: 'ping' });
        const trip = performance.now() - start;
        if (!ended) setTrips((before) => [...before.slice(-4), trip]);
      } catch {
        // The state of the connection says it.
      }
    };
    void measure();
    const timer = setInterval(() => void measure(), 2_000);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [online]);
  if (connection.phase === 'offline' || connection.phase === 'refused') return 'down';
  const middle = [...trips].sort((one, other) => one - other)[Math.floor(trips.length / 2)];
  return middle === undefined ? undefined : Math.max(1, Math.round(middle));
}
