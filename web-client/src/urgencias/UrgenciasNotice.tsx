import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import phone from 'lucide-static/icons/phone.svg?raw';
import siren from 'lucide-static/icons/siren.svg?raw';
import usersIcon from 'lucide-static/icons/users.svg?raw';
import video from 'lucide-static/icons/video.svg?raw';
import volumeOff from 'lucide-static/icons/volume-x.svg?raw';
import { api, call } from '../api/client';
import { failureTitle, isProblem } from '../api/problem';
import { useLoad } from '../api/useLoad';
import { navigate } from '../app/router';
import { SampleRibbon } from '../app/Shell';
import { useSession } from '../app/session';
import { Triage } from '../components/Chips';
import { Icon } from '../components/Icon';
import { Key } from '../components/Key';
import { PatientBar } from '../components/Patient';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { useNotices } from '../live/live';
import { useCatalogue, useNames } from '../pages/requests/catalogue';
import { deviceId } from '../pages/room/roomSession';
import { silence, sound } from '../sound/alarm';
import { CaseClock } from './CaseClock';
import { Guard } from './guard';
import { takeAllBack, takeBack, tellOutside } from './outside';
import { dial } from './Phones';
import { rememberPlace } from './place';
import {
  putAway,
  readRinging,
  stopRinging,
  tellTaken,
  useEmergencies,
  useRinging,
  type EmergencyRow,
} from './ringing';
import './urgencias.css';
import { Vitals } from './Vitals';

const REASONS = ['in-surgery', 'in-consultation', 'not-my-field', 'other'] as const;
type Reason = (typeof REASONS)[number];

function sign(request: string, what: 'rings' | 'seen'): Promise<unknown> {
  return call(
    api.POST('/api/emergencies/{id}/signs', {
      params: { path: { id: request } },
      body: { window: deviceId(), sign: what },
    }),
  ).catch(() => undefined); // It is said again: every window says so anew when it hears of it.
}

/**
 * Everything about emergencies that any page shows: the notice that rings over it, and who took what
 * rang. Draws nothing while nothing rings.
 */
export function Urgencias() {
  const t = useT();
  const names = useNames();
  useEmergencies();
  const { rows, rings, taken } = useRinging();
  const first = rows.find((row) => row.request === rings[0]);
  const [muted, setMuted] = useState<readonly string[]>([]);
  const loud = rings.some((request) => !muted.includes(request));

  useEffect(() => {
    if (loud) sound();
    else silence();
  }, [loud]);
  useEffect(
    () => () => {
      silence();
      takeAllBack();
    },
    [],
  );
  useEffect(() => {
    takeBack(rings);
    for (const row of rows) {
      const specialty = names.specialty(row.specialty);
      if (rings.includes(row.request) && specialty !== '' && !document.hasFocus()) {
        tellOutside(row.request, t('urgencias.asks', { specialty }), row.unitName);
      }
    }
  }, [rings, rows, names, t]);

  return (
    <>
      {first && (
        <NoticeFrame
          key={first.request}
          row={first}
          more={rings.length - 1}
          isMuted={muted.includes(first.request)}
          onMute={() => setMuted((before) => [...before, first.request])}
        />
      )}
      {taken.length > 0 &&
        createPortal(
          <div className="urg-taken" data-react-aria-top-layer="true" role="status">
            {taken.map((one) => (
              <TakenLine key={one.request} {...one} />
            ))}
          </div>,
          document.body,
        )}
    </>
  );
}

const TAKEN_MILLIS = 30_000;

function TakenLine({ request, by, at }: { request: string; by: string; at: string }) {
  const t = useT();
  const format = useFormat();
  useEffect(() => {
    const timer = setTimeout(() => putAway(request), TAKEN_MILLIS);
    return () => clearTimeout(timer);
  }, [request]);
  return (
    <p>
      <span>{t('urgencias.takenBy', { name: by, time: format.time(at) })}</span>
      <button type="button" className="text-button" onClick={() => putAway(request)}>
        {t('common.close')}
      </button>
    </p>
  );
}

function NoticeFrame(props: {
  row: EmergencyRow;
  more: number;
  isMuted: boolean;
  onMute: () => void;
}) {
  return createPortal(<Notice {...props} />, document.body);
}

function Notice({
  row,
  more,
  isMuted,
  onMute,
}: {
  row: EmergencyRow;
  more: number;
  isMuted: boolean;
  onMute: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const names = useNames();
  const catalogue = useCatalogue();
  const { request: id } = row;
  const title = useRef<HTMLHeadingElement>(null);
  const acceptButton = useRef<HTMLButtonElement>(null);
  const [guard] = useState(() => new Guard(performance.now()));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [declining, setDeclining] = useState(false);
  const seen = useRef(false);
  const request = useLoad(`notice ${id}`, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
  );
  const emergency = useLoad(`emergency ${id}`, (signal) =>
    call(api.GET('/api/emergencies/{id}', { params: { path: { id } }, signal })),
  );
  useNotices(['emergency.rings'], ({ facts }) => {
    if (facts['request'] === id) void sign(id, 'rings');
  });
  useNotices(['request.supplemented'], ({ facts }) => {
    if (facts['request'] === id) request.reload();
  });
  useEffect(() => void sign(id, 'rings'), [id]);

  function see() {
    if (seen.current) return;
    seen.current = true;
    void sign(id, 'seen');
  }

  async function accept() {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const taken = await call(
        api.POST('/api/emergencies/{id}/accept', { params: { path: { id } } }),
      );
      stopRinging(id);
      navigate(`/rooms/${taken.consultation}?enter=now`);
    } catch (cause) {
      setBusy(false);
      if (isProblem(cause, 'request-taken')) {
        const { by, at } = cause.problem;
        tellTaken({ request: id, by: String(by), at: String(at) });
        stopRinging(id);
      } else {
        setFailure(cause);
        readRinging();
      }
    }
  }

  async function decline(reason: Reason) {
    setFailure(undefined);
    try {
      const params = { path: { id } };
      await call(api.POST('/api/emergencies/{id}/decline', { params, body: { reason } }));
      stopRinging(id);
    } catch (cause) {
      setFailure(cause);
    }
  }

  function mute() {
    see();
    onMute();
  }

  const acts = useRef({ accept, mute, see });
  useEffect(() => {
    acts.current = { accept, mute, see };
  });

  // The page behind keeps its place: it is inert while the notice stands, and then has focus and
  // caret back. Keys reach the notice alone.
  useEffect(() => {
    const place = rememberPlace();
    const behind = [...document.body.children].filter(
      (element): element is HTMLElement =>
        element instanceof HTMLElement && !element.classList.contains('urg-notice'),
    );
    for (const element of behind) element.inert = true;
    title.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      const alone = event.key === 'Shift' || event.key === 'Control' || event.key === 'Alt';
      if (!guard.key(performance.now())) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (!alone) acts.current.see();
      if (event.key === 'F9' && !event.repeat) {
        event.preventDefault();
        void acts.current.accept();
      } else if (event.key === 'F8' && !event.repeat) {
        event.preventDefault();
        acts.current.mute();
      } else if (event.key === 'Enter' && document.activeElement === acceptButton.current) {
        event.preventDefault();
      }
      event.stopImmediatePropagation();
    };
    const onPress = (event: MouseEvent) => {
      if (guard.click(performance.now())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onMove = () => {
      if (guard.click(performance.now())) acts.current.see();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('click', onPress, { capture: true });
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerdown', onMove);
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('click', onPress, { capture: true });
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerdown', onMove);
      for (const element of behind) element.inert = false;
      place.restore();
    };
  }, [guard]);

  const asked = request.data;
  const specialty = names.specialty(row.specialty);
  const unit = catalogue?.units.get(row.unit);
  const zone = row.zone ?? unit?.zone;
  const now = new Date().toISOString();
  const others = (emergency.data?.people ?? []).filter(
    ({ colleague }) => colleague.person !== session.person.id,
  );
  const ringing = others.filter(({ state }) =>
    ['ringing', 'acknowledged', 'silent'].includes(state),
  ).length;
  const requester = asked?.requester;
  return (
    <div
      className={session.sample ? 'urg-notice urg-notice-sample' : 'urg-notice'}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="urg-title"
      data-react-aria-top-layer="true"
    >
      {session.sample && <SampleRibbon />}
      <div className="urg-frame">
        <header className="urg-head">
          <span className="urg-siren">
            <Icon of={siren} size={24} />
          </span>
          <h1 className="urg-title" id="urg-title" tabIndex={-1} ref={title}>
            {t('urgencias.asks', { specialty })}
          </h1>
          <p className="urg-since">
            <span>{t('urgencias.sinceSent')}</span> <CaseClock since={row.since} />
          </p>
        </header>
        <div className="urg-body">
          <div className="urg-case">
            <p className="urg-where">
              <Triage level={row.triage as 1} />
              <strong>{row.unitName || unit?.shortName}</strong>
              {unit && <span className="urg-city">{unit.city}</span>}
            </p>
            {asked?.patient && <PatientBar patient={asked.patient} />}
            {request.error !== undefined && (
              <p className="urg-trouble">{failureTitle(request.error, t)}</p>
            )}
            {asked && (
              <>
                <p className="urg-reason">
                  <strong>{names.reason(asked.reason)}.</strong> {asked.content?.clinicalSummary}
                </p>
                {asked.content?.question && (
                  <p className="urg-reason">
                    <strong>{asked.content.question}</strong>
                  </p>
                )}
                {asked.content?.vitalSigns && <Vitals vitals={asked.content.vitalSigns} />}
              </>
            )}
            {requester && (
              <p className="urg-asks">
                {t('urgencias.requester')} <strong>{requester.displayName}</strong>,{' '}
                {t('urgencias.alreadyIn')}
                {requester.phone && (
                  <>
                    {' · '}
                    <a href={dial(requester.phone, requester.extension)}>
                      <Icon of={phone} /> {format.telephone(requester.phone, requester.extension)}
                    </a>
                  </>
                )}
              </p>
            )}
          </div>
          <div className="urg-answer">
            <button
              type="button"
              ref={acceptButton}
              className="urg-accept"
              aria-keyshortcuts="F9"
              aria-busy={busy}
              onClick={() => void accept()}
            >
              <Icon of={video} size={20} /> {t('urgencias.accept')} <Key>F9</Key>
            </button>
            <p className="urg-quiet urg-first">{t('urgencias.firstEnters')}</p>
            <p className="urg-trouble" role="alert">
              {failure !== undefined && failureTitle(failure, t)}
            </p>
            <div className={declining ? 'urg-decline urg-declining' : 'urg-decline'}>
              <h2>{t('urgencias.cannot')}</h2>
              {REASONS.map((reason) => (
                <button
                  key={reason}
                  type="button"
                  className="urg-plain"
                  onClick={() => void decline(reason)}
                >
                  {t(`urgencias.decline.${reason}`)}
                </button>
              ))}
            </div>
            <div className="urg-phone-row">
              <button
                type="button"
                className="urg-plain urg-more"
                aria-expanded={declining}
                onClick={() => setDeclining(!declining)}
              >
                {t('urgencias.cannot')}
              </button>
              <button
                type="button"
                className="urg-mute"
                aria-keyshortcuts="F8"
                aria-pressed={isMuted}
                onClick={mute}
              >
                <Icon of={volumeOff} />{' '}
                <span className="urg-mute-long">
                  {t(isMuted ? 'urgencias.muted' : 'urgencias.mute')}
                </span>
                <span className="urg-mute-short">
                  {t(isMuted ? 'urgencias.mutedShort' : 'urgencias.muteShort')}
                </span>{' '}
                <Key>F8</Key>
              </button>
            </div>
          </div>
        </div>
        <footer className="urg-foot">
          {ringing > 0 && (
            <span>
              <Icon of={usersIcon} /> {t('urgencias.others', { n: ringing })}
            </span>
          )}
          {more > 0 && <strong>{t('urgencias.more', { n: more })}</strong>}
          {others
            .filter(({ state }) => state === 'declined')
            .map(({ colleague, reason }) => (
              <span key={colleague.person}>
                {t('urgencias.declinedBy', {
                  name: colleague.displayName,
                  reason: t(`urgencias.reason.${reason ?? 'other'}`),
                })}
              </span>
            ))}
          <span className="urg-clocks">
            {t('urgencias.ownTime', { time: format.time(now) })}
            {zone && zone !== format.zone && ` · ${unit?.city ?? ''} ${format.time(now, zone)}`}
          </span>
        </footer>
      </div>
    </div>
  );
}
