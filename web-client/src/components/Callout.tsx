import type { ReactNode } from 'react';

/** What a bar of words is about: `urgent` is an error, `caution` needs attention, `info` is news. */
export type Tone = 'urgent' | 'caution' | 'info' | 'primary';

/** A tinted bar: bold first sentence, what to do, and buttons under it. Errors are read at once. */
export function Callout({
  tone,
  title,
  children,
  actions,
  quiet,
}: {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Not announced: it was there when the page appeared. */
  quiet?: boolean;
}) {
  const role = quiet ? undefined : tone === 'urgent' ? 'alert' : 'status';
  return (
    <div className={`callout callout-${tone}`} role={role}>
      <p className="callout-title">{title}</p>
      {children && <div className="callout-words">{children}</div>}
      {actions && <div className="callout-actions">{actions}</div>}
    </div>
  );
}
