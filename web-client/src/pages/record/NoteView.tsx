import { useEffect, useState } from 'react';
import badgeCheck from 'lucide-static/icons/badge-check.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import printer from 'lucide-static/icons/printer.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import { api, call } from '../../api/client';
import { isProblem } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { useKeys } from '../../app/keys';
import { navigate } from '../../app/router';
import { hasRole, useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useCity } from '../agenda/Clocks';
import type { SignedNote } from '../note/fields';
import { hashMatches, shortHash } from '../note/hash';
import { NoteReading } from '../note/NoteReading';
import { paths } from '../requests/paths';
import { AddendumDialog } from './AddendumDialog';

/** Who asks for consultations, and so for follow-ups. */
const ASKING = ['physician', 'emergency-physician', 'resident', 'chief-of-service'];

/** A signed note as it was signed: its text, who signed it, whether it still matches, its addenda. */
export function NoteView({
  id,
  onChanged,
}: {
  id: string;
  /** An addendum was signed. */
  onChanged: () => void;
}) {
  const t = useT();
  const session = useSession();
  const { person } = session;
  const [adding, setAdding] = useState(false);
  const note = useLoad(`note ${id}`, (signal) =>
    call(api.GET('/api/notes/{id}', { params: { path: { id } }, signal })),
  );
  const { data } = note;
  useKeys([{ key: 'p', label: t('record.print'), run: () => navigate(`/letters/${id}`) }]);

  if (!data) {
    return (
      <div className="record-note">
        <h1 className="hidden" tabIndex={-1}>
          {t('note.title')}
        </h1>
        {note.error ? (
          <ErrorPanel
            failure={note.error}
            title={t(
              isProblem(note.error, 'note-damaged') ? 'record.noteDamaged' : 'record.noteFailed',
            )}
            onRetry={note.reload}
          />
        ) : (
          <LoadingRows rows={6} onRetry={note.reload} />
        )}
      </div>
    );
  }
  const mayAdd = data.author === person.id;
  const mayAsk = hasRole(session, ASKING) && data.content.fields.followUpAfter !== undefined;
  return (
    <>
      <article className="record-note" aria-labelledby="note-title">
        <div className="record-note-head">
          <div>
            <h1 className="page-title" id="note-title" tabIndex={-1}>
              {t('note.title')}
            </h1>
            <NoteWhen note={data} />
          </div>
          <div className="record-actions">
            {mayAsk && (
              <ButtonLink to={paths.followUp(data.patient, data.request)}>
                {t('followUp.ask')}
              </ButtonLink>
            )}
            {mayAdd && <Button onPress={() => setAdding(true)}>{t('record.addAddendum')}</Button>}
            <ButtonLink to={`/letters/${id}`} look="primary" icon={printer} keys="P">
              {t('record.print')}
            </ButtonLink>
          </div>
        </div>
        <SignedBand note={data} />
        <NoteReading note={data} />
      </article>
      <Signature note={data} />
      {adding && (
        <AddendumDialog
          note={data}
          onClose={() => setAdding(false)}
          onSigned={() => {
            setAdding(false);
            note.reload();
            onChanged();
          }}
        />
      )}
    </>
  );
}

function NoteWhen({ note }: { note: SignedNote }) {
  const t = useT();
  const format = useFormat();
  const { header, mode, at } = note.content;
  const city = useCity();
  const unit = useSession().grants.find((grant) => grant.unit !== '')?.unit;
  // The other hospital's clock: who reads it where it was written sees that of who asked.
  const other = header.author.unit === unit ? header.requester : header.author;
  const { recordNumber } = header.patient;
  return (
    <>
      <p className="note-when">
        {format.day(at)} · <strong>{format.time(at)}</strong> {t('record.here')}
        {other.zone && ` · ${format.time(at, other.zone)} ${city(other)}`}
      </p>
      <p className="note-when">
        {t(`note.mode.${mode}`)}
        {recordNumber && ` · ${t('record.recordNumber', { number: recordNumber })}`}
      </p>
    </>
  );
}

/** On a phone, where the signature stands under the note: by whom and when, before it. */
function SignedBand({ note }: { note: SignedNote }) {
  const t = useT();
  const format = useFormat();
  const { author, specialtyName } = note.content.header;
  return (
    <div className="signed-band">
      <p className="signature-word">
        <Icon of={badgeCheck} />{' '}
        {t('record.signedOn', {
          when: `${format.day(note.signedAt, author.zone)}, ${format.time(note.signedAt, author.zone)} (${format.zoneName(author.zone)})`,
        })}
      </p>
      <p>
        <strong>{[author.title, author.name].filter(Boolean).join(' ')}</strong>
        {author.cedula && ` · ${t('sign.cedula', { number: author.cedula })}`}
      </p>
      <p className="row-second">
        {specialtyName} · {author.unitName}
      </p>
    </div>
  );
}

function Signature({ note }: { note: SignedNote }) {
  const t = useT();
  const format = useFormat();
  const { author, specialtyName } = note.content.header;
  const [matches, setMatches] = useState<boolean>();
  useEffect(() => {
    let ended = false;
    void hashMatches(note.canonical, note.hash).then((same) => {
      if (!ended) setMatches(same);
    });
    return () => {
      ended = true;
    };
  }, [note.canonical, note.hash]);
  return (
    <aside className="record-signature" aria-label={t('sign.signature')}>
      <p className="signature-word">
        <Icon of={badgeCheck} /> {t('record.signed')}
      </p>
      <p className="signature-who">
        <strong>{[author.title, author.name].filter(Boolean).join(' ')}</strong>
        <span>{specialtyName}</span>
        {author.cedula && <span>{t('sign.cedula', { number: author.cedula })}</span>}
        <span>{author.unitName}</span>
        <span className="signature-clues">CLUES {author.unit}</span>
      </p>
      <dl className="signature-facts">
        <dt>{t('record.signed')}</dt>
        <dd>
          {format.day(note.signedAt, author.zone)} · {format.time(note.signedAt, author.zone)}{' '}
          {format.zoneName(author.zone)}
        </dd>
        <dt>{t('record.hash')}</dt>
        <dd title={note.hash}>{shortHash(note.hash)}</dd>
      </dl>
      <p
        className={
          matches === false ? 'signature-match verdict-bad' : 'signature-match verdict-good'
        }
        role={matches === false ? 'alert' : undefined}
      >
        <Icon of={matches === false ? triangleAlert : check} />{' '}
        {t(
          matches === undefined
            ? 'record.checking'
            : matches
              ? 'record.matches'
              : 'record.mismatch',
        )}
      </p>
      <section className="addenda" aria-label={t('record.addenda', { n: note.addenda.length })}>
        <h2 className="section-title">
          {note.addenda.length === 0
            ? t('record.addendaNone')
            : t('record.addenda', { n: note.addenda.length })}
        </h2>
        {note.addenda.map((addendum) => (
          <div className="addendum" key={addendum.id}>
            <p className="row-second">
              {format.day(addendum.signedAt)} · {format.time(addendum.signedAt)}
            </p>
            <p className="addendum-text">{addendum.content.text}</p>
          </div>
        ))}
      </section>
      <ReadBy note={note} />
    </aside>
  );
}

/** Whether the one who asked has read it. */
function ReadBy({ note }: { note: SignedNote }) {
  const t = useT();
  const format = useFormat();
  const request = useLoad(`request ${note.request}`, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id: note.request } }, signal })),
  );
  const answer = request.data?.answer;
  if (!request.data || !answer) return null;
  return (
    <p className="signature-read">
      {answer.readAt
        ? t('record.readBy', {
            name: request.data.requester.displayName,
            when: format.dayAndTime(answer.readAt),
          })
        : t('record.unread')}
    </p>
  );
}
