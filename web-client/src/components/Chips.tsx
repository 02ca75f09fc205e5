import chevronsUp from 'lucide-static/icons/chevrons-up.svg?raw';
import ban from 'lucide-static/icons/ban.svg?raw';
import calendarCheck from 'lucide-static/icons/calendar-check.svg?raw';
import calendarX from 'lucide-static/icons/calendar-x.svg?raw';
import fileCheck from 'lucide-static/icons/file-check.svg?raw';
import fileMinus from 'lucide-static/icons/file-pen-line.svg?raw';
import folderCheck from 'lucide-static/icons/folder-check.svg?raw';
import hourglass from 'lucide-static/icons/hourglass.svg?raw';
import messageQuestion from 'lucide-static/icons/message-circle-question-mark.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import timerOff from 'lucide-static/icons/timer-off.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import userCheck from 'lucide-static/icons/user-check.svg?raw';
import video from 'lucide-static/icons/video.svg?raw';
import { useT } from '../i18n/language';
import { Icon } from './Icon';

/** States of a request: docs/request-states.md. */
export type RequestState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'SCHEDULED'
  | 'IN_CONSULTATION'
  | 'ANSWERED'
  | 'CLOSED'
  | 'CANCELLED'
  | 'DECLINED'
  | 'RETURNED'
  | 'NO_SHOW'
  | 'EXPIRED';

const states: Record<RequestState, { icon: string; tone: string }> = {
  DRAFT: { icon: fileMinus, tone: 'plain' },
  SUBMITTED: { icon: hourglass, tone: 'plain' },
  ACCEPTED: { icon: userCheck, tone: 'info' },
  SCHEDULED: { icon: calendarCheck, tone: 'info' },
  IN_CONSULTATION: { icon: video, tone: 'primary' },
  ANSWERED: { icon: fileCheck, tone: 'primary' },
  CLOSED: { icon: folderCheck, tone: 'plain' },
  CANCELLED: { icon: ban, tone: 'plain' },
  DECLINED: { icon: undo, tone: 'caution' },
  RETURNED: { icon: messageQuestion, tone: 'caution' },
  NO_SHOW: { icon: calendarX, tone: 'caution' },
  EXPIRED: { icon: timerOff, tone: 'urgent' },
};

/** A status: icon and word, never colour alone. `word` says it more exactly, `Contestada, sin leer`. */
export function StateChip({ state, word }: { state: RequestState; word?: string }) {
  const t = useT();
  const { icon, tone } = states[state];
  return (
    <span className={`chip chip-${tone}`}>
      <Icon of={icon} /> <span>{word ?? t(`state.${state}`)}</span>
    </span>
  );
}

/** A status of any kind, in the same shape. */
export function Chip({
  icon,
  tone = 'plain',
  children,
}: {
  icon: string;
  tone?: 'plain' | 'info' | 'primary' | 'caution' | 'urgent';
  children: string;
}) {
  return (
    <span className={`chip chip-${tone}`}>
      <Icon of={icon} /> <span>{children}</span>
    </span>
  );
}

const priorities = {
  urgent: { icon: triangleAlert, tone: 'urgent' },
  soon: { icon: chevronsUp, tone: 'caution' },
  routine: { icon: minus, tone: 'plain' },
} as const;

/** How soon: Urgente, Preferente, Ordinaria. */
export function Priority({ priority }: { priority: keyof typeof priorities }) {
  const t = useT();
  const { icon, tone } = priorities[priority];
  return (
    <span className={`chip priority-${priority} chip-${tone}`}>
      <Icon of={icon} /> <span>{t(`priority.${priority}`)}</span>
    </span>
  );
}

/** Whether somebody is there: a filled or hollow dot, and the word. */
export function Presence({ present, word }: { present: boolean; word?: string }) {
  const t = useT();
  return (
    <span className={present ? 'presence presence-here' : 'presence'}>
      <span className="presence-dot" aria-hidden="true" />
      <span>{word ?? t(present ? 'presence.present' : 'presence.absent')}</span>
    </span>
  );
}

const numerals = { 1: 'I', 2: 'II', 3: 'III', 4: 'IV', 5: 'V' } as const;

/** Triage of Urgencias: field, Roman numeral and word. */
export function Triage({ level }: { level: keyof typeof numerals }) {
  const t = useT();
  return (
    <span className="triage">
      <span className={`triage-field triage-${level}`}>{numerals[level]}</span>
      <span className="triage-word">{t(`triage.${level}`)}</span>
    </span>
  );
}
