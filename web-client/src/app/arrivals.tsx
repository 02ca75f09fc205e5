import { useCallback, useEffect, useRef, useState } from 'react';
import { api, call } from '../api/client';
import { useT } from '../i18n/language';
import { useGap, useNotices } from '../live/live';
import type { Notice } from '../live/messages';
import { soundArrival } from '../sound/arrival';
import { setBadge, type BadgeName } from './badges';
import { hasRole, useSession, type Session } from './session';
import { navigation } from './routes';

const gatherMillis = 300;

const views = { requests: 'mine', inbox: 'inbox', coordination: 'coordination' } as const;

async function count(name: BadgeName): Promise<number | undefined> {
  const query = { view: views[name], limit: 0 };
  const page = await call(api.GET('/api/requests', { params: { query } }));
  return name === 'requests' ? page.counts.open : page.counts.waiting;
}

/**
 * Whether a notice brings work to this person: a request that waits in one of their specialties, or
 * one that nobody covers, for those who coordinate. What they did themselves is no news to them.
 */
export function waitsFor(session: Session, notice: Notice): boolean {
  if (notice.facts.by === session.person.id) return false;
  // It arrived before; now there is more to read.
  if (notice.notice === 'request.supplemented') return false;
  if (notice.notice === 'request.uncovered') {
    return hasRole(session, ['coordinator', 'national-coordinator']);
  }
  const { state, specialty } = notice.facts;
  if (!notice.notice.startsWith('request.') || state !== 'SUBMITTED') return false;
  return session.grants.some(
    (grant) =>
      grant.role === 'specialist' && grant.specialties.some((entry) => entry.id === specialty),
  );
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
    if (!waitsFor(session, notice)) return;
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
