import { useState } from 'react';
import phoneIcon from 'lucide-static/icons/phone.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { useParams } from '../../app/router';
import { useMarked } from '../../app/marked';
import { hasRole, useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Presence, Priority, StateChip } from '../../components/Chips';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { FileList } from '../../files/FileList';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useGap, useNotices } from '../../live/live';
import { AppointmentCard } from '../agenda/AppointmentCard';
import { useNames } from './catalogue';
import { ClinicalContent } from './ClinicalContent';
import { SupplementDialog } from '../urgencias/SupplementDialog';
import { CoveragePanel } from './CoveragePanel';
import type { Request } from './draft';
import { EventDialog, type AskingEvent } from './EventDialog';
import { FollowedUp, FollowUpAsked } from './FollowUp';
import { paths } from './paths';
import './requests.css';
import { Thread } from './Thread';
import { usePhone } from './usePhone';

type Colleague = Request['requester'];

/** One request as it stands: what was asked, what happened, and what may be done now. */
export default function RequestPage() {
  const t = useT();
  const { request: id = '' } = useParams();
  const session = useSession();
  const [asking, setAsking] = useState<AskingEvent>();
  const [supplementing, setSupplementing] = useState(false);
  const found = useLoad(id, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
  );
  const submitted = found.data?.state === 'SUBMITTED';
  const coverage = useLoad(submitted ? `${id} ${String(found.data?.version)}` : null, (signal) =>
    call(api.GET('/api/requests/{id}/coverage', { params: { path: { id } }, signal })),
  );
  useNotices(['request.', 'consultation.'], (notice) => {
    if (notice.facts.request === id) found.reload();
  });
  useGap(found.reload);
  const phone = usePhone();
  const request = found.data;
  const back = useBack(request?.requester.person);
  useMarked(request && back.to);
  if (request === undefined) {
    return (
      <Page title={t('request.title')} back={back}>
        {found.error === undefined ? (
          <LoadingRows onRetry={found.reload} />
        ) : (
          <ErrorPanel failure={found.error} onRetry={found.reload} />
        )}
      </Page>
    );
  }
  const appointment = request.appointment && (
    <AppointmentCard request={request} onAsk={setAsking} onTime={paths.time(request.id)} />
  );
  return (
    <Page
      title={t('request.title')}
      back={back}
      beside={<StateChip state={request.state} />}
      foot={
        <Actions request={request} onAsk={setAsking} onSupplement={() => setSupplementing(true)} />
      }
    >
      {request.patient && <PatientBar patient={request.patient} />}
      {request.askedBack !== undefined && (
        <Callout tone="caution" title={t('request.askedBack')} quiet>
          {request.askedBack}
        </Callout>
      )}
      {request.requester.person === session.person.id && <FollowUpAsked request={request} />}
      {found.error !== undefined && <ErrorPanel failure={found.error} onRetry={found.reload} />}
      {phone && appointment}
      <div className="rq-editor">
        <div className="rq-read">
          {request.follows !== undefined && <FollowedUp request={request.follows} />}
          <RequestFacts request={request} />
          {request.content ? (
            <ClinicalContent content={request.content} />
          ) : (
            <p className="rq-quiet">{t('request.notClinical')}</p>
          )}
          {request.files && request.files.length > 0 && (
            <section className="rq-facts" aria-label={t('files.title')}>
              <h3>{t('files.title')}</h3>
              <FileList files={request.files} />
            </section>
          )}
          <Thread request={request} onChanged={found.set} />
        </div>
        <aside className="rq-beside">
          {submitted && <CoveragePanel coverage={coverage.data} />}
          {!phone && appointment}
          <ColleagueCard title={t('request.requester')} colleague={request.requester} />
          {request.specialist && (
            <ColleagueCard title={t('request.attending')} colleague={request.specialist} />
          )}
          <History request={request} />
        </aside>
      </div>
      {request.events.includes('supplement') && (
        <SupplementDialog
          request={request}
          isOpen={supplementing}
          onClose={() => setSupplementing(false)}
          onDone={(changed) => {
            found.set(changed);
            setSupplementing(false);
          }}
        />
      )}
      {asking && (
        <EventDialog
          event={asking}
          request={request}
          onClose={() => setAsking(undefined)}
          onDone={(changed) => {
            setAsking(undefined);
            found.set(changed);
          }}
        />
      )}
    </Page>
  );
}

/** Where a request is one of many, for who asked, who answers and who coordinates. */
function useBack(requester: string | undefined): { to: string; label: string } {
  const t = useT();
  const session = useSession();
  const asked = requester === undefined || requester === session.person.id;
  if (!asked && hasRole(session, ['specialist'])) {
    return { to: paths.inbox, label: t('inbox.title') };
  }
  if (!asked && hasRole(session, ['coordinator', 'national-coordinator'])) {
    return { to: paths.coordination, label: t('coordination.title') };
  }
  return { to: paths.requests, label: t('requests.title') };
}

/** Priority, kind, specialty and reason, on one line that wraps. */
export function RequestFacts({ request }: { request: Request }) {
  const t = useT();
  const names = useNames();
  return (
    <p className="rq-line">
      {request.priority && <Priority priority={request.priority} />}
      {request.kind && <span>{t(`request.kind.${request.kind}`)}</span>}
      <span>
        {names.specialty(request.specialty)} · {names.reason(request.reason)}
      </span>
      {request.visit === 'subsequent' && <span>{t('visit.subsequent')}</span>}
      {request.attendingMode === 'written' && <span>{t('written.byWriting')}</span>}
      {request.minutes !== undefined && <span>{t('request.minutes', { n: request.minutes })}</span>}
    </p>
  );
}

/** A colleague with where they are, whether they are there, and how to call them. */
export function ColleagueCard({ title, colleague }: { title: string; colleague: Colleague }) {
  const format = useFormat();
  const names = useNames();
  return (
    <section className="rq-aside">
      <h2>{title}</h2>
      <p>
        <strong>{colleague.displayName}</strong>
      </p>
      <p className="rq-quiet">
        {[names.specialty(colleague.specialty), colleague.unitName, colleague.unit]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {colleague.present !== undefined && <Presence present={colleague.present} />}
      {colleague.phone !== undefined && (
        <p className="rq-phone">
          <Icon of={phoneIcon} />{' '}
          <a href={`tel:${colleague.phone.replace(/[^+\d]/g, '')}`}>
            {format.telephone(colleague.phone, colleague.extension)}
          </a>
        </p>
      )}
    </section>
  );
}

function History({ request }: { request: Request }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="rq-aside">
      <h2>{t('request.history')}</h2>
      <ol className="rq-history">
        {[...request.history].reverse().map((entry) => (
          <li key={`${entry.at} ${entry.event}`}>
            <strong>{t(`request.event.${entry.event}`)}</strong>
            <span className="rq-quiet"> {format.dayAndTime(entry.at)}</span>
            {entry.by && <span className="rq-history-by">{entry.by.displayName}</span>}
            {entry.reason !== undefined && (
              <span className="rq-history-by">{t(`reason.${entry.reason}` as 'reason.died')}</span>
            )}
            {entry.note !== undefined && <span className="rq-history-by">«{entry.note}»</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Actions({
  request,
  onAsk,
  onSupplement,
}: {
  request: Request;
  onAsk: (event: AskingEvent) => void;
  onSupplement: () => void;
}) {
  const t = useT();
  const may = (event: Request['events'][number]) => request.events.includes(event);
  const { consultation, answer, patient, state } = request;
  const inRoom =
    consultation !== undefined &&
    (state === 'ACCEPTED' || state === 'SCHEDULED' || state === 'IN_CONSULTATION') &&
    // Answered in writing, nobody is expected in the room, unless somebody is there.
    (request.attendingMode !== 'written' || request.nextStep === 'enter-room');
  return (
    <>
      <span className="rq-foot-note">
        {may('cancel') && (
          <Button look="quiet" onPress={() => onAsk('cancel')}>
            {t(state === 'DRAFT' ? 'request.discard' : 'request.cancel')}
          </Button>
        )}
      </span>
      {may('supplement') && <Button onPress={onSupplement}>{t('urgencias.supplement')}</Button>}
      {may('close') && <Button onPress={() => onAsk('close')}>{t('request.close')}</Button>}
      {state === 'RETURNED' && may('resubmit') && (
        <ButtonLink to={paths.edit(request.id)} look="primary">
          {t('request.edit')}
        </ButtonLink>
      )}
      {state === 'DRAFT' && may('submit') && (
        <ButtonLink to={paths.edit(request.id)} look="primary">
          {t('requests.step.complete-draft')}
        </ButtonLink>
      )}
      {may('book') && (
        <ButtonLink
          to={paths.time(request.id)}
          look={state === 'NO_SHOW' ? 'primary' : 'secondary'}
        >
          {t('requests.step.choose-time')}
        </ButtonLink>
      )}
      {inRoom && (
        <ButtonLink to={paths.room(consultation)} look="primary">
          {t('requests.step.enter-room')}
        </ButtonLink>
      )}
      {answer && patient && (
        <ButtonLink to={paths.record(patient.id, answer.note)} look="primary">
          {t('request.readNote')}
        </ButtonLink>
      )}
    </>
  );
}
