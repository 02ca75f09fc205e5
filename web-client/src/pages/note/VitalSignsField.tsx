import { useState } from 'react';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { Button } from '../../components/Button';
import { NumberField } from '../../components/NumberField';
import { unitWord } from '../../format/units';
import { useT } from '../../i18n/language';
import { hasValue, VITAL_SIGNS, type VitalSigns } from './fields';
import { VitalsLine } from './vitals';

/**
 * The vital signs of the note: read in one line, changed in a grid. Ranges come from the server, so
 * that an impossible value is named here before it is refused there.
 */
export function VitalSignsField({
  value,
  onChange,
  mark,
  error,
  isReadOnly,
  zone,
  id,
}: {
  value: VitalSigns | undefined;
  onChange: (vitals: VitalSigns | undefined) => void;
  mark?: string | undefined;
  error?: string | undefined;
  isReadOnly: boolean;
  zone?: string | undefined;
  id: string;
}) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const ranges = useLoad(open ? 'vital-signs' : null, (signal) =>
    call(api.GET('/api/vital-signs', { signal })),
  );
  const written = hasValue({ vitalSigns: value }, 'vitalSigns');

  function set(sign: (typeof VITAL_SIGNS)[number], number: number | null) {
    const next: VitalSigns = { ...value };
    if (number === null) delete next[sign];
    else next[sign] = number;
    const left = VITAL_SIGNS.some((name) => next[name] !== undefined);
    onChange(left ? { ...next, takenAt: new Date().toISOString() } : undefined);
  }

  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <span className="field-label-line">
        <span className="field-label" id={`${id}-label`}>
          {t('note.vitalSigns')}
          {error && <span className="note-gap-word"> {t('note.gap')}</span>}
        </span>
        {mark && <span className="field-mark">{mark}</span>}
      </span>
      <div className="vitals-field">
        <p className="vitals-words">
          {written && value ? <VitalsLine vitals={value} zone={zone} /> : t('note.vitalsNone')}
        </p>
        {!isReadOnly && (
          <Button id={id} size="sm" aria-expanded={open} onPress={() => setOpen(!open)}>
            {open ? t('note.vitalsDone') : t('note.vitalsChange')}
          </Button>
        )}
      </div>
      {open && (
        <div className="vitals-grid">
          {VITAL_SIGNS.map((sign) => {
            const range = ranges.data?.items.find((item) => item.id === sign);
            return (
              <NumberField
                key={sign}
                label={t(`vital.${sign}`)}
                value={value?.[sign] ?? null}
                onChange={(number, possible) => {
                  if (possible) set(sign, number);
                }}
                unit={unitWord(sign, range?.unit, t)}
                min={range?.min}
                max={range?.max}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}
