import { useT } from '../i18n/language';
import { useKeys } from './keys';

/** J and K go from row to row of the page's list; Enter is the link's own. */
export function useRowKeys(links: string): void {
  const t = useT();
  function move(step: number) {
    const rows = [...document.querySelectorAll<HTMLElement>(links)];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    // From anywhere else both begin at the row that is open, else at the first.
    const current = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
    const next = at >= 0 ? at + step : current >= 0 ? current + step : 0;
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
  }
  useKeys([
    { key: 'j', label: t('shell.nextRow'), run: () => move(1) },
    { key: 'k', label: t('shell.previousRow'), run: () => move(-1) },
  ]);
}
