import { useEffect, useState } from 'react';
import { useT } from '../../i18n/language';
import { serverNow } from '../../time/clock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Hours and minutes up to a day; nothing for an instant still to come. */
export function hoursAndMinutes(passed: number): string {
  const minutes = Math.floor(Math.max(0, passed) / MINUTE);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** How long something has waited: `02:11` up to a day, then whole days. Kept up to the minute. */
export function Wait({ since, urgent }: { since: string; urgent?: boolean }) {
  const t = useT();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), MINUTE / 2);
    return () => clearInterval(timer);
  }, []);
  const passed = now - Date.parse(since);
  return (
    <strong className={urgent ? 'rq-wait rq-urgent' : 'rq-wait'}>
      {passed < DAY ? hoursAndMinutes(passed) : t('inbox.days', { n: Math.floor(passed / DAY) })}
    </strong>
  );
}
