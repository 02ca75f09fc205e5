import { useState } from 'react';
import calendarPlus from 'lucide-static/icons/calendar-plus.svg?raw';
import pen from 'lucide-static/icons/pen-line.svg?raw';
import video from 'lucide-static/icons/video.svg?raw';
import { api, call } from '../../api/client';
import { isProblem } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { useKeys, type PageKey } from '../../app/keys';
import { Link, navigate } from '../../app/router';
import { useSession } from '../../app/session';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Page } from '../../components/Page';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { FileList } from '../../files/FileList';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useNotices } from '../../live/live';
import { useCatalogue } from './catalogue';
import { ClinicalContent } from './ClinicalContent';
import type { Request } from './draft';
import { EventDialog, type AskingEvent } from './EventDialog';
import { paths } from './paths';
import { ColleagueCard, RequestFacts } from './RequestPage';

/** The request chosen in the inbox: question first, and what the specialist may do about it. */
export function InboxPreview({
  id,
  onChanged,
  asPage,
}: {
  id: string;
  onChanged: () => void;
  /** On a phone the preview is a page of its own. */
  asPage?: boolean;
}) {
  const t = useT();
  const session = useSession();
  const [asking, setAsking] = useState<AskingEvent>();
  const [failure, setFailure] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const found = useLoad(id, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
  );
  useNotices(['request.', 'consultation.'], (notice) => {
    if (notice.facts.request === id) found.reload();
  });
  const request = found.data;
  const mine = request?.specialist?.person === session.person.id;
  const may = (event: Request['events'][number]) => request?.events.includes(event) === true;

  async function accept(then: (accepted: Request) => string, mode?: 'written') {
    if (request === undefined) return;
    setPending(true);
    setFailure(undefined);
    try {
      const accepted = await call(
        api.POST('/api/requests/{id}/accept', {
          params: { path: { id } },
          body: { version: request.version, ...(mode ? { mode } : {}) },
        }),
      );
      onChanged();
      navigate(then(accepted));
    } catch (problem) {
      setFailure(problem);
      setPending(false);
      found.reload();
      onChanged();
    }
  }

  const roomOf = (accepted: Request): string =>
    accepted.consultation === undefined
      ? paths.inboxRequest(id)
      : paths.room(accepted.consultation);
  const acceptNow = () => void accept(roomOf);
  const inWriting = () => void accept(() => paths.writeNote(id), 'written');
  const open =
    mine &&
    (request?.state === 'ACCEPTED' ||
      request?.state === 'IN_CONSULTATION' ||
      (request?.state === 'SCHEDULED' && request.consultation !== undefined));
  const book = () => navigate(paths.time(id));
  const enter = () => request && navigate(roomOf(request));
  const write = () => navigate(paths.writeNote(id));

  const keys: PageKey[] = [];
  if (may('accept')) {
    keys.push({ key: 'a', label: t('inbox.accept'), run: acceptNow });
    if (may('book')) keys.push({ key: 'g', label: t('inbox.book'), run: book });
    keys.push({ key: 'e', label: t('inbox.written'), run: inWriting });
  } else if (open) {
    keys.push({ key: 'a', label: t('inbox.enter'), run: () => enter() });
    keys.push({ key: 'e', label: t('inbox.written'), run: write });
  }
  useKeys(keys);

  const bar = request && (
    <div className="ib-actions">
      {may('accept') && (
        <>
          <Button look="primary" icon={video} keys="A" isPending={pending} onPress={acceptNow}>
            {t('inbox.accept')}
          </Button>
          {may('book') && (
            <Button icon={calendarPlus} keys="G" isPending={pending} onPress={book}>
              {t('inbox.book')}
            </Button>
          )}
          <Button icon={pen} keys="E" isPending={pending} onPress={inWriting}>
            {t('inbox.written')}
          </Button>
        </>
      )}
      {open && (
        <>
          <Button look="primary" icon={video} keys="A" onPress={() => enter()}>
            {t('inbox.enter')}
          </Button>
          <Button icon={pen} keys="E" onPress={write}>
            {t('inbox.written')}
          </Button>
        </>
      )}
      <span className="ib-quiet-actions">
        {may('return') && (
          <Button look="quiet" onPress={() => setAsking('return')}>
            {t('inbox.ask')}
          </Button>
        )}
        {may('release') && (
          <Button look="quiet" onPress={() => setAsking('release')}>
            {t('inbox.release')}
          </Button>
        )}
        {may('decline') && (
          <Button look="quiet" onPress={() => setAsking('decline')}>
            {t('inbox.decline')}
          </Button>
        )}
      </span>
    </div>
  );

  const content = (
    <>
      {isProblem(failure, 'request-taken') ? (
        <Callout tone="info" title={failure.problem.title}>
          {t('inbox.takenDetail')}
        </Callout>
      ) : (
        failure !== undefined && <ErrorPanel failure={failure} />
      )}
      {request === undefined && found.error === undefined && <LoadingRows onRetry={found.reload} />}
      {found.error !== undefined &&
        (isProblem(found.error, 'not-found') ? (
          <Callout tone="info" title={t('inbox.gone')} quiet />
        ) : (
          <ErrorPanel failure={found.error} onRetry={found.reload} />
        ))}
      {request && (
        <>
          {request.patient && <PatientBar patient={request.patient} />}
          <div className="ib-body">
            <RequestFacts request={request} />
            <SentAt request={request} />
            {request.content && <ClinicalContent content={request.content} />}
            <div className="ib-cards">
              <ColleagueCard title={t('request.requester')} colleague={request.requester} />
              {request.files && request.files.length > 0 && (
                <section className="rq-aside">
                  <h2>{t('files.title')}</h2>
                  <FileList files={request.files} />
                </section>
              )}
              {request.patient && (
                <section className="rq-aside">
                  <h2>{t('inbox.record')}</h2>
                  <Link to={paths.record(request.patient.id)}>{t('inbox.previousNotes')}</Link>
                </section>
              )}
            </div>
          </div>
        </>
      )}
      {request && asking && (
        <EventDialog
          event={asking}
          request={request}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            setAsking(undefined);
            onChanged();
            navigate(paths.inbox);
          }}
        />
      )}
    </>
  );
  return asPage ? (
    <Page title={t('request.title')} back={{ to: paths.inbox, label: t('inbox.back') }} foot={bar}>
      {content}
    </Page>
  ) : (
    <>
      <div className="ib-scroll">{content}</div>
      {bar}
    </>
  );
}

/** When it was sent, by the reader's clock and the requester's. */
function SentAt({ request }: { request: Request }) {
  const t = useT();
  const format = useFormat();
  const catalogue = useCatalogue();
  if (request.waitingSince === undefined) return null;
  const here = `${format.nearDay(request.waitingSince)} ${format.time(request.waitingSince)}`;
  const zone = request.zone ?? format.zone;
  const there = `${format.nearDay(request.waitingSince, zone)} ${format.time(request.waitingSince, zone)}`;
  const place = catalogue?.units.get(request.unit)?.city ?? request.unitName;
  return (
    <p className="rq-quiet">
      {here === there ? t('inbox.sentAtSame', { here }) : t('inbox.sentAt', { here, there, place })}
    </p>
  );
}
