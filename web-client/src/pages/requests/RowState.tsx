import userX from 'lucide-static/icons/user-x.svg?raw';
import type { components } from '../../api/generated/schema';
import { Chip, StateChip } from '../../components/Chips';
import { Lines } from '../../components/Table';
import type { Format } from '../../format/format';
import { useFormat } from '../../format/useFormat';
import { type Translate, useT } from '../../i18n/language';

/** `jue 26, 08:00 · 10:00 allá`: by the requesting unit's clock, then by the specialist's. */
function hereAndThere(
  appointment: components['schemas']['RequestAppointment'],
  zone: string | undefined,
  format: Format,
  t: Translate,
): string {
  const day = format.shortDay(appointment.start, zone);
  const here = format.time(appointment.start, zone);
  const there = format.time(appointment.start, appointment.specialist.zone);
  return here === there
    ? t('appointment.hereOnly', { day, here })
    : t('appointment.here', { day, here, there });
}

export type RequestRow = components['schemas']['RequestRow'];

/** Where a request stands, and in a second line what that means for who asked. */
export function RowState({ row }: { row: RequestRow }) {
  const t = useT();
  const format = useFormat();
  const specialist = row.specialist?.displayName ?? '';
  switch (row.state) {
    case 'SUBMITTED':
      return row.covering === 0 ? (
        <Lines
          first={
            <Chip icon={userX} tone="caution">
              {t('requests.stateUncovered')}
            </Chip>
          }
          second={t('requests.stateUncoveredDetail', {
            when: format.changed(row.waitingSince ?? row.changedAt),
          })}
        />
      ) : (
        <Lines
          first={<StateChip state="SUBMITTED" />}
          second={t('requests.stateCovering', { n: row.covering ?? 0, present: row.present ?? 0 })}
        />
      );
    case 'ACCEPTED':
    case 'IN_CONSULTATION':
      if (row.askedBack !== undefined && (row.roomPeople ?? 0) === 0) {
        return (
          <Lines
            first={<StateChip state="RETURNED" word={t('request.event.ask')} />}
            second={`«${row.askedBack}»`}
          />
        );
      }
      return (row.roomPeople ?? 0) > 0 ? (
        <Lines
          first={<StateChip state="IN_CONSULTATION" word={t('requests.stateRoom')} />}
          second={`${specialist} · ${t('requests.stateRoomPeople', { n: row.roomPeople ?? 0 })}`}
        />
      ) : (
        <Lines
          first={<StateChip state={row.state} />}
          second={t('requests.stateWith', { name: specialist })}
        />
      );
    case 'SCHEDULED': {
      const { appointment } = row;
      const late = appointment?.late !== undefined;
      const open = row.consultation !== undefined;
      return (
        <Lines
          first={
            <StateChip
              state={open ? 'IN_CONSULTATION' : 'SCHEDULED'}
              word={open ? t('appointment.stateOpen') : late ? t('appointment.isLate') : undefined}
            />
          }
          second={appointment && hereAndThere(appointment, row.requester.zone, format, t)}
        />
      );
    }
    case 'RETURNED':
      return (
        <Lines
          first={<StateChip state="RETURNED" />}
          second={row.askedBack === undefined ? '' : `«${row.askedBack}»`}
        />
      );
    case 'ANSWERED': {
      const unread = row.answer?.readAt === undefined;
      return (
        <Lines
          first={
            unread ? (
              <StateChip state="ANSWERED" word={t('requests.stateUnread')} />
            ) : (
              <StateChip state="ANSWERED" />
            )
          }
          second={t('requests.stateSigned', { name: row.answer?.by?.displayName ?? specialist })}
        />
      );
    }
    case 'DRAFT':
      return <Lines first={<StateChip state="DRAFT" />} second={t('requests.stateDraft')} />;
    default:
      return <Lines first={<StateChip state={row.state} />} second={specialist} />;
  }
}
