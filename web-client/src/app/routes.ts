import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import bookOpen from 'lucide-static/icons/book-open.svg?raw';
import building from 'lucide-static/icons/building-2.svg?raw';
import chartColumn from 'lucide-static/icons/chart-column.svg?raw';
import calendarDays from 'lucide-static/icons/calendar-days.svg?raw';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import graduationCap from 'lucide-static/icons/graduation-cap.svg?raw';
import inbox from 'lucide-static/icons/inbox.svg?raw';
import listOrdered from 'lucide-static/icons/list-ordered.svg?raw';
import network from 'lucide-static/icons/network.svg?raw';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import stethoscope from 'lucide-static/icons/stethoscope.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import type { Key } from '../i18n/dictionary';
import type { BadgeName } from './badges';
import { match, type Params } from './router';

/** `shell`: inside the navigation. `stage`: the whole window. `paper`: nothing but the page. */
export type Frame = 'shell' | 'stage' | 'paper';

/** A page and who may open it; the server checks again what it reads. */
export interface Route {
  path: string;
  page: LazyExoticComponent<ComponentType>;
  title: Key;
  frame: Frame;
  roles?: readonly string[];
}

/** An entry of the navigation. */
export interface NavEntry {
  to: string;
  label: Key;
  short?: Key;
  icon: string;
  roles: readonly string[];
  badge?: BadgeName;
}

// Each file pages/**/…Page.tsx is loaded when its page is opened; its default export is the page.
const files = import.meta.glob<{ default: ComponentType }>('../pages/**/*Page.tsx');

function page(name: string): LazyExoticComponent<ComponentType> {
  const load = files[`../pages/${name}.tsx`] ?? files['../pages/NotFoundPage.tsx'];
  if (load === undefined) throw new Error(`there is no page ${name}`);
  return lazy(load);
}

const asking = ['physician', 'emergency-physician', 'resident', 'specialist', 'chief-of-service'];
const answering = ['specialist'];
const coordinating = ['coordinator', 'national-coordinator'];
const counting = ['national-coordinator', 'coordinator', 'medical-director'];
const learning = ['teaching-lead', 'listener'];
const clinical = [...asking, 'nurse'];
const meeting = [...clinical, 'coordinator'];
const administering = ['administrator'];
const covering = ['administrator', 'national-coordinator', 'coordinator'];

/** Every page, the first that matches wins. */
export const routes: readonly Route[] = [
  {
    path: '/urgencias/new',
    page: page('urgencias/AskEmergencyPage'),
    title: 'urgencias.askTitle',
    frame: 'stage',
    roles: asking.filter((role) => role !== 'resident'),
  },
  {
    path: '/requests',
    page: page('requests/MyRequestsPage'),
    title: 'nav.requests',
    frame: 'shell',
    roles: asking,
  },
  {
    path: '/requests/new',
    page: page('requests/NewRequestPage'),
    title: 'page.newRequest',
    frame: 'shell',
    roles: asking,
  },
  {
    path: '/requests/:request/edit',
    page: page('requests/NewRequestPage'),
    title: 'page.newRequest',
    frame: 'shell',
    roles: asking,
  },
  {
    path: '/requests/:request/time',
    page: page('agenda/TimePage'),
    title: 'page.time',
    frame: 'shell',
  },
  {
    path: '/agenda',
    page: page('agenda/AgendaPage'),
    title: 'page.agenda',
    frame: 'shell',
    roles: meeting,
  },
  {
    path: '/agenda/hours',
    page: page('agenda/HoursPage'),
    title: 'page.agendaHours',
    frame: 'shell',
    roles: answering,
  },
  {
    path: '/requests/:request',
    page: page('requests/RequestPage'),
    title: 'page.request',
    frame: 'shell',
  },
  {
    path: '/inbox',
    page: page('requests/InboxPage'),
    title: 'nav.inbox',
    frame: 'shell',
    roles: answering,
  },
  {
    path: '/inbox/:request',
    page: page('requests/InboxPage'),
    title: 'nav.inbox',
    frame: 'shell',
    roles: answering,
  },
  {
    path: '/coordination',
    page: page('requests/CoordinationPage'),
    title: 'nav.coordination',
    frame: 'shell',
    roles: coordinating,
  },
  {
    path: '/figures',
    page: page('figures/FiguresPage'),
    title: 'nav.figures',
    frame: 'shell',
    roles: counting,
  },
  {
    path: '/figures/cases',
    page: page('figures/CasesPage'),
    title: 'page.cases',
    frame: 'shell',
    roles: coordinating,
  },
  {
    path: '/training',
    page: page('training/TrainingPage'),
    title: 'nav.training',
    frame: 'shell',
    roles: learning,
  },
  {
    path: '/patients',
    page: page('patients/PatientsPage'),
    title: 'nav.patients',
    frame: 'shell',
    roles: clinical,
  },
  {
    path: '/patients/:patient',
    page: page('record/RecordPage'),
    title: 'page.record',
    frame: 'shell',
    roles: clinical,
  },
  {
    path: '/patients/:patient/notes/:note',
    page: page('record/RecordPage'),
    title: 'page.record',
    frame: 'shell',
    roles: clinical,
  },
  {
    path: '/rooms/:consultation',
    page: page('room/RoomPage'),
    title: 'page.room',
    frame: 'stage',
    roles: clinical,
  },
  {
    path: '/notes/:request',
    page: page('note/NotePage'),
    title: 'page.note',
    frame: 'shell',
    roles: clinical,
  },
  {
    path: '/letters/:note',
    page: page('record/LetterPage'),
    title: 'page.letter',
    frame: 'paper',
    roles: clinical,
  },
  {
    path: '/admin/people',
    page: page('admin/PeoplePage'),
    title: 'nav.people',
    frame: 'shell',
    roles: administering,
  },
  {
    path: '/admin/people/:person',
    page: page('admin/PersonPage'),
    title: 'page.person',
    frame: 'shell',
    roles: administering,
  },
  {
    path: '/admin/units',
    page: page('admin/UnitsPage'),
    title: 'nav.units',
    frame: 'shell',
    roles: administering,
  },
  {
    path: '/admin/specialties',
    page: page('admin/SpecialtiesPage'),
    title: 'nav.specialties',
    frame: 'shell',
    roles: administering,
  },
  {
    path: '/admin/reasons',
    page: page('admin/ReasonsPage'),
    title: 'nav.reasons',
    frame: 'shell',
    roles: administering,
  },
  {
    path: '/admin/coverage',
    page: page('admin/CoveragePage'),
    title: 'nav.coverage',
    frame: 'shell',
    roles: covering,
  },
  {
    path: '/audit',
    page: page('audit/AuditPage'),
    title: 'nav.audit',
    frame: 'shell',
    roles: ['auditor'],
  },
  { path: '/password', page: page('account/PasswordPage'), title: 'page.password', frame: 'shell' },
];

/** The navigation, in its order; who sees an entry holds one of its roles. */
export const navigation: readonly NavEntry[] = [
  {
    to: '/inbox',
    label: 'nav.inbox',
    icon: inbox,
    roles: answering,
    badge: 'inbox',
  },
  {
    to: '/requests',
    label: 'nav.requests',
    short: 'nav.requestsShort',
    icon: fileText,
    roles: asking,
    badge: 'requests',
  },
  {
    to: '/coordination',
    label: 'nav.coordination',
    short: 'nav.coordinationShort',
    icon: listOrdered,
    roles: coordinating,
    badge: 'coordination',
  },
  { to: '/agenda', label: 'nav.agenda', icon: calendarDays, roles: meeting },
  { to: '/patients', label: 'nav.patients', icon: users, roles: clinical },
  { to: '/figures', label: 'nav.figures', icon: chartColumn, roles: counting },
  { to: '/training', label: 'nav.training', icon: graduationCap, roles: learning },
  { to: '/admin/people', label: 'nav.people', icon: users, roles: administering },
  { to: '/admin/units', label: 'nav.units', icon: building, roles: administering },
  { to: '/admin/specialties', label: 'nav.specialties', icon: stethoscope, roles: administering },
  { to: '/admin/reasons', label: 'nav.reasons', icon: bookOpen, roles: administering },
  { to: '/admin/coverage', label: 'nav.coverage', icon: network, roles: covering },
  { to: '/audit', label: 'nav.audit', icon: shieldCheck, roles: ['auditor'] },
];

/** The route of a path, with the values of its names. */
export function routeOf(path: string): { route: Route; params: Params } | undefined {
  for (const route of routes) {
    const params = match(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}
