import { useState } from 'react';
import arrowLeft from 'lucide-static/icons/chevron-left.svg?raw';
import arrowRight from 'lucide-static/icons/chevron-right.svg?raw';
import calendarDays from 'lucide-static/icons/calendar-days.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { lateWords } from '../../app/Reminder';
import { hasRole, useSession } from '../../app/session';
import { Button, ButtonLink, IconButton } from '../../components/Button';
import { StateChip, type RequestState } from '../../components/Chips';
import { DateField } from '../../components/DateField';
import { Page } from '../../components/Page';
import { PatientLines } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useGap, useNotices } from '../../live/live';
import { serverNow } from '../../time/clock';
import { Temporal } from '../../time/temporal';
import { useCatalogue, useNames } from '../requests/catalogue';
import { paths } from '../requests/paths';
import { useCity } from './Clocks';
import '../requests/requests.css';
import './agenda.css';

type Appointment = components['schemas']['Appointment'];
type OpenSlot = components['schemas']['OpenSlot'];

/** The day of both sides: who meets whom, by one's own clock and theirs; a specialist's free times. */
export default function AgendaPage() {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const city = useCity();
  const catalogue = useCatalogue();
  const unit = session.grants.find((grant) => grant.unit)?.unit;
  const zone = (unit && catalogue?.units.get(unit)?.zone) ?? format.zone;
  const today = Temporal.Instant.fromEpochMilliseconds(serverNow())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const [chosen, setChosen] = useState<string>();
  const day = chosen === undefined ? today : Temporal.PlainDate.from(chosen);
  const query = {
    from: day.toZonedDateTime(zone).toInstant().toString(),
    to: day.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString(),
  };
  const list = useLoad(catalogue === undefined ? null : `day ${query.from}`, (signal) =>
    call(api.GET('/api/appointments', { params: { query }, signal })),
  );
  useNotices(['request.', 'consultation.'], list.reload);
  useGap(list.reload);
  const keeps = hasRole(session, ['specialist']);
  const data = list.data;
  const go = (days: number) => setChosen(day.add({ days }).toString());
  return (
    <Page
      title={t('agenda.title')}
      beside={
        <span className="rq-quiet">
          {city({ ...(unit ? { unit } : {}) })} · {format.zoneName(zone)}
        </span>
      }
      actions={
        keeps && (
          <ButtonLink to={paths.agendaHours} icon={calendarDays}>
            {t('agenda.hours')}
          </ButtonLink>
        )
      }
    >
      <div className="ag-bar">
        <h2 className="ag-bar-day">{format.longDay(day.toString(), zone, true)}</h2>
        <span className="ag-bar-step">
          <IconButton icon={arrowLeft} label={t('agenda.before')} onPress={() => go(-1)} />
          <Button onPress={() => setChosen(undefined)}>{t('agenda.today')}</Button>
          <IconButton icon={arrowRight} label={t('agenda.after')} onPress={() => go(1)} />
        </span>
        <span className="ag-bar-field">
          <DateField
            key={day.toString()}
            label={t('agenda.day')}
            value={day.toString()}
            onChange={(value) => {
              if (value !== null && value > '2000') setChosen(value);
            }}
          />
        </span>
      </div>
      {list.error !== undefined && <ErrorPanel failure={list.error} onRetry={list.reload} />}
      {data === undefined && list.error === undefined && <LoadingRows onRetry={list.reload} />}
      {data && data.items.length + data.open.length === 0 && (
        <EmptyState
          icon={calendarDays}
          title={t(keeps ? 'agenda.emptySpecialist' : 'agenda.empty')}
        />
      )}
      {data && data.items.length + data.open.length > 0 && (
        <Day items={data.items} open={data.open} zone={zone} />
      )}
    </Page>
  );
}

function Day({
  items,
  open,
  zone,
}: {
  items: readonly Appointment[];
  open: readonly OpenSlot[];
  zone: string;
}) {
  const t = useT();
  const format = useFormat();
  const rows = [...items, ...open].sort((one, other) => one.start.localeCompare(other.start));
  return (
    <table className="rq-table ag-table" aria-label={t('agenda.list')}>
      <thead>
        <tr>
          <th scope="col">{t('agenda.here')}</th>
          <th scope="col">{t('agenda.there')}</th>
          <th scope="col">{t('agenda.patient')}</th>
          <th scope="col">{t('agenda.with')}</th>
          <th scope="col">{t('agenda.state')}</th>
          <th scope="col">
            <span className="hidden">{t('agenda.action')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          'request' in row ? (
            <Meeting key={row.id} row={row} zone={zone} />
          ) : (
            <tr key={row.start} className="rq-row ag-free">
              <th scope="row">
                <span className="ag-time">{format.time(row.start, zone)}</span>
              </th>
              <td className="rq-quiet" colSpan={5}>
                {t('agenda.free')} · {t('time.to', { time: format.time(row.end, zone) })}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function Meeting({ row, zone }: { row: Appointment; zone: string }) {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const names = useNames();
  const city = useCity();
  const answers = row.specialist.person === session.person.id;
  const other = answers ? row.requester : row.specialist;
  const meets = answers || row.requester.person === session.person.id;
  const open =
    row.consultation !== undefined &&
    (row.requestState === 'SCHEDULED' || row.requestState === 'IN_CONSULTATION');
  const name = row.patient?.displayName ?? '';
  return (
    <tr className={open ? 'rq-row rq-row-due' : 'rq-row'}>
      <th scope="row">
        <Lines
          first={<span className="ag-time">{format.time(row.start, zone)}</span>}
          second={t('time.to', { time: format.time(row.end, zone) })}
        />
      </th>
      <td>
        <Lines
          first={
            <span className="ag-time ag-time-there">{format.time(row.start, other.zone)}</span>
          }
          second={`${city(other)}, ${format.zoneName(other.zone)}`}
        />
      </td>
      <td>{row.patient && <PatientLines patient={row.patient} />}</td>
      <td>
        <Lines
          first={meets ? other.displayName : `${row.requester.displayName} · ${other.displayName}`}
          second={[names.reason(row.reason), row.station].filter(Boolean).join(' · ')}
        />
      </td>
      <td>
        <Lines
          first={<StateChip state={stateOf(row)} word={wordOf(row, t)} />}
          second={row.late && row.requestState === 'SCHEDULED' && lateWords(row.late, t)}
        />
      </td>
      <td className="rq-step">
        {open ? (
          <ButtonLink
            to={paths.room(row.consultation ?? '')}
            size="sm"
            look="primary"
            label={`${t('agenda.enter')}: ${name}`}
          >
            {t('agenda.enter')}
          </ButtonLink>
        ) : (
          <ButtonLink
            to={paths.request(row.request)}
            size="sm"
            look="quiet"
            label={`${t('agenda.see')}: ${name}`}
          >
            {t('agenda.see')}
          </ButtonLink>
        )}
      </td>
    </tr>
  );
}

/** The request may have gone on since: what happened to this appointment counts. */
function stateOf(row: Appointment): RequestState {
  if (row.state === 'missed') return 'NO_SHOW';
  if (row.state === 'held') return row.requestState === 'CLOSED' ? 'CLOSED' : 'ANSWERED';
  if (row.requestState === 'SCHEDULED' && row.consultation !== undefined) return 'IN_CONSULTATION';
  return row.requestState;
}

function wordOf(row: Appointment, t: ReturnType<typeof useT>): string | undefined {
  if (row.state !== 'booked' || row.requestState !== 'SCHEDULED') return undefined;
  if (row.consultation !== undefined) return t('appointment.stateOpen');
  return row.late ? t('appointment.isLate') : undefined;
}
