import { ButtonLink } from '../components/Button';
import { Callout } from '../components/Callout';
import { useNow } from '../components/useNow';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { useSession } from './session';
import { type Appointment, useUpcoming } from './upcoming';

const REMIND_MILLIS = 30 * 60_000;
const EVERY_MILLIS = 5_000;

/** Whether an appointment is near, or under way and not yet met. */
function isNear(one: Appointment, now: number): boolean {
  return (
    one.requestState === 'SCHEDULED' &&
    one.state === 'booked' &&
    Date.parse(one.start) - REMIND_MILLIS <= now &&
    now < Date.parse(one.end)
  );
}

/** The next appointment, from half an hour before: when, with whom, and the way into its room. */
export function Reminder() {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const now = useNow(EVERY_MILLIS);
  const next = useUpcoming().find((one) => isNear(one, now));
  if (next === undefined) return null;
  const asks = next.requester.person === session.person.id;
  const own = asks ? next.requester : next.specialist;
  const other = asks ? next.specialist : next.requester;
  const zone = own.zone ?? format.zone;
  const open = next.consultation !== undefined;
  return (
    <Callout
      tone="info"
      title={t('reminder.soon', {
        time: format.time(next.start, zone),
        zone: format.zoneName(zone),
        name: other.displayName,
      })}
      actions={
        open && (
          <ButtonLink to={`/rooms/${next.consultation ?? ''}`} size="sm">
            {t('agenda.enter')}
          </ButtonLink>
        )
      }
    >
      {open ? t('reminder.open') : t('reminder.opens', { time: format.time(next.opensAt, zone) })}{' '}
      {next.late && lateWords(next.late, t)}
    </Callout>
  );
}

/** That it begins late, by how much, and why. */
export function lateWords(
  late: NonNullable<Appointment['late']>,
  t: ReturnType<typeof useT>,
): string {
  const reason = t(`reason.${late.reason}`);
  return late.minutes === undefined
    ? t('appointment.lateBy', { reason })
    : t('appointment.lateMinutes', { n: late.minutes, reason });
}
