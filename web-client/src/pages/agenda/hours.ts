import type { components } from '../../api/generated/schema';

type Agenda = components['schemas']['Agenda'];
type AgendaChange = components['schemas']['AgendaChange'];

/** Hours of a weekday while they are written; a clock is null until it is whole. */
export interface Hours {
  key: string;
  day: number;
  from: string | null;
  to: string | null;
  minutes: number;
}

/** Days off while they are written. */
export interface DayOff {
  key: string;
  from: string | null;
  to: string | null;
}

/** An agenda while it is changed. */
export interface Draft {
  hours: Hours[];
  daysOff: DayOff[];
}

/** The agenda as it was saved, to be changed; midnight at the end of the day is shown as 00:00. */
export function draftOf(agenda: Agenda): Draft {
  return {
    hours: agenda.hours.map((one, index) => ({
      ...one,
      to: one.to === '24:00' ? '00:00' : one.to,
      key: `saved ${index}`,
    })),
    daysOff: agenda.daysOff.map((one, index) => ({ ...one, key: `saved ${index}` })),
  };
}

function minuteOf(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** The end of the hours: 00:00 is the end of the day. */
function endOf(to: string): string {
  return to === '00:00' ? '24:00' : to;
}

/** What is wrong with hours as they are written, if anything. */
export function problemOf(one: Hours): 'from' | 'to' | 'grid' | undefined {
  if (one.from === null) return 'from';
  if (one.to === null) return 'to';
  return minuteOf(one.from) % 5 === 0 && minuteOf(one.to) % 5 === 0 ? undefined : 'grid';
}

/** How many appointments fit, once both clocks are there. */
export function slots(one: Hours): number | undefined {
  if (one.from === null || one.to === null) return undefined;
  return Math.max(0, Math.floor((minuteOf(endOf(one.to)) - minuteOf(one.from)) / one.minutes));
}

/** What is sent; nothing while something is missing. */
export function toBody(draft: Draft, version: number): AgendaChange | undefined {
  if (draft.hours.some((one) => problemOf(one) !== undefined)) return undefined;
  const off = draft.daysOff.filter((one) => one.from !== null && one.to !== null);
  if (off.length < draft.daysOff.length) return undefined;
  if (off.some((one) => (one.to ?? '') < (one.from ?? ''))) return undefined;
  return {
    version,
    hours: draft.hours.map((one) => ({
      day: one.day,
      from: one.from ?? '',
      to: endOf(one.to ?? ''),
      minutes: one.minutes,
    })),
    daysOff: off.map((one) => ({ from: one.from ?? '', to: one.to ?? '' })),
  };
}
