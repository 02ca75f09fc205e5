import { useEffect, useRef, useState } from 'react';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import camera from 'lucide-static/icons/camera.svg?raw';
import cameraOff from 'lucide-static/icons/camera-off.svg?raw';
import videoIcon from 'lucide-static/icons/video.svg?raw';
import { Link } from '../../app/router';
import { useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Icon } from '../../components/Icon';
import { PatientBar } from '../../components/Patient';
import { OfflineBand } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { playTestTone } from '../../media/level';
import type { LocalMedia, LocalMediaState } from '../../media/local';
import { shunsLoopback } from '../../media/loopback';
import { Checks, type SpeakerTest } from './Checks';
import { ConsentPanel } from './ConsentPanel';
import {
  useNames,
  type Consultation,
  type ConsultationPage,
  type ConsultationParticipant,
} from './consultation';
import { DeviceFields } from './DeviceFields';
import { LevelBlocks, Picture, useLevel } from './media';
import { Telephone } from './Telephone';
import type { RoomState } from './roomSession';

const HEARD_LEVEL = 3;

/** Before the room: the own picture, four checks, consent, who waits, and the way in. */
export function DeviceCheck({
  page,
  consultation,
  local,
  state,
  room,
  onEnter,
}: {
  page: ConsultationPage;
  consultation: Consultation;
  local: LocalMedia;
  state: LocalMediaState;
  room: RoomState;
  onEnter: (how: { audioOnly: boolean; takeOver: boolean }) => void;
}) {
  const t = useT();
  const names = useNames();
  const { mediaOnLoopback } = useSession();
  const level = useLevel(state.audio);
  const [heard, setHeard] = useState(false);
  const [speaker, setSpeaker] = useState<SpeakerTest>('untested');
  const title = useRef<HTMLHeadingElement>(null);
  const { other, request, isSpecialist, listens } = page;
  const back = isSpecialist
    ? `/inbox/${consultation.request}`
    : `/requests/${consultation.request}`;

  useEffect(() => {
    if (level >= HEARD_LEVEL) setHeard(true);
  }, [level]);
  useEffect(() => setHeard(false), [state.audio]);
  useEffect(() => title.current?.focus(), []);

  async function testSpeaker() {
    setSpeaker('playing');
    try {
      await playTestTone(state.choice.speaker);
      setSpeaker('asked');
    } catch {
      setSpeaker('not-heard');
    }
  }

  const entering = room.phase === 'entering';
  const enter = (audioOnly: boolean, takeOver = false): void => onEnter({ audioOnly, takeOver });

  return (
    <div className="check-page">
      <header className="check-top">
        <Link to={back} className="check-back" aria-label={t('common.back')}>
          <Icon of={arrowLeft} size={20} />
        </Link>
        <p className="check-top-title">{t('check.titleShort')}</p>
      </header>
      {consultation.patient && (
        <PatientBar patient={consultation.patient}>
          <p className="aside-first">
            <strong>{names.specialty(consultation.specialty)}</strong>
            {request.data?.kind && ` · ${t(`kind.${request.data.kind}`)}`}
          </p>
          {other && <OtherClock other={other} />}
        </PatientBar>
      )}
      <OfflineBand />
      <div className="check-columns">
        <section className="check-left" aria-label={t('check.ownPicture')}>
          {!listens && (
            <div className="check-picture stage">
              {state.video ? (
                <Picture
                  track={state.video}
                  label={t('check.ownPicture')}
                  className="check-video"
                  mirrored
                />
              ) : (
                <p className="check-no-picture">
                  <Icon of={cameraOff} size={24} />
                  {state.phase === 'open'
                    ? state.videoProblem
                      ? t(`check.problem.${state.videoProblem}`)
                      : t('check.cameraOff')
                    : t('check.opening')}
                </p>
              )}
              {state.video && (
                <span className="stage-label check-label">
                  <Icon of={camera} /> {state.video.label || t('check.camera')}
                </span>
              )}
              <span className="stage-label check-level">
                <LevelBlocks level={level} />
              </span>
            </div>
          )}
          {listens && <p className="check-listens">{t('check.listens')}</p>}
          <DeviceFields
            local={local}
            state={state}
            examination={state.devices.cameras.length > 1}
            listensOnly={listens}
            speakerAside={
              <Button onPress={testSpeaker} isPending={speaker === 'playing'}>
                {t('check.test')}
              </Button>
            }
          />
        </section>
        <section className="check-right" aria-labelledby="check-title">
          <h1 className="page-title" id="check-title" tabIndex={-1} ref={title}>
            {t('check.title')}
          </h1>
          <Checks
            state={state}
            heard={heard}
            listens={listens}
            speaker={speaker}
            onRetry={() => void local.open()}
            speakerAside={
              speaker === 'asked' && (
                <span className="check-asked">
                  <Button look="quiet" onPress={() => setSpeaker('heard')}>
                    {t('check.heardYes')}
                  </Button>
                  <Button look="quiet" onPress={() => setSpeaker('not-heard')}>
                    {t('check.heardNo')}
                  </Button>
                </span>
              )
            }
          />
          {mediaOnLoopback && shunsLoopback() && (
            <Callout tone="caution" title={t('check.firefoxLoopback')}>
              {t('check.firefoxLoopbackDetail')}
            </Callout>
          )}
          <ConsentPanel
            consultation={consultation}
            mayRecord={!isSpecialist && !listens}
            onRecorded={page.consultation.set}
          />
          <div className="check-foot">
            {other && <WhoWaits other={other} />}
            <EntryTrouble room={room} onTakeOver={() => enter(false, true)} />
            {consultation.endedAt ? (
              <Ended consultation={consultation} isSpecialist={isSpecialist} />
            ) : (
              <>
                <Button
                  look="primary"
                  size="lg"
                  wide
                  icon={videoIcon}
                  onPress={() => {
                    if (!entering) enter(state.video === null);
                  }}
                >
                  {t(
                    entering
                      ? 'check.entering'
                      : listens
                        ? 'check.enterListening'
                        : consultation.mayVideo
                          ? 'check.enter'
                          : 'check.enterWithout',
                  )}
                </Button>
                {!listens && (
                  <Button wide isDisabled={entering} onPress={() => enter(true)}>
                    {t('check.enterAudio')}
                  </Button>
                )}
              </>
            )}
          </div>
        </section>
      </div>
    </div>
  );
}

/** The other side's clock: own first, then theirs, each with its zone. */
function OtherClock({ other }: { other: ConsultationParticipant }) {
  const t = useT();
  const format = useFormat();
  const now = new Date().toISOString();
  const { zone, unitName } = other.colleague;
  return (
    <p className="aside-second">
      {format.time(now)} {t('check.here')} ({format.zoneName()})
      {zone && ` · ${format.time(now, zone)} ${unitName ?? ''} (${format.zoneName(zone)})`}
    </p>
  );
}

function WhoWaits({ other }: { other: ConsultationParticipant }) {
  const t = useT();
  const here = other.inRoom === true;
  return (
    <div className="check-who">
      <p className={here ? 'presence presence-here' : 'presence'}>
        <span className="presence-dot" aria-hidden="true" />
        <span>
          <strong>{other.colleague.displayName}</strong>{' '}
          {t(
            here ? 'check.isThere' : other.colleague.present ? 'check.isPresent' : 'check.isAbsent',
          )}
        </span>
      </p>
      <Telephone colleague={other.colleague} />
    </div>
  );
}

function EntryTrouble({ room, onTakeOver }: { room: RoomState; onTakeOver: () => void }) {
  const t = useT();
  if (room.phase === 'second-window') {
    return (
      <Callout
        tone="caution"
        title={t('room.secondWindow')}
        actions={<Button onPress={onTakeOver}>{t('room.enterHere')}</Button>}
      >
        {t('room.secondWindowDetail')}
      </Callout>
    );
  }
  const { failure } = room;
  if (!failure) return null;
  const address = failure.details['address'];
  if (failure.code === 'room-elsewhere' && typeof address === 'string') {
    return (
      <Callout
        tone="caution"
        title={t('check.elsewhere')}
        actions={
          <a className="button button-secondary button-md" href={roomAt(address)}>
            {t('room.enterAgain')}
          </a>
        }
      >
        {t('check.elsewhereDetail', { address })}
      </Callout>
    );
  }
  return (
    <Callout tone="urgent" title={t('room.entryFailed')}>
      {failure.sentence || (failure.code === 'connection-lost' ? t('error.network') : failure.code)}
    </Callout>
  );
}

/** This page on the server that has the room. */
function roomAt(address: string): string {
  return new URL(window.location.pathname, address).href;
}

function Ended({
  consultation,
  isSpecialist,
}: {
  consultation: Consultation;
  isSpecialist: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const answered = ['ANSWERED', 'CLOSED'].includes(consultation.requestState ?? '');
  return (
    <Callout
      tone="info"
      title={t('check.ended')}
      quiet
      actions={
        isSpecialist && !answered ? (
          <ButtonLink to={`/notes/${consultation.request}`} look="primary">
            {t('check.toNote')}
          </ButtonLink>
        ) : (
          consultation.patient && (
            <ButtonLink to={`/patients/${consultation.patient.id}`}>
              {t('check.toRecord')}
            </ButtonLink>
          )
        )
      }
    >
      {consultation.endedAt &&
        consultation.endReason &&
        t('check.endedDetail', {
          when: format.dayAndTime(consultation.endedAt),
          reason: t(`end.${consultation.endReason}`),
        })}
    </Callout>
  );
}
