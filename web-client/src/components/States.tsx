import { useEffect, useState, type ReactNode } from 'react';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import { failureDetail, failureTitle } from '../api/problem';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { useLiveState } from '../live/live';
import { Button } from './Button';
import { Callout } from './Callout';
import { Icon } from './Icon';

/** Nothing here: one sentence, and the one thing to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: string;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon of={icon} size={24} />
      <p className="empty-title">{title}</p>
      {children && <p className="empty-words">{children}</p>}
      {action}
    </div>
  );
}

/**
 * The shape of rows to come: nothing for 300 ms, so that a quick answer does not flash; words after
 * 8 s, with a way to try again.
 */
export function LoadingRows({ rows = 3, onRetry }: { rows?: number; onRetry?: () => void }) {
  const t = useT();
  const [age, setAge] = useState<'new' | 'shown' | 'slow'>('new');
  useEffect(() => {
    const shown = setTimeout(() => setAge('shown'), 300);
    const slow = setTimeout(() => setAge('slow'), 8_000);
    return () => {
      clearTimeout(shown);
      clearTimeout(slow);
    };
  }, []);
  return (
    <div className="loading" role="status" aria-label={t('common.loading')}>
      {age !== 'new' &&
        Array.from({ length: rows }, (_, row) => (
          <div key={row} className="loading-row">
            <span className="loading-line loading-short" />
            <span className="loading-line" />
          </div>
        ))}
      {age === 'slow' && (
        <p className="loading-words">
          {t('common.slow')}{' '}
          {onRetry && (
            <Button look="quiet" onPress={onRetry}>
              {t('common.retry')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

/** What happened, what is kept, what to do, and a code: the failure of `call`. */
export function ErrorPanel({
  failure,
  title,
  kept,
  onRetry,
}: {
  failure: unknown;
  /** What could not be done; the server's own sentence when absent. */
  title?: string;
  /** What is kept of the person's work. */
  kept?: string;
  onRetry?: (() => void) | undefined;
}) {
  const t = useT();
  const said = failureTitle(failure, t);
  const words = [title && said !== title ? said : '', kept, failureDetail(failure, t)];
  return (
    <Callout
      tone="urgent"
      title={title ?? said}
      actions={
        onRetry && (
          <Button size="sm" onPress={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {words.filter(Boolean).join(' ')}
    </Callout>
  );
}

/**
 * The band that says since when the line is down; its place is under the page's head. `kept` is for
 * pages that save here what is written: it says so.
 */
export function OfflineBand({ kept }: { kept?: boolean }) {
  const t = useT();
  const format = useFormat();
  const state = useLiveState();
  if (state.phase === 'refused') {
    return (
      <Callout
        tone="caution"
        title={t(state.reason === 'version' ? 'shell.refused' : 'shell.replaced')}
        actions={
          <Button size="sm" onPress={() => window.location.reload()}>
            {t('error.reload')}
          </Button>
        }
      >
        {t('shell.refusedDetail')}
      </Callout>
    );
  }
  if (state.phase !== 'offline') return null;
  const since = new Date(state.since).toISOString();
  return (
    <div className="offline-band" role="alert">
      <Icon of={wifiOff} />
      <p>
        <strong>{t('shell.offlineSince', { time: format.time(since) })}</strong>{' '}
        {t(kept ? 'shell.offlineDetail' : 'shell.offlineStale')}
      </p>
    </div>
  );
}

/** The same author has this open in another window: reading goes on, writing is one press away. */
export function SecondWindow({ title, onWrite }: { title?: string; onWrite: () => void }) {
  const t = useT();
  return (
    <Callout
      tone="caution"
      title={title ?? t('secondWindow.title')}
      actions={<Button onPress={onWrite}>{t('secondWindow.write')}</Button>}
    >
      {t('secondWindow.detail')}
    </Callout>
  );
}
