import { Component, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { RouterProvider } from 'react-aria-components';
import { api, call } from '../api/client';
import { ApiProblem } from '../api/problem';
import { useLoad } from '../api/useLoad';
import { Button } from '../components/Button';
import { Callout } from '../components/Callout';
import { ErrorPanel, LoadingRows } from '../components/States';
import { Toasts } from '../components/Toasts';
import { say, useLanguage, useT } from '../i18n/language';
import { localeOf } from '../i18n/translate';
import { hearsEmergencies } from '../urgencias/ringing';
import { Urgencias } from '../urgencias/UrgenciasNotice';
import { Forbidden, NoRole, NotFound } from '../pages/Nothing';
import { ActivationPage } from '../pages/sign-in/ActivationPage';
import { SetupPage } from '../pages/sign-in/SetupPage';
import { SignInPage } from '../pages/sign-in/SignInPage';
import { clearBadges, useTitle } from './badges';
import { enter } from './choice';
import { navigate, ParamsContext, useLocation } from './router';
import { navigation, routeOf } from './routes';
import { SampleRibbon, Shell } from './Shell';
import { hasRole, sessionStore, useSession, useSessionState } from './session';

/** What a page that failed to draw leaves: the shell stands, and the page can be loaded again. */
class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="page">
        <Callout
          tone="urgent"
          title={say('error.page')}
          actions={<Button onPress={() => window.location.reload()}>{say('error.reload')}</Button>}
        >
          {say('error.pageDetail')}
        </Callout>
      </div>
    );
  }
}

function SignedIn() {
  const session = useSession();
  const t = useT();
  const { path } = useLocation();
  const found = routeOf(path);
  const home = navigation.find((entry) => hasRole(session, entry.roles))?.to;
  const atDoor = ['/', '/sign-in', '/activation', '/setup'].includes(path);
  const first = useRef(true);
  useTitle(found ? t(found.route.title) : t('app.name'));

  useEffect(() => {
    if (atDoor && home !== undefined) navigate(home, { replace: true });
  }, [atDoor, home]);
  // After a change of page, reading begins at its title.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.requestAnimationFrame(() => {
      const title = document.querySelector<HTMLElement>('main h1');
      (title ?? document.getElementById('content'))?.focus({ preventScroll: true });
    });
  }, [path]);

  if (atDoor) {
    return home === undefined ? (
      <Shell>
        <NoRole />
      </Shell>
    ) : null;
  }
  if (found === undefined) {
    return (
      <Shell>
        <NotFound />
      </Shell>
    );
  }
  const { route, params } = found;
  const allowed = route.roles === undefined || hasRole(session, route.roles);
  const Shown = route.page;
  const page = (
    <ParamsContext value={params}>
      <Guard key={path}>
        <Suspense fallback={<LoadingRows />}>{allowed ? <Shown /> : <Forbidden />}</Suspense>
      </Guard>
    </ParamsContext>
  );
  if (!allowed || route.frame === 'shell') return <Shell>{page}</Shell>;
  if (route.frame === 'paper') return page;
  return (
    <div className={session.sample ? 'stage-frame shell-sample' : 'stage-frame'}>
      {session.sample && <SampleRibbon />}
      <main className="main" id="content" tabIndex={-1}>
        {page}
      </main>
    </div>
  );
}

/** What rings, over whatever page it finds. */
function Emergencies() {
  const session = useSession();
  return hearsEmergencies(session.grants.map((grant) => grant.role)) ? <Urgencias /> : null;
}

function SignedOut() {
  const { path } = useLocation();
  useEffect(clearBadges, []);
  if (path === '/activation') return <ActivationPage />;
  if (path === '/setup') return <SetupPage />;
  return <SignInPage />;
}

function Start() {
  const first = useLoad('session', async (signal) => {
    try {
      await enter(await call(api.GET('/api/session', { signal })));
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.problem.status !== 401) throw failure;
      sessionStore.signedOut();
    }
  });
  if (first.error) {
    return (
      <main className="door-alone">
        <ErrorPanel failure={first.error} onRetry={first.reload} />
      </main>
    );
  }
  return <LoadingRows />;
}

/** The whole page: who is signed in decides what is shown. */
export function App() {
  const language = useLanguage();
  const { phase } = useSessionState();
  return (
    <I18nProvider locale={localeOf[language]}>
      <RouterProvider navigate={(to) => navigate(to)}>
        {phase === 'unknown' && <Start />}
        {phase === 'signed-out' && <SignedOut />}
        {phase === 'signed-in' && (
          <>
            <SignedIn />
            <Emergencies />
          </>
        )}
        <Toasts />
      </RouterProvider>
    </I18nProvider>
  );
}
