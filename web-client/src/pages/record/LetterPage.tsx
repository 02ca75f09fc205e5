import { useEffect, type ReactNode } from 'react';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import printer from 'lucide-static/icons/printer.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { isProblem } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { useParams } from '../../app/router';
import { useSession } from '../../app/session';
import { Button, ButtonLink } from '../../components/Button';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { SignedNote } from '../note/fields';
import { NoteReading } from '../note/NoteReading';
import { relationKey } from '../room/ConsentPanel';
import { videoConsent, type Consultation } from '../room/consultation';
import { LetterCircumstances, LetterHeader } from './LetterHeader';
import '../note/note.css';
import './letter.css';

type SignedAddendum = components['schemas']['SignedAddendum'];

/** A signed note on letter paper: black on white, its header on each sheet, its hash below. */
export default function LetterPage() {
  const t = useT();
  const { note: id = '' } = useParams();
  const { sample } = useSession();
  const letter = useLoad(`letter ${id}`, (signal) => readLetter(id, signal));
  const note = letter.data?.note;

  useEffect(() => {
    // The name of the file when it is printed to one: no patient data in it.
    const before = document.title;
    if (note) document.title = `Interconsulta ${note.id.slice(0, 8)}`;
    return () => {
      document.title = before;
    };
  }, [note]);

  return (
    <div className="letter-page">
      <header className="letter-bar" aria-label={t('letter.toolbar')}>
        <ButtonLink
          to={note ? `/patients/${note.patient}/notes/${note.id}` : '/patients'}
          icon={arrowLeft}
        >
          {t('letter.back')}
        </ButtonLink>
        <Button look="primary" icon={printer} onPress={() => window.print()}>
          {t('record.print')}
        </Button>
      </header>
      <main className="letter-main" id="content" tabIndex={-1}>
        {note && letter.data ? (
          <Sheet note={note} consultation={letter.data.consultation} sample={sample} />
        ) : letter.error ? (
          <ErrorPanel
            failure={letter.error}
            title={t(
              isProblem(letter.error, 'note-damaged') ? 'record.noteDamaged' : 'record.noteFailed',
            )}
            onRetry={letter.reload}
          />
        ) : (
          <LoadingRows rows={8} />
        )}
      </main>
    </div>
  );
}

/** The note, and the consultation that its consent stands on where the reader may see it. */
async function readLetter(id: string, signal: AbortSignal) {
  const note = await call(api.GET('/api/notes/{id}', { params: { path: { id } }, signal }));
  try {
    const request = await call(
      api.GET('/api/requests/{id}', { params: { path: { id: note.request } }, signal }),
    );
    if (!request.consultation) return { note, consultation: undefined };
    const consultation = await call(
      api.GET('/api/consultations/{id}', {
        params: { path: { id: request.consultation } },
        signal,
      }),
    );
    return { note, consultation };
  } catch (failure) {
    if (signal.aborted) throw failure;
    return { note, consultation: undefined }; // out of reach: the note stands by itself
  }
}

// A table, because browsers repeat its head and foot on every sheet.
function Sheet({
  note,
  consultation,
  sample,
}: {
  note: SignedNote;
  consultation: Consultation | undefined;
  sample: boolean;
}) {
  const t = useT();
  return (
    <table className="sheet" role="presentation">
      <thead>
        <tr>
          <td>
            <LetterHeader note={note} sample={sample} />
          </td>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            <h1 className="hidden">{t(`letter.kind.${note.content.mode}`)}</h1>
            <LetterCircumstances note={note} />
            <NoteReading note={note} onPaper />
            {note.content.mode === 'video' && <Consent consultation={consultation} />}
            {note.addenda.map((addendum, place) => (
              <Addendum key={addendum.id} addendum={addendum} number={place + 1} />
            ))}
            <Signatures note={note} />
          </td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <td>
            <div className="sheet-foot">
              <p>{t('letter.norm')}</p>
              <p className="sheet-hash">{note.hash}</p>
            </div>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Consent({ consultation }: { consultation: Consultation | undefined }) {
  const t = useT();
  const format = useFormat();
  const consent = consultation && videoConsent(consultation);
  if (!consultation) return null;
  const zone = consultation.participants.find(({ side }) => side === 'requester')?.colleague.zone;
  const when = consent
    ? `${format.day(consent.at, zone)}, ${format.time(consent.at, zone)} (${format.zoneName(zone)})`
    : '';
  return (
    <p className="sheet-consent">
      <strong>{t('letter.consent')}</strong>{' '}
      {!consent || consent.basis === 'withdrawn'
        ? t('letter.consentNone')
        : consent.basis === 'emergency'
          ? t('letter.consentEmergency', {
              names: (consent.physicians ?? []).map(({ name }) => name).join(', '),
              when,
            })
          : t('letter.consentGiven', {
              name: consent.name ?? '',
              who: t(relationKey(consent)),
              when,
            })}
    </p>
  );
}

function Addendum({ addendum, number }: { addendum: SignedAddendum; number: number }) {
  const t = useT();
  const format = useFormat();
  const { author } = addendum.content;
  return (
    <section className="sheet-addendum">
      <h2>
        {t('letter.addendum', {
          n: number,
          when: `${format.day(addendum.signedAt, author.zone)}, ${format.time(addendum.signedAt, author.zone)} (${format.zoneName(author.zone)})`,
        })}
      </h2>
      <p>{addendum.content.text}</p>
      <p className="sheet-small">
        {[author.title, author.name].filter(Boolean).join(' ')}
        {author.cedula && ` · ${t('sign.cedula', { number: author.cedula })}`}
      </p>
      <p className="sheet-small sheet-hash">{addendum.hash}</p>
    </section>
  );
}

function Signatures({ note }: { note: SignedNote }) {
  const t = useT();
  const format = useFormat();
  const { author, specialtyName } = note.content.header;
  return (
    <div className="sheet-signatures">
      <Signed>
        <strong>{[author.title, author.name].filter(Boolean).join(' ')}</strong>
        <span>
          {specialtyName}
          {author.cedula && ` · ${t('sign.cedula', { number: author.cedula })}`}
        </span>
        <span>
          {t('letter.electronic', {
            when: `${format.day(note.signedAt, author.zone)}, ${format.time(note.signedAt, author.zone)} (${format.zoneName(author.zone)})`,
          })}
        </span>
      </Signed>
      <Signed>
        <span>{t('letter.receives')}</span>
        <span>{t('letter.receivesFacts')}</span>
      </Signed>
    </div>
  );
}

function Signed({ children }: { children: ReactNode }) {
  return <p className="sheet-signature">{children}</p>;
}
