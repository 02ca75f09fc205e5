import { FileList } from '../../files/FileList';
import { useT } from '../../i18n/language';
import { fieldShort, hasValue, NOTE_FIELDS, type NoteFields, type SignedNote } from './fields';
import { shortHash } from './hash';
import { VitalsLine } from './vitals';

/** A signed note as it reads: every field that says something, in the order of the norm. */
export function NoteReading({
  note,
  onPaper,
}: {
  note: SignedNote;
  /** Files are named, not opened. */
  onPaper?: boolean;
}) {
  const t = useT();
  const { fields, header, at, attachments = [] } = note.content;
  return (
    <>
      <FieldsReading fields={fields} zone={header.requester.zone} at={at} />
      {attachments.length > 0 && (
        <dl className="note-reading">
          <div className="note-row">
            <dt>{t('note.files')}</dt>
            <dd>
              {onPaper ? (
                <ul className="note-diagnoses">
                  {attachments.map(({ id, name, hash }) => (
                    <li key={id}>
                      {name} · {t('files.hash', { hash: shortHash(hash) })}
                    </li>
                  ))}
                </ul>
              ) : (
                <FileList files={attachments} />
              )}
            </dd>
          </div>
        </dl>
      )}
    </>
  );
}

/** Fields of a note, signed or not. */
export function FieldsReading({
  fields,
  zone,
  at,
}: {
  fields: NoteFields;
  zone?: string | undefined;
  /** When the note was made. */
  at?: string | undefined;
}) {
  const t = useT();
  return (
    <dl className="note-reading">
      {NOTE_FIELDS.filter((name) => hasValue(fields, name)).map((name) => (
        <div className="note-row" key={name}>
          <dt>{t(fieldShort(name))}</dt>
          <dd>
            {name === 'vitalSigns' ? (
              fields.vitalSigns && <VitalsLine vitals={fields.vitalSigns} zone={zone} at={at} />
            ) : name === 'diagnoses' ? (
              <ul className="note-diagnoses">
                {(fields.diagnoses ?? []).map((diagnosis) => (
                  <li key={`${diagnosis.code ?? ''} ${diagnosis.text}`}>
                    <strong>
                      {diagnosis.code} {diagnosis.text}
                    </strong>
                  </li>
                ))}
              </ul>
            ) : name === 'disposition' ? (
              <strong>{fields.disposition && t(`disposition.${fields.disposition}`)}</strong>
            ) : name === 'followUpAfter' ? (
              fields.followUpAfter && t(`followUp.${fields.followUpAfter}`)
            ) : (
              fields[name]
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
