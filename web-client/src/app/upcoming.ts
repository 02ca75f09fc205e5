import { useCallback, useEffect, useState } from 'react';
import { api, call } from '../api/client';
import type { components } from '../api/generated/schema';
import { useGap, useNotices } from '../live/live';
import { serverNow } from '../time/clock';
import { hasRole, useSession } from './session';

export type Appointment = components['schemas']['Appointment'];

const MEETING = [
  'physician',
  'emergency-physician',
  'resident',
  'specialist',
  'chief-of-service',
  'nurse',
];
const AGAIN_MILLIS = 5 * 60_000;
const BEHIND_MILLIS = 2 * 3_600_000;
const AHEAD_MILLIS = 2 * 3_600_000;

/** The person's own appointments of these hours; read again when something was booked or moved. */
export function useUpcoming(): readonly Appointment[] {
  const session = useSession();
  const [items, setItems] = useState<readonly Appointment[]>([]);
  const meets = hasRole(session, MEETING);
  const read = useCallback(() => {
    if (!meets) return;
    const query = {
      from: new Date(serverNow() - BEHIND_MILLIS).toISOString(),
      to: new Date(serverNow() + AHEAD_MILLIS).toISOString(),
      mine: true,
    };
    // What cannot be read now is read again at the next notice or in a few minutes.
    call(api.GET('/api/appointments', { params: { query } })).then(
      (page) => setItems(page.items),
      () => undefined,
    );
  }, [meets]);
  useEffect(() => {
    read();
    const timer = setInterval(read, AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [read]);
  useGap(read);
  useNotices(['request.'], (notice) => {
    if (notice.facts.from === 'SCHEDULED' || notice.facts.state === 'SCHEDULED') read();
  });
  return items;
}
