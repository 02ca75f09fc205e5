import type { components } from '../../api/generated/schema';
import { lateWords } from '../../app/Reminder';
import { useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { useNow } from '../../components/useNow';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { AskingEvent } from '../requests/EventDialog';
import { Clocks } from './Clocks';
import './agenda.css';

type Request = components['schemas']['Request'];

const EVERY_MILLIS = 10_000;

/** Where and when a request is booked, in both clocks, and what may be done about it. */
export function AppointmentCard({
  request,
  onAsk,
  onTime,
}: {
  request: Request;
  onAsk: (event: AskingEvent) => void;
  /** The page that moves it. */
  onTime: string;
}) {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const now = useNow(EVERY_MILLIS);
  const { appointment } = request;
  if (appointment === undefined) return null;
  const may = (event: Request['events'][number]) => request.events.includes(event);
  const booked = request.state === 'SCHEDULED';
  const asking = {
    unit: request.unit,
    unitName: request.unitName,
    zone: request.zone ?? format.zone,
  };
  const answering = appointment.specialist;
  // One's own clock stands first.
  const answers = session.person.id === answering.person;
  const [here, there] = answers ? [answering, asking] : [asking, answering];
  return (
    <section className="rq-aside">
      <h2>{t('appointment.title')}</h2>
      <Clocks start={appointment.start} end={appointment.end} here={here} there={there} />
      {appointment.station && (
        <p className="rq-quiet">
          {appointment.station}, {request.unitName}
        </p>
      )}
      {booked && (
        <p className="rq-quiet">
          {request.consultation === undefined
            ? t('appointment.room', { time: format.time(appointment.opensAt, here.zone) })
            : t('appointment.roomOpen')}
        </p>
      )}
      {booked && appointment.late && (
        <p className="rq-caution ag-late">{lateWords(appointment.late, t)}</p>
      )}
      {booked && (
        <div className="ag-actions">
          {may('move') && (
            <ButtonLink to={onTime} size="sm">
              {t('appointment.move')}
            </ButtonLink>
          )}
          {may('late') && (
            <Button size="sm" onPress={() => onAsk('late')}>
              {t('appointment.late')}
            </Button>
          )}
          {may('miss') && now >= Date.parse(appointment.start) && (
            <Button size="sm" onPress={() => onAsk('miss')}>
              {t('appointment.miss')}
            </Button>
          )}
          {may('unbook') && (
            <Button size="sm" look="quiet" onPress={() => onAsk('unbook')}>
              {t('appointment.unbook')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
