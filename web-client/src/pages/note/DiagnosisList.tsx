import { useRef } from 'react';
import plus from 'lucide-static/icons/plus.svg?raw';
import remove from 'lucide-static/icons/x.svg?raw';
import { Button, IconButton } from '../../components/Button';
import { useT } from '../../i18n/language';
import type { Diagnosis } from './fields';

const CIE10 = 'CIE-10';

/**
 * The diagnoses, the principal one first: words, and a CIE-10 code where it is known. Enter in the
 * last one begins the next.
 */
export function DiagnosisList({
  value,
  onChange,
  isReadOnly,
  error,
  mark,
  id,
}: {
  value: readonly Diagnosis[];
  onChange: (diagnoses: Diagnosis[]) => void;
  isReadOnly: boolean;
  error?: string | undefined;
  mark?: string | undefined;
  /** Of the first text, where the page goes when there is no diagnosis. */
  id: string;
}) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const rows: readonly Diagnosis[] = value.length === 0 ? [{ text: '' }] : value;

  function amend(place: number, change: Partial<Diagnosis>) {
    onChange(
      rows.map((row, index) => {
        if (index !== place) return row;
        const next = { ...row, ...change };
        const code = next.code?.trim();
        return code ? { text: next.text, system: CIE10, code } : { text: next.text };
      }),
    );
  }

  function add() {
    onChange([...rows, { text: '' }]);
    // The new row is drawn first; then it takes the caret.
    setTimeout(
      () =>
        list.current?.querySelectorAll<HTMLElement>('.diagnosis-text').item(rows.length)?.focus(),
      0,
    );
  }

  function drop(place: number) {
    onChange(rows.filter((_, index) => index !== place));
    setTimeout(() => list.current?.querySelector<HTMLElement>('.diagnosis-text')?.focus(), 0);
  }

  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`} ref={list}>
      <span className="field-label-line">
        <span className="field-label" id={`${id}-label`}>
          {t('note.diagnoses')}
          <span className="field-aside"> {t('note.diagnosesAside')}</span>
          {error && <span className="note-gap-word"> {t('note.gap')}</span>}
        </span>
        {mark && <span className="field-mark">{mark}</span>}
      </span>
      <div className={error ? 'diagnoses diagnoses-gap' : 'diagnoses'}>
        {rows.map((row, place) => (
          <div className="diagnosis" key={place}>
            <input
              className="diagnosis-code"
              aria-label={t('note.codeAt', { n: place + 1 })}
              placeholder={t('note.diagnosisCode')}
              value={row.code ?? ''}
              maxLength={20}
              readOnly={isReadOnly}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => amend(place, { code: event.target.value.toUpperCase() })}
            />
            <input
              id={place === 0 ? id : undefined}
              className="diagnosis-text"
              aria-label={t('note.diagnosisAt', { n: place + 1 })}
              aria-invalid={error !== undefined && place === 0 ? true : undefined}
              placeholder={t('note.diagnosisText')}
              value={row.text}
              maxLength={500}
              readOnly={isReadOnly}
              autoComplete="off"
              onChange={(event) => amend(place, { text: event.target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                if (row.text.trim() !== '' && place === rows.length - 1) add();
              }}
            />
            {!isReadOnly && (rows.length > 1 || row.text !== '' || row.code) && (
              <IconButton
                icon={remove}
                iconSize={16}
                label={t('note.diagnosisRemove', { text: row.text || String(place + 1) })}
                onPress={() => drop(place)}
              />
            )}
          </div>
        ))}
        {!isReadOnly && (
          <Button look="quiet" icon={plus} onPress={add} isDisabled={rows.length >= 20}>
            {t('note.diagnosisAdd')}
          </Button>
        )}
      </div>
    </div>
  );
}
