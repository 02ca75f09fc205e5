import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { TextArea } from '../../components/Field';
import { Select } from '../../components/Select';
import { ErrorPanel } from '../../components/States';
import type { Key } from '../../i18n/dictionary';
import { useT } from '../../i18n/language';
import './requests.css';

type Request = components['schemas']['Request'];

/** Events that ask for a reason before they happen. */
export type AskingEvent =
  'release' | 'decline' | 'return' | 'cancel' | 'close' | 'unbook' | 'late' | 'miss';

/** The closed lists of reasons, as the API has them. */
const REASONS = {
  release: ['called-away', 'end-of-shift', 'other-specialty', 'technical'],
  decline: ['not-indicated', 'needs-presence', 'other-specialty', 'duplicate', 'already-answered'],
  return: [
    'more-history',
    'more-examination',
    'studies-missing',
    'question-unclear',
    'identity-unclear',
  ],
  cancel: [
    'improved',
    'transferred',
    'patient-refused',
    'patient-left',
    'died',
    'answered-elsewhere',
    'duplicate',
    'made-in-error',
  ],
  close: [
    'followed',
    'followed-in-part',
    'not-followed',
    'transferred',
    'died',
    'lost-to-follow-up',
  ],
  unbook: [
    'patient-unavailable',
    'requester-unavailable',
    'specialist-unavailable',
    'station-unavailable',
    'other-specialist',
  ],
  late: ['previous-case', 'patient-on-the-way', 'emergency', 'technical'],
  miss: ['patient-absent', 'requester-absent', 'specialist-absent', 'technical'],
} as const;

type ReasonOf<E extends AskingEvent> = (typeof REASONS)[E][number];

/** What the text under the reason is, and whether it must be written. */
const WORDS: Record<AskingEvent, { title: Key; text: Key; required: boolean }> = {
  release: { title: 'event.releaseTitle', text: 'event.noteOptional', required: false },
  decline: { title: 'event.declineTitle', text: 'event.instead', required: true },
  return: { title: 'event.returnTitle', text: 'event.question', required: true },
  cancel: { title: 'event.cancelTitle', text: 'event.noteOptional', required: false },
  close: { title: 'event.closeTitle', text: 'event.howPatient', required: false },
  unbook: { title: 'event.unbookTitle', text: 'event.noteOptional', required: false },
  late: { title: 'event.lateTitle', text: 'event.noteOptional', required: false },
  miss: { title: 'event.missTitle', text: 'event.noteOptional', required: false },
};

/** Events whose note is short. */
const SHORT: readonly AskingEvent[] = ['release', 'cancel', 'unbook', 'late', 'miss'];

/** Minutes by which somebody may say that they are late. */
const DELAYS = [5, 10, 15, 20, 30, 45, 60];

interface Asked {
  id: string;
  version: number;
}

function send(
  event: AskingEvent,
  request: Asked,
  reason: string,
  text: string,
  minutes: number | undefined,
): Promise<Request> {
  const params = { path: { id: request.id } };
  const version = request.version;
  const note = text === '' ? {} : { note: text };
  switch (event) {
    case 'release':
      return call(
        api.POST('/api/requests/{id}/release', {
          params,
          body: { version, reason: reason as ReasonOf<'release'>, ...note },
        }),
      );
    case 'decline':
      return call(
        api.POST('/api/requests/{id}/decline', {
          params,
          body: { version, reason: reason as ReasonOf<'decline'>, note: text },
        }),
      );
    case 'return':
      return call(
        api.POST('/api/requests/{id}/return', {
          params,
          body: { version, reason: reason as ReasonOf<'return'>, question: text },
        }),
      );
    case 'cancel':
      return call(
        api.POST('/api/requests/{id}/cancel', {
          params,
          body: { version, reason: reason as ReasonOf<'cancel'>, ...note },
        }),
      );
    case 'close':
      return call(
        api.POST('/api/requests/{id}/close', {
          params,
          body: { version, reason: reason as ReasonOf<'close'>, ...note },
        }),
      );
    case 'unbook':
      return call(
        api.POST('/api/requests/{id}/unbook', {
          params,
          body: { version, reason: reason as ReasonOf<'unbook'>, ...note },
        }),
      );
    case 'late':
      return call(
        api.POST('/api/requests/{id}/late', {
          params,
          body: {
            version,
            reason: reason as ReasonOf<'late'>,
            ...(minutes === undefined ? {} : { minutes }),
            ...note,
          },
        }),
      );
    case 'miss':
      return call(
        api.POST('/api/requests/{id}/missed', {
          params,
          body: { version, reason: reason as ReasonOf<'miss'>, ...note },
        }),
      );
  }
}

/** Asks why, does it, and hands back the request as it stands then. */
export function EventDialog({
  event,
  request,
  onClose,
  onDone,
}: {
  event: AskingEvent;
  request: Asked;
  onClose: () => void;
  onDone: (request: Request) => void;
}) {
  const t = useT();
  const words = WORDS[event];
  const [reason, setReason] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [minutes, setMinutes] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const missingText = words.required && text.trim() === '';

  async function confirm() {
    setTried(true);
    if (reason === null || missingText) return;
    setPending(true);
    setFailure(undefined);
    try {
      onDone(
        await send(
          event,
          request,
          reason,
          text.trim(),
          minutes === null ? undefined : Number(minutes),
        ),
      );
    } catch (problem) {
      setFailure(problem);
      setPending(false);
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(words.title)}
      footer={
        <>
          <Button size="lg" onPress={onClose}>
            {t('event.keep')}
          </Button>
          <Button
            size="lg"
            look={event === 'cancel' ? 'danger' : 'primary'}
            isPending={pending}
            onPress={() => void confirm()}
          >
            {t(words.title)}
          </Button>
        </>
      }
    >
      <div className="rq-dialog">
        {failure !== undefined && <ErrorPanel failure={failure} />}
        <Select
          label={t('event.reason')}
          options={REASONS[event].map((id) => ({ id, label: t(`reason.${id}`) }))}
          value={reason}
          onChange={setReason}
          error={tried && reason === null ? t('request.gap.missing') : undefined}
        />
        {event === 'late' && (
          <Select
            label={t('late.minutes')}
            optional
            options={DELAYS.map((n) => ({ id: String(n), label: t('time.minutes', { n }) }))}
            value={minutes}
            onChange={setMinutes}
          />
        )}
        <TextArea
          label={t(words.text)}
          value={text}
          onChange={setText}
          rows={4}
          maxLength={SHORT.includes(event) ? 500 : 1000}
          error={tried && missingText ? t('request.gap.missing') : undefined}
        />
      </div>
    </Dialog>
  );
}
