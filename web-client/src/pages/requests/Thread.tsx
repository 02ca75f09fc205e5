import { useState } from 'react';
import { api, call } from '../../api/client';
import { Button } from '../../components/Button';
import { TextArea } from '../../components/Field';
import { ErrorPanel } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { FileList } from '../../files/FileList';
import { FileShelf } from '../../files/FileShelf';
import { useFiles } from '../../files/useFiles';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { Request } from './draft';

const SPOKEN = ['ask', 'reply', 'return'] as const;
type Spoken = (typeof SPOKEN)[number];
type Entry = Request['history'][number] & { event: Spoken };

function isSpoken(entry: Request['history'][number]): entry is Entry {
  return SPOKEN.some((event) => event === entry.event);
}

/**
 * Questions of whoever took the request and answers of its author, the oldest first, with the files
 * that came along; and a place to write the next one, for whose turn it is.
 */
export function Thread({
  request,
  onChanged,
  level = 2,
}: {
  request: Request;
  onChanged: (request: Request) => void;
  level?: 2 | 3;
}) {
  const t = useT();
  const mayAsk = request.events.includes('ask');
  const mayReply = request.events.includes('reply');
  const spoken = request.history.filter(isSpoken);
  if (spoken.length === 0 && !mayAsk && !mayReply) return null;
  const Head = level === 2 ? 'h2' : 'h3';
  return (
    <section className="thread" aria-label={t('thread.title')}>
      <Head className="section-title">{t('thread.title')}</Head>
      {spoken.length > 0 && (
        <ol className="thread-list">
          {spoken.map((entry) => (
            <Said key={`${entry.at} ${entry.event}`} entry={entry} />
          ))}
        </ol>
      )}
      {mayAsk && request.askedBack !== undefined && (
        <p className="thread-who" role="status">
          {t('thread.waiting', { name: request.requester.displayName })}
        </p>
      )}
      {mayAsk && <Ask request={request} onChanged={onChanged} />}
      {mayReply && <Reply request={request} onChanged={onChanged} />}
    </section>
  );
}

function Said({ entry }: { entry: Entry }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className={`thread-entry thread-${entry.event}`}>
      <p className="thread-who">
        <strong>{entry.by?.displayName}</strong> · {t(`request.event.${entry.event}`)} ·{' '}
        {format.dayAndTime(entry.at)}
      </p>
      {entry.note !== undefined && <p className="thread-text">{entry.note}</p>}
      {entry.files && <FileList files={entry.files} />}
    </li>
  );
}

/** Sends one sentence of the thread and hands back the request as it stands then. */
function useSaying(
  onChanged: (request: Request) => void,
  send: (text: string) => Promise<Request>,
) {
  const t = useT();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  async function say() {
    setTried(true);
    if (text.trim() === '') return;
    setPending(true);
    setFailure(undefined);
    try {
      const changed = await send(text.trim());
      setText('');
      setTried(false);
      confirmDone(t('thread.sent'));
      onChanged(changed);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setPending(false);
    }
  }
  const error = tried && text.trim() === '' ? t('request.gap.missing') : undefined;
  return { text, setText, error, pending, failure, say };
}

function Ask({ request, onChanged }: { request: Request; onChanged: (request: Request) => void }) {
  const t = useT();
  const { text, setText, error, pending, failure, say } = useSaying(onChanged, (question) =>
    call(
      api.POST('/api/requests/{id}/ask', {
        params: { path: { id: request.id } },
        body: { version: request.version, question },
      }),
    ),
  );
  return (
    <div className="thread-write">
      {failure !== undefined && <ErrorPanel failure={failure} />}
      <TextArea
        label={t('thread.askLabel')}
        hint={t('thread.askHint')}
        value={text}
        onChange={setText}
        rows={2}
        maxLength={2_000}
        error={error}
      />
      <Button isPending={pending} onPress={() => void say()}>
        {t('thread.ask')}
      </Button>
    </div>
  );
}

function Reply({
  request,
  onChanged,
}: {
  request: Request;
  onChanged: (request: Request) => void;
}) {
  const t = useT();
  const files = useFiles(request.id, 'request');
  const { text, setText, error, pending, failure, say } = useSaying(onChanged, (answer) =>
    call(
      api.POST('/api/requests/{id}/reply', {
        params: { path: { id: request.id } },
        body: { version: request.version, answer },
      }),
    ),
  );
  const sent = (request.files ?? []).map(({ id }) => id);
  return (
    <div className="thread-write">
      {failure !== undefined && <ErrorPanel failure={failure} />}
      <TextArea
        label={t('thread.replyLabel')}
        hint={t('thread.withFiles')}
        value={text}
        onChange={setText}
        rows={3}
        maxLength={4_000}
        error={error}
      />
      <FileShelf files={files} level={3} sent={sent} />
      <Button
        look={request.askedBack === undefined ? 'secondary' : 'primary'}
        isPending={pending}
        onPress={() => void say()}
      >
        {t('thread.reply')}
      </Button>
    </div>
  );
}
