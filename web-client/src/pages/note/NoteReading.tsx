import { useT } from '../../i18n/language';
import { fieldShort, hasValue, NOTE_FIELDS, type NoteFields, type SignedNote } from './fields';
import { VitalsLine } from './vitals';

/** A signed note as it reads: every field that says something, in the order of the norm. */
export function NoteReading({ note }: { note: SignedNote }) {
  const { fields, header, at } = note.content;
  return <FieldsReading fields={fields} zone={header.requester.zone} at={at} />;
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
            ) : (
              fields[name]
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
