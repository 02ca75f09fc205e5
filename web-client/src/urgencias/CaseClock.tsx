import { useNow } from '../components/useNow';
import { useFormat } from '../format/useFormat';

/** Time since the emergency was sent, by the server's clock: the same on every screen. */
export function CaseClock({ since, hours = true }: { since: string; hours?: boolean }) {
  const format = useFormat();
  const now = useNow(250);
  const elapsed = since === '' ? 0 : now - Date.parse(since);
  return (
    <span className="case-clock" role="timer" aria-live="off">
      {format.clock(elapsed, hours)}
    </span>
  );
}
