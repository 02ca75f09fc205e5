import { useRef, useState } from 'react';
import calendarCheck from 'lucide-static/icons/calendar-check.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { isProblem } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { navigate, useParams } from '../../app/router';
import { useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { TextArea } from '../../components/Field';
import { Page } from '../../components/Page';
import { PatientBar } from '../../components/Patient';
import { Select } from '../../components/Select';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useGap, useNotices } from '../../live/live';
import { useNames } from '../requests/catalogue';
import { paths } from '../requests/paths';
import { usePhone } from '../requests/usePhone';
import { Clocks } from './Clocks';
import { type FreePlace, PlaceList } from './PlaceList';
import '../requests/requests.css';
import './agenda.css';

type Request = components['schemas']['Request'];

const FIRST = 8;
const MORE = 24;
const MOST = 200;

const REASONS = [
  'patient-unavailable',
  'requester-unavailable',
  'specialist-unavailable',
  'station-unavailable',
  'sooner-needed',
  'technical',
] as const;

/** Choosing a time for a request, or another one: soonest first, in both hospitals' clocks. */
export default function TimePage() {
  const t = useT();
  const { request: id = '' } = useParams();
  const found = useLoad(id, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
  );
  useNotices(['request.'], (notice) => {
    if (notice.facts.request === id) found.reload();
  });
  useGap(found.reload);
  const request = found.data;
  const back = { to: paths.request(id), label: t('time.request') };
  if (request === undefined) {
    return (
      <Page title={t('time.title')} back={back}>
        {found.error === undefined ? (
          <LoadingRows onRetry={found.reload} />
        ) : (
          <ErrorPanel failure={found.error} onRetry={found.reload} />
        )}
      </Page>
    );
  }
  const moving = request.events.includes('move');
  if (!moving && !request.events.includes('book')) {
    return (
      <Page title={t('time.title')} back={back}>
        {request.patient && <PatientBar patient={request.patient} />}
        <Callout
          tone="info"
          title={t('time.notNow')}
          quiet
          actions={<ButtonLink to={paths.request(id)}>{t('time.toRequest')}</ButtonLink>}
        />
      </Page>
    );
  }
  return <Choosing key={id} request={request} moving={moving} onStale={found.reload} />;
}

/** What was just refused: it stays in sight, crossed out. */
interface Refused {
  place: FreePlace;
  code: string;
  whose: unknown;
}

function Choosing({
  request,
  moving,
  onStale,
}: {
  request: Request;
  moving: boolean;
  onStale: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const names = useNames();
  const phone = usePhone();
  const [limit, setLimit] = useState(FIRST);
  const [chosen, setChosen] = useState<FreePlace>();
  const [refused, setRefused] = useState<Refused>();
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [checked, setChecked] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const list = useRef<HTMLDivElement>(null);
  const path = { id: request.id };
  const places = useLoad(`places ${request.id} ${String(limit)}`, (signal) =>
    call(api.GET('/api/requests/{id}/places', { params: { path, query: { limit } }, signal })),
  );
  useNotices(['request.booked', 'request.moved', 'request.unbooked'], places.reload);

  const asks = request.requester.person === session.person.id;
  const requesting = {
    unit: request.unit,
    unitName: request.unitName,
    zone: request.zone ?? format.zone,
  };
  const own = session.grants[0]?.unit === request.unit || asks;
  const items = places.data?.items ?? [];
  const zoneHere = own
    ? requesting.zone
    : (items[0]?.specialist.zone ?? request.specialist?.zone ?? requesting.zone);
  const time = (place: FreePlace) => format.time(place.start, zoneHere);

  async function send() {
    setChecked(true);
    if (chosen === undefined) {
      list.current?.querySelector<HTMLElement>('input[type=radio]')?.focus();
      return;
    }
    if (moving && reason === null) return;
    setPending(true);
    setFailure(undefined);
    setRefused(undefined);
    const body = {
      version: request.version,
      start: chosen.start,
      specialist: chosen.specialist.person,
      unit: chosen.specialist.unit ?? '',
    };
    const params = { path };
    try {
      if (moving) {
        const why = {
          reason: reason as (typeof REASONS)[number],
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        };
        await call(api.POST('/api/requests/{id}/move', { params, body: { ...body, ...why } }));
      } else {
        await call(api.POST('/api/requests/{id}/book', { params, body }));
      }
      confirmDone(t(moving ? 'time.moved' : 'time.booked'));
      navigate(asks ? paths.request(request.id) : paths.agenda);
    } catch (problem) {
      setPending(false);
      places.reload();
      if (isProblem(problem, 'place-taken') || isProblem(problem, 'place-not-offered')) {
        const { code, ...details } = problem.problem;
        setRefused({ place: chosen, code, whose: (details as { whose?: unknown }).whose });
        setChosen(undefined);
        setChecked(false);
      } else {
        setFailure(problem);
        onStale();
      }
    }
  }

  const button = (
    <Button
      look="primary"
      size="lg"
      wide
      icon={calendarCheck}
      isPending={pending}
      onPress={() => void send()}
    >
      {chosen === undefined
        ? t('time.choose')
        : t(moving ? 'time.move' : 'time.book', {
            day: format.shortDay(chosen.start, zoneHere),
            time: time(chosen),
          })}
    </Button>
  );
  const missing = (
    <p className="field-error" role="alert">
      {checked && chosen === undefined && t('time.chooseFirst')}
      {phone && checked && chosen && moving && reason === null && t('time.whyFirst')}
    </p>
  );
  const station =
    (places.data?.stations.length ?? 0) > 0
      ? `${places.data?.stations.join(' / ') ?? ''}, ${request.unitName}`
      : t('time.noStation');
  return (
    <Page
      title={t(moving ? 'time.moveTitle' : 'time.title')}
      back={{ to: paths.request(request.id), label: t('time.request') }}
      beside={
        <span className="rq-quiet">
          {[
            names.specialty(request.specialty),
            names.reason(request.reason),
            request.minutes !== undefined && t('time.minutes', { n: request.minutes }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      }
      foot={
        phone && (
          <div className="ag-book">
            {missing}
            <p className="rq-quiet">{station}</p>
            {button}
          </div>
        )
      }
    >
      {request.patient && <PatientBar patient={request.patient} />}
      {failure !== undefined && <ErrorPanel failure={failure} />}
      <div className="ag-choose">
        <div className="ag-list" ref={list}>
          {places.data === undefined && places.error === undefined && (
            <LoadingRows rows={FIRST} onRetry={places.reload} />
          )}
          {places.error !== undefined && (
            <ErrorPanel failure={places.error} onRetry={places.reload} />
          )}
          {places.data && (
            <PlaceList
              items={items}
              requesting={requesting}
              own={own}
              chosen={chosen}
              occupied={refused?.place}
              said={refused && <Taken refused={refused} time={time(refused.place)} />}
              onChoose={(place) => {
                setChosen(place);
                setRefused(undefined);
              }}
            />
          )}
          {places.data && items.length === 0 && (
            <Callout tone="caution" title={t('time.none')} quiet>
              {t('time.noneDetail')}
            </Callout>
          )}
          {places.data && places.data.total > items.length && limit < MOST && (
            <div className="ag-more">
              <Button look="quiet" onPress={() => setLimit(Math.min(MOST, limit + MORE))}>
                {t('time.more', {
                  n: Math.min(MORE, MOST - limit, places.data.total - items.length),
                })}
              </Button>
            </div>
          )}
          {places.data && places.data.withoutAgenda.length > 0 && (
            <p className="rq-quiet ag-silent">
              {t('time.withoutAgenda', {
                names: places.data.withoutAgenda.map((one) => one.displayName).join(', '),
              })}
            </p>
          )}
        </div>
        <aside className="ag-reserve">
          {moving && request.appointment && (
            <section className="ag-now">
              <h2>{t('time.now')}</h2>
              <p>
                <strong>
                  {format.longDay(request.appointment.start, zoneHere)},{' '}
                  {format.time(request.appointment.start, zoneHere)}
                </strong>
              </p>
              <p className="rq-quiet">{t('time.nowDetail')}</p>
            </section>
          )}
          <h2>{t('time.reserved')}</h2>
          {chosen && (
            <Clocks
              start={chosen.start}
              end={chosen.end}
              here={own ? requesting : chosen.specialist}
              there={own ? chosen.specialist : requesting}
            />
          )}
          <dl className="ag-facts ag-whom">
            {chosen && (
              <>
                <dt>{t('time.specialist')}</dt>
                <dd>
                  {chosen.specialist.displayName}
                  <span className="rq-quiet ag-line">{chosen.specialist.unitName}</span>
                </dd>
              </>
            )}
            <dt>{t('time.requester')}</dt>
            <dd>{request.requester.displayName}</dd>
            <dt>{t('time.station')}</dt>
            <dd>{station}</dd>
          </dl>
          {moving && (
            <div className="ag-why">
              <Select
                label={t('event.reason')}
                value={reason}
                onChange={setReason}
                options={REASONS.map((one) => ({ id: one, label: t(`reason.${one}`) }))}
                error={checked && reason === null ? t('time.whyFirst') : undefined}
              />
              <TextArea
                label={t('event.noteOptional')}
                rows={2}
                maxLength={500}
                value={note}
                onChange={setNote}
              />
            </div>
          )}
          <p className="callout callout-info ag-rule">{t('time.roomOpens')}</p>
          {!phone && (
            <div className="ag-book">
              {missing}
              {button}
            </div>
          )}
        </aside>
      </div>
    </Page>
  );
}

/** Whose time was taken, and that nothing is lost. */
function Taken({ refused, time }: { refused: Refused; time: string }) {
  const t = useT();
  const key =
    refused.code === 'place-not-offered'
      ? 'time.gone'
      : refused.whose === 'requester'
        ? 'time.takenRequester'
        : refused.whose === 'station'
          ? 'time.takenStation'
          : 'time.taken';
  return (
    <Callout tone="caution" title={t(key, { time })}>
      {t('time.takenDetail')}
    </Callout>
  );
}
