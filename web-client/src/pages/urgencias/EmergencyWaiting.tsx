import { useEffect, useRef, useState } from 'react';
import camera from 'lucide-static/icons/video.svg?raw';
import cameraOff from 'lucide-static/icons/video-off.svg?raw';
import mic from 'lucide-static/icons/mic.svg?raw';
import micOff from 'lucide-static/icons/mic-off.svg?raw';
import pencil from 'lucide-static/icons/pencil.svg?raw';
import phone from 'lucide-static/icons/phone.svg?raw';
import siren from 'lucide-static/icons/siren.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { useKeys } from '../../app/keys';
import { navigate } from '../../app/router';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Triage } from '../../components/Chips';
import { Icon } from '../../components/Icon';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, LoadingRows, OfflineBand } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useGap, useLiveState, useNotices } from '../../live/live';
import type { LocalMedia, LocalMediaState } from '../../media/local';
import { CaseClock } from '../../urgencias/CaseClock';
import { detailOf, LOOKS } from '../../urgencias/people';
import { dial, DutyPhones } from '../../urgencias/Phones';
import type { Emergency, EmergencyPerson } from '../../urgencias/ringing';
import '../../urgencias/urgencias.css';
import { Vitals } from '../../urgencias/Vitals';
import { IdentifyPatient } from '../patients/IdentifyPatient';
import { EventDialog } from '../requests/EventDialog';
import { ConsentPanel } from '../room/ConsentPanel';
import type { Consultation, ConsultationPage } from '../room/consultation';
import { useNames } from '../room/consultation';
import { Picture } from '../room/media';
import type { RoomState } from '../room/roomSession';

const GATHER_MILLIS = 150;
const LOOK_MILLIS = 10_000;

/** The emergency's own state, read again whenever somebody's answer changes. */
function useEmergency(id: string) {
  const emergency = useLoad(`emergency ${id}`, (signal) =>
    call(api.GET('/api/emergencies/{id}', { params: { path: { id } }, signal })),
  );
  const { reload } = emergency;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(reload, GATHER_MILLIS);
  };
  const { phase } = useLiveState();
  useEffect(() => {
    if (phase === 'online') reload();
  }, [phase, reload]);
  useEffect(() => {
    const looks = setInterval(reload, LOOK_MILLIS);
    return () => {
      clearInterval(looks);
      clearTimeout(timer.current);
    };
  }, [reload]);
  useGap(soon);
  useNotices(['emergency.'], ({ facts }) => {
    if (facts['request'] === id) soon();
  });
  return emergency;
}

/**
 * The requester waits in the open room: the clock, their own picture, and each person it rings for
 * in an order that never changes. The telephones are always there.
 */
export function EmergencyWaiting({
  page,
  consultation,
  room,
  local,
  state,
  onTakeOver,
  onSupplement,
}: {
  page: ConsultationPage;
  consultation: Consultation;
  room: RoomState;
  local: LocalMedia;
  state: LocalMediaState;
  onTakeOver: () => void;
  onSupplement: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const emergency = useEmergency(consultation.request);
  const [cancelling, setCancelling] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const request = page.request.data;
  const seen = emergency.data;
  const microphone = (): void => void local.setMicrophone(!state.microphoneOn);
  const toggleCamera = (): void => void local.setCamera(!state.cameraOn);
  useKeys([
    { key: 'F2', label: t('room.microphone'), run: microphone },
    { key: 'F4', label: t('room.camera'), run: toggleCamera },
  ]);
  const loaded = seen !== undefined;
  useEffect(() => title.current?.focus({ preventScroll: true }), [loaded]);

  if (!seen) {
    return emergency.error ? (
      <div className="room-alone">
        <h1 className="hidden">{t('urgencias.title')}</h1>
        <ErrorPanel failure={emergency.error} onRetry={emergency.reload} />
      </div>
    ) : (
      <LoadingRows onRetry={emergency.reload} />
    );
  }
  const specialty = names.specialty(seen.specialty);
  const vitals = request?.content?.vitalSigns;
  return (
    <div className="wait">
      <header className="wait-head">
        <span className="urg-siren">
          <Icon of={siren} size={24} />
        </span>
        <p className="wait-what">
          <strong>{t('urgencias.title')}</strong> · {specialty}
          <span className="wait-reason"> · {names.reason(request?.reason)}</span>
        </p>
        <Triage level={seen.triage as 1} />
        <p className="urg-since">
          <span>
            {t('urgencias.sinceSentAt', {
              time: `${format.timeWithSeconds(seen.since)} ${format.zoneName()}`,
            })}
          </span>{' '}
          <CaseClock since={seen.since} />
        </p>
      </header>
      {consultation.patient && (
        <PatientBar patient={consultation.patient}>
          {!consultation.patient.identified && (
            <IdentifyPatient
              patient={consultation.patient}
              onIdentified={page.consultation.reload}
            />
          )}
        </PatientBar>
      )}
      <OfflineBand />
      <div className="wait-columns">
        <section className="wait-room" aria-label={t('urgencias.ownView')}>
          <div className="wait-picture stage">
            {state.video ? (
              <Picture
                track={state.video}
                label={t('urgencias.ownView')}
                className="check-video"
                mirrored
              />
            ) : (
              <p className="check-no-picture">
                <Icon of={cameraOff} size={24} /> {t('urgencias.noCamera')}
              </p>
            )}
            <span className="stage-label check-label">
              <Icon of={camera} />{' '}
              {t(room.phase === 'inside' ? 'urgencias.ownView' : 'urgencias.opening')}
            </span>
          </div>
          <div className="wait-devices">
            <Button
              wide
              icon={state.microphoneOn ? mic : micOff}
              keys="F2"
              aria-pressed={state.microphoneOn}
              onPress={microphone}
            >
              {t('room.microphone')}
            </Button>
            <Button
              wide
              icon={state.cameraOn ? camera : cameraOff}
              keys="F4"
              aria-pressed={state.cameraOn}
              onPress={toggleCamera}
            >
              {t('room.camera')}
            </Button>
          </div>
          {room.phase === 'second-window' && (
            <Callout
              tone="caution"
              title={t('room.secondWindow')}
              actions={<Button onPress={onTakeOver}>{t('room.enterHere')}</Button>}
            >
              {t('room.secondWindowDetail')}
            </Callout>
          )}
          <div className="wait-case">
            {vitals && <Vitals vitals={vitals} />}
            {request?.content?.clinicalSummary && (
              <p className="wait-summary">{request.content.clinicalSummary}</p>
            )}
            {request?.content?.question && (
              <p className="wait-summary">
                <strong>{request.content.question}</strong>
              </p>
            )}
            <Button icon={pencil} onPress={onSupplement}>
              {t('urgencias.supplement')}
            </Button>
            <ConsentPanel
              consultation={consultation}
              mayRecord
              onRecorded={page.consultation.set}
            />
          </div>
        </section>
        <section className="wait-people" aria-labelledby="wait-title">
          <Sentence seen={seen} specialty={specialty} titleRef={title} />
          <People seen={seen} />
          <p className="wait-note">{t('urgencias.simultaneous')}</p>
          <footer className="wait-foot">
            <div>
              <h2 className="urg-quiet">{t('urgencias.dutyPhones', { specialty })}</h2>
              <DutyPhones phones={seen.phones} />
            </div>
            <Button look="danger-outline" size="lg" onPress={() => setCancelling(true)}>
              {t('urgencias.cancel')}
            </Button>
          </footer>
        </section>
      </div>
      {cancelling && request && (
        <EventDialog
          event="cancel"
          request={request}
          onClose={() => setCancelling(false)}
          onDone={() => navigate('/requests')}
        />
      )}
    </div>
  );
}

function Sentence({
  seen,
  specialty,
  titleRef,
}: {
  seen: Emergency;
  specialty: string;
  titleRef: React.RefObject<HTMLHeadingElement | null>;
}) {
  const t = useT();
  const format = useFormat();
  const limit = format.clock(seen.patience * 1000);
  const sounds = seen.people.some(({ state }) =>
    ['ringing', 'acknowledged', 'silent'].includes(state),
  );
  const late = seen.unanswered !== undefined;
  const sentence = !sounds
    ? t('urgencias.nobody', { specialty })
    : late && !seen.nobody
      ? t('urgencias.late', { time: limit })
      : t('urgencias.waiting', { specialty });
  const detail = !sounds
    ? t('urgencias.nobodyDetail')
    : late
      ? t('urgencias.lateDetail')
      : t('urgencias.waitingDetail', { time: limit });
  return (
    <div className={late ? 'wait-sentence wait-late' : 'wait-sentence'} role="status">
      <h1 className="page-title" id="wait-title" tabIndex={-1} ref={titleRef}>
        {sentence}
      </h1>
      <p>{detail}</p>
    </div>
  );
}

function People({ seen }: { seen: Emergency }) {
  const t = useT();
  if (seen.people.length === 0) return null;
  return (
    <table className="wait-table">
      <caption className="hidden">{t('urgencias.people')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('urgencias.specialist')}</th>
          <th scope="col">{t('urgencias.answer')}</th>
          <th scope="col" className="wait-call">
            {t('urgencias.phone')}
          </th>
        </tr>
      </thead>
      <tbody>
        {seen.people.map((person) => (
          <PersonRow key={person.colleague.person} person={person} since={seen.since} />
        ))}
      </tbody>
    </table>
  );
}

function PersonRow({ person, since }: { person: EmergencyPerson; since: string }) {
  const t = useT();
  const format = useFormat();
  const { colleague, state } = person;
  const { icon, tone } = LOOKS[state];
  const number = colleague.phone && format.telephone(colleague.phone, colleague.extension);
  return (
    <tr data-state={state}>
      <th scope="row">
        <span className="row-first">{colleague.displayName}</span>
        <span className="row-second">{colleague.unitName}</span>
      </th>
      <td>
        <span className={`wait-state wait-${tone}`}>
          <Icon of={icon} /> <strong>{t(`urgencias.state.${state}`)}</strong>
        </span>
        <span className="row-second">{detailOf(person, since, format, t)}</span>
      </td>
      <td className="wait-call">
        {colleague.phone && (
          <a
            href={dial(colleague.phone, colleague.extension)}
            aria-label={`${t('urgencias.call', { name: colleague.displayName })}, ${number ?? ''}`}
          >
            <Icon of={phone} /> <span>{number}</span>
          </a>
        )}
      </td>
    </tr>
  );
}
