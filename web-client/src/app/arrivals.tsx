import { useCallback, useEffect, useRef, useState } from 'react';
import { api, call } from '../api/client';
import { useT } from '../i18n/language';
import { useGap, useNotices } from '../live/live';
import { soundArrival } from '../sound/arrival';
import { setBadge, type BadgeName } from './badges';
import { hasRole, useSession } from './session';
import { navigation } from './routes';

const arriving = ['request.submitted', 'request.redirected', 'request.released'];
const gatherMillis = 300;

const views = { requests: 'mine', inbox: 'inbox', coordination: 'coordination' } as const;

async function count(name: BadgeName): Promise<number | undefined> {
  const query = { view: views[name], limit: 1 };
  const page = await call(api.GET('/api/requests', { params: { query } }));
  return name === 'requests' ? page.counts.open : page.counts.waiting;
}

/**
 * What every page does when something arrives: counts it in navigation and title, sounds, and says
 * it to screen readers. Draws nothing that is seen.
 */
export function Arrivals() {
  const t = useT();
  const session = useSession();
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const names = navigation
    .filter((entry) => hasRole(session, entry.roles))
    .flatMap((entry) => entry.badge ?? [])
    .join(' ');

  const refresh = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      for (const name of names.split(' ').filter(Boolean) as BadgeName[]) {
        // A count that cannot be read now is read again at the next notice.
        count(name).then(
          (waiting) => setBadge(name, waiting),
          () => undefined,
        );
      }
    }, gatherMillis);
  }, [names]);

  useEffect(() => {
    refresh();
    return () => clearTimeout(timer.current);
  }, [refresh]);
  useGap(refresh);
  useNotices(['request.'], (notice) => {
    refresh();
    const waitsForMe = hasRole(session, ['specialist', 'coordinator', 'national-coordinator']);
    if (!waitsForMe || !arriving.includes(notice.notice)) return;
    if (notice.facts.by === session.person.id) return;
    soundArrival();
    setSaid((before) => {
      const sentence = t('shell.arrivals', { n: 1 });
      return before === sentence ? `${sentence} ` : sentence;
    });
  });

  return (
    <p className="hidden" role="alert">
      {said}
    </p>
  );
}
