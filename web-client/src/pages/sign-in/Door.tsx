import { useEffect, type ReactNode } from 'react';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import { useTitle } from '../../app/badges';
import { chooseLanguage } from '../../app/choice';
import { SampleRibbon } from '../../app/Shell';
import { Icon } from '../../components/Icon';
import { Logo } from '../../components/Logo';
import { useNow } from '../../components/useNow';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';

function Clock() {
  const format = useFormat();
  const now = new Date(useNow(10_000)).toISOString();
  return (
    <span className="door-clock">
      {format.weekday(now)} · {format.time(now)} {format.zoneName()}
    </span>
  );
}

function Service({ online }: { online: boolean | undefined }) {
  const t = useT();
  if (online === undefined) return null;
  return (
    <span className={online ? 'line line-on' : 'line line-off'}>
      <Icon of={online ? circleCheck : circleAlert} />{' '}
      {t(online ? 'signIn.serviceOnline' : 'signIn.serviceOffline')}
    </span>
  );
}

/** The frame of the pages before sign-in. */
export function Door({
  title,
  lead,
  children,
  aside,
  sample,
  online,
}: {
  title: string;
  lead: string;
  children: ReactNode;
  aside?: ReactNode;
  sample: boolean;
  /** Whether the server answers; undefined while it is not known. */
  online: boolean | undefined;
}) {
  const t = useT();
  const language = useLanguage();
  const other = language === 'es' ? 'en' : 'es';
  useTitle(title);
  useEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className={sample ? 'door shell-sample' : 'door'}>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      {sample && <SampleRibbon />}
      <header className="door-head">
        <span className="brand">
          <Logo /> {t('app.name')}
        </span>
        <span className="door-service">
          <Service online={online} />
          <Clock />
        </span>
        <button
          type="button"
          className="text-button"
          lang={other}
          onClick={() => void chooseLanguage(other)}
        >
          {t(other === 'es' ? 'shell.spanish' : 'shell.english')}
        </button>
      </header>
      <main className={aside ? 'door-main door-two' : 'door-main'} id="content" tabIndex={-1}>
        <div className="door-form">
          <h1 className="page-title" tabIndex={-1}>
            {title}
          </h1>
          <p className="door-lead">{lead}</p>
          {children}
        </div>
        {aside && <div className="door-aside">{aside}</div>}
      </main>
      <footer className="door-foot">
        <span className="door-service-foot">
          <Service online={online} />
        </span>
        <span>{t('signIn.footer')}</span>
      </footer>
    </div>
  );
}
