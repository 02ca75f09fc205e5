import type { ReactNode } from 'react';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import { Link } from '../app/router';
import { Reminder } from '../app/Reminder';
import { Icon } from './Icon';
import { OfflineBand } from './States';

/**
 * A page inside the shell: its head (a way back, title, what stands beside it, actions), the band
 * that says when the line is down, and its content. `foot` is the bar that stays below.
 */
export function Page({
  title,
  back,
  beside,
  actions,
  children,
  foot,
  fill,
  kept,
}: {
  title: string;
  back?: { to: string; label: string };
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
  /** The content takes all the height and scrolls in its own parts. */
  fill?: boolean;
  /** What is written here is kept on this computer while the line is down. */
  kept?: boolean;
}) {
  return (
    <div className={fill ? 'page page-fill' : 'page'}>
      <div className="page-head">
        {back && (
          <>
            <Link to={back.to} className="page-back">
              <Icon of={arrowLeft} /> <span>{back.label}</span>
            </Link>
            <span className="page-slash" aria-hidden="true">
              /
            </span>
          </>
        )}
        <h1 className="page-title" tabIndex={-1}>
          {title}
        </h1>
        {beside && <div className="page-beside">{beside}</div>}
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      <OfflineBand kept={kept} />
      <Reminder />
      <div className="page-content">{children}</div>
      {foot && <div className="page-foot">{foot}</div>}
    </div>
  );
}
