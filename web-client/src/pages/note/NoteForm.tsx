import { Select } from '../../components/Select';
import { TextArea } from '../../components/Field';
import { useT } from '../../i18n/language';
import { DiagnosisList } from './DiagnosisList';
import {
  DISPOSITIONS,
  fieldLabel,
  FOLLOW_UPS,
  NOTE_FIELDS,
  type NoteFieldName,
  type NoteFields,
} from './fields';
import type { NoteState } from './noteEditor';
import { VitalSignsField } from './VitalSignsField';

const ROWS: Partial<Record<NoteFieldName, number>> = { reason: 1, prognosis: 1, followUp: 1 };
const LENGTHS: Partial<Record<NoteFieldName, number>> = {
  reason: 2_000,
  prognosis: 2_000,
  followUp: 1_000,
};

/** The place of a field on the page. */
export function fieldId(name: NoteFieldName): string {
  return `note-${name}`;
}

/** Brings a field into sight and puts the caret there. */
export function goToField(name: NoteFieldName): void {
  const place = document.getElementById(fieldId(name));
  if (!place) return;
  place.scrollIntoView({ block: 'center' });
  const control = place.matches('input,textarea,button')
    ? place
    : place.querySelector<HTMLElement>('textarea,input,button');
  (control ?? place).focus();
}

/** The fields of NOM-004, 6.3 and 7.1, in the order a consultation goes. */
export function NoteForm({
  state,
  onChange,
  showGaps,
  zone,
}: {
  state: NoteState;
  onChange: (change: Partial<NoteFields>) => void;
  /** Somebody wanted to sign: what is missing is drawn as wrong and not only said. */
  showGaps: boolean;
  zone?: string | undefined;
}) {
  const t = useT();
  const { fields, origins, missing, elsewhere, parting } = state;
  const isReadOnly = elsewhere || parting !== undefined;

  return (
    <div className="note-form">
      {NOTE_FIELDS.map((name) => {
        const mark = origins.includes(name) ? t('note.fromRequest') : undefined;
        const isMissing = missing.includes(name);
        const error = showGaps && isMissing ? t('note.missingValue') : undefined;
        if (name === 'diagnoses') {
          return (
            <DiagnosisList
              key={name}
              id={fieldId(name)}
              value={fields.diagnoses ?? []}
              onChange={(diagnoses) => onChange({ diagnoses })}
              isReadOnly={isReadOnly}
              mark={mark}
              error={error}
            />
          );
        }
        if (name === 'vitalSigns') {
          return (
            <VitalSignsField
              key={name}
              id={fieldId(name)}
              value={fields.vitalSigns}
              onChange={(vitalSigns) => onChange({ vitalSigns })}
              isReadOnly={isReadOnly}
              mark={mark}
              error={error}
              zone={zone}
            />
          );
        }
        if (name === 'disposition') {
          return (
            <div key={name} id={fieldId(name)}>
              <Select
                label={t('note.disposition')}
                options={DISPOSITIONS.map((id) => ({ id, label: t(`disposition.${id}`) }))}
                value={fields.disposition ?? null}
                onChange={(id) =>
                  onChange({ disposition: DISPOSITIONS.find((known) => known === id) })
                }
                placeholder={t('note.dispositionPlaceholder')}
                isDisabled={isReadOnly}
                error={error}
              />
            </div>
          );
        }
        if (name === 'followUpAfter') {
          return (
            <div key={name} id={fieldId(name)}>
              <Select
                label={t('note.followUpAfter')}
                options={[
                  { id: 'none', label: t('followUp.none') },
                  ...FOLLOW_UPS.map((id) => ({ id, label: t(`followUp.${id}`) })),
                ]}
                value={fields.followUpAfter ?? 'none'}
                onChange={(id) =>
                  onChange({ followUpAfter: FOLLOW_UPS.find((known) => known === id) })
                }
                isDisabled={isReadOnly}
              />
            </div>
          );
        }
        const optional = name === 'results' || name === 'followUp';
        return (
          <div key={name} id={fieldId(name)}>
            <TextArea
              label={t(fieldLabel(name))}
              aside={
                isMissing && !error ? (
                  <span className="note-gap-word">{t('note.gap')}</span>
                ) : undefined
              }
              optional={optional}
              mark={mark}
              rows={ROWS[name] ?? 2}
              value={fields[name] ?? ''}
              onChange={(text) => onChange({ [name]: text })}
              maxLength={LENGTHS[name] ?? 8_000}
              isReadOnly={isReadOnly}
              error={error}
            />
          </div>
        );
      })}
    </div>
  );
}
