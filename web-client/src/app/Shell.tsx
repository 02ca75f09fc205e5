import { useEffect, useState, type ReactNode } from 'react';
import bellRing from 'lucide-static/icons/bell-ring.svg?raw';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import keyRound from 'lucide-static/icons/key-round.svg?raw';
import logOut from 'lucide-static/icons/log-out.svg?raw';
import menu from 'lucide-static/icons/menu.svg?raw';
import volumeOff from 'lucide-static/icons/volume-x.svg?raw';
import volumeOn from 'lucide-static/icons/volume-2.svg?raw';
import wifi from 'lucide-static/icons/wifi.svg?raw';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { IconButton } from '../components/Button';
import { Dialog } from '../components/Dialog';
import { Icon } from '../components/Icon';
import { Logo } from '../components/Logo';
import { useLanguage, useT } from '../i18n/language';
import { useLiveState } from '../live/live';
import { isSilent, setSilent } from '../sound/arrival';
import { askToTellOutside, mayAskToTellOutside } from '../urgencias/outside';
import { hearsEmergencies } from '../urgencias/ringing';
import { Arrivals } from './arrivals';
import { useBadges } from './badges';
import { chooseLanguage, leave } from './choice';
import { KeysDialog } from './KeysDialog';
import { useKeys } from './keys';
import { Link, navigate, useLocation } from './router';
import { useMarkedEntry } from './marked';
import { navigation, type NavEntry } from './routes';
import { hasRole, useSession } from './session';

/** The ribbon that marks invented data; it cannot be closed. */
export function SampleRibbon() {
  const t = useT();
  return (
    <aside className="ribbon" aria-label={t('shell.sample')}>
      <strong>{t('shell.sample')}</strong> <span>{t('shell.sampleDetail')}</span>
    </aside>
  );
}

/** ES and EN; the one in use is not a button. */
export function LanguageSwitch() {
  const t = useT();
  const language = useLanguage();
  const other = language === 'es' ? 'en' : 'es';
  const words = { es: t('shell.spanish'), en: t('shell.english') };
  return (
    <span className="languages" role="group" aria-label={t('shell.language')}>
      {(['es', 'en'] as const).map((code) =>
        code === language ? (
          <span key={code} className="language-now" aria-current="true" lang={code}>
            {code.toUpperCase()}
          </span>
        ) : (
          <AriaButton
            key={code}
            className="language-other"
            aria-label={`${code.toUpperCase()}, ${words[code]}`}
            onPress={() => void chooseLanguage(other)}
          >
            {code.toUpperCase()}
          </AriaButton>
        ),
      )}
    </span>
  );
}

/** Whether the live connection stands, in a word. */
export function LineState() {
  const t = useT();
  const { phase } = useLiveState();
  if (phase === 'online') {
    return (
      <span className="line line-on">
        <Icon of={wifi} /> {t('shell.online')}
      </span>
    );
  }
  const offline = phase === 'offline' || phase === 'refused';
  return (
    <span className={offline ? 'line line-off' : 'line'}>
      <Icon of={offline ? wifiOff : wifi} /> {t(offline ? 'shell.offline' : 'shell.connecting')}
    </span>
  );
}

function NavLinks({
  entries,
  marked,
  onFollow,
}: {
  entries: readonly NavEntry[];
  marked: string | undefined;
  onFollow?: () => void;
}) {
  const t = useT();
  const badges = useBadges();
  return (
    <ul className="nav-list">
      {entries.map((entry) => {
        const count = entry.badge && badges[entry.badge];
        return (
          <li key={entry.to}>
            <Link
              to={entry.to}
              className="nav-link"
              aria-current={entry.to === marked ? 'page' : undefined}
              onClick={onFollow}
            >
              <Icon of={entry.icon} />
              <span>{t(entry.label)}</span>
              {count !== undefined && count > 0 && <span className="nav-count">{count}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Unit() {
  const t = useT();
  const session = useSession();
  const grant = session.grants[0];
  return (
    <div className="nav-unit">
      <strong>{grant?.unitName || t('shell.network')}</strong>
      {grant?.unit && (
        <span>
          {t('shell.clues')} {grant.unit}
        </span>
      )}
    </div>
  );
}

function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const t = useT();
  const session = useSession();
  const [silent, setSilentShown] = useState(isSilent);
  const grant = session.grants[0];
  const role =
    grant?.specialties[0]?.name ?? (grant && t(`role.${grant.role}` as 'role.physician'));

  function act(action: string | number) {
    if (action === 'password') navigate('/password');
    if (action === 'keys') onKeys();
    if (action === 'out') void leave();
    if (action === 'outside') void askToTellOutside();
    if (action === 'sound') {
      setSilent(!silent);
      setSilentShown(!silent);
    }
  }

  return (
    <MenuTrigger>
      <AriaButton className="person">
        <span className="hidden">{t('shell.account')}</span>
        <strong>{session.person.displayName}</strong>
        <span>{role}</span>
      </AriaButton>
      <Popover className="popover" placement="top start">
        <Menu className="menu" onAction={act}>
          <MenuItem id="sound" className="menu-item">
            <Icon of={silent ? volumeOff : volumeOn} />{' '}
            {t(silent ? 'shell.soundOff' : 'shell.soundOn')}
          </MenuItem>
          {mayAskToTellOutside() && hearsEmergencies(session.grants.map((each) => each.role)) && (
            <MenuItem id="outside" className="menu-item">
              <Icon of={bellRing} /> {t('urgencias.tellOutside')}
            </MenuItem>
          )}
          <MenuItem id="keys" className="menu-item">
            <Icon of={keyboard} /> {t('shell.keys')}
          </MenuItem>
          <MenuItem id="password" className="menu-item">
            <Icon of={keyRound} /> {t('shell.changePassword')}
          </MenuItem>
          <MenuItem id="out" className="menu-item">
            <Icon of={logOut} /> {t('shell.signOut')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The frame of every page: navigation at the left, or bars above and below on a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useT();
  const session = useSession();
  const { path } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const entries = navigation.filter((entry) => hasRole(session, entry.roles));
  const reached = entries.map((entry) => entry.to);
  const marked = useMarkedEntry(path, reached);
  useKeys(
    [
      { key: '?', label: t('shell.keysHelp'), run: () => setKeysOpen(true) },
      ...(reached.includes('/patients')
        ? [{ key: '/', label: t('shell.keySearch'), run: () => navigate('/patients') }]
        : []),
      ...(reached.includes('/requests')
        ? [
            { key: 'n', label: t('shell.keyNew'), run: () => navigate('/requests/new') },
            { key: 'u', label: t('urgencias.keyAsk'), run: () => navigate('/urgencias/new') },
          ]
        : []),
    ],
    'shell',
  );
  useEffect(() => setMenuOpen(false), [path]);

  return (
    <div className={session.sample ? 'shell shell-sample' : 'shell'}>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      {session.sample && <SampleRibbon />}
      <header className="side">
        <Link to="/" className="brand">
          <Logo /> {t('app.name')}
        </Link>
        <Unit />
        <nav className="nav" aria-label={t('shell.nav')}>
          <NavLinks entries={entries} marked={marked} />
        </nav>
        <div className="side-foot">
          {session.embeddedDatabase && !session.sample && (
            <span className="side-note">
              <Icon of={circleAlert} /> {t('shell.embedded')}
            </span>
          )}
          <span className="side-line">
            <LineState />
            <LanguageSwitch />
          </span>
          <PersonMenu onKeys={() => setKeysOpen(true)} />
        </div>
      </header>
      <header className="top-bar">
        <IconButton icon={menu} label={t('shell.menu')} onPress={() => setMenuOpen(true)} />
      </header>
      <main className="main" id="content" tabIndex={-1}>
        {children}
      </main>
      {entries.length > 1 && (
        <nav className="tab-bar" aria-label={t('shell.nav')}>
          {entries.slice(0, 4).map((entry) => (
            <TabLink key={entry.to} entry={entry} current={entry.to === marked} />
          ))}
        </nav>
      )}
      <Dialog isOpen={menuOpen} onClose={() => setMenuOpen(false)} title={t('shell.menu')}>
        <Unit />
        <NavLinks entries={entries} marked={marked} onFollow={() => setMenuOpen(false)} />
        <div className="menu-foot">
          <span className="side-line">
            <LineState />
            <LanguageSwitch />
          </span>
          <PersonMenu onKeys={() => setKeysOpen(true)} />
        </div>
      </Dialog>
      <KeysDialog isOpen={keysOpen} onClose={() => setKeysOpen(false)} />
      <Arrivals />
    </div>
  );
}

function TabLink({ entry, current }: { entry: NavEntry; current: boolean }) {
  const t = useT();
  const count = useBadges()[entry.badge ?? 'requests'];
  return (
    <Link to={entry.to} className="tab-link" aria-current={current ? 'page' : undefined}>
      <Icon of={entry.icon} size={20} />
      <span>
        {t(entry.short ?? entry.label)}
        {entry.badge && count !== undefined && count > 0 && ` ${count}`}
      </span>
    </Link>
  );
}
