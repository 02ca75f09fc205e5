import { useState } from 'react';
import { useT } from '../i18n/language';
import { Field, type FieldFrame } from './Field';
import { readNumber } from './readNumber';

export { readNumber };

/**
 * A number with its unit. What is typed is never changed: an impossible value stays to be seen, is
 * named, and `onChange` says it together with whether it is possible.
 */
export function NumberField({
  value,
  onChange,
  min,
  max,
  unit,
  error,
  ...frame
}: FieldFrame & {
  value: number | null;
  onChange: (value: number | null, possible: boolean) => void;
  min?: number;
  max?: number;
  unit?: string;
  placeholder?: string;
  isReadOnly?: boolean;
  isDisabled?: boolean;
  onBlur?: () => void;
}) {
  const t = useT();
  const [text, setText] = useState(value === null ? '' : String(value));
  const [left, setLeft] = useState(false);
  const typed = readNumber(text);
  const shown = typed === value || (value === null && (text === '' || typed === undefined));
  const current = shown ? text : value === null ? '' : String(value);
  const number = readNumber(current);

  function isPossible(candidate: number): boolean {
    return candidate >= (min ?? -Infinity) && candidate <= (max ?? Infinity);
  }

  function wrong(): string | undefined {
    if (current.trim() === '' || !left) return undefined;
    if (number === undefined) return t('common.notNumber');
    if (isPossible(number)) return undefined;
    // "/ 15" is the upper bound itself.
    const after = unit === undefined || unit.startsWith('/ ') ? '' : unit;
    return t('common.between', { min: min ?? '', max: max ?? '', unit: after }).trim();
  }

  return (
    <Field
      {...frame}
      unit={unit}
      inputMode="decimal"
      value={current}
      error={error ?? wrong()}
      onBlur={() => {
        setLeft(true);
        frame.onBlur?.();
      }}
      onChange={(next) => {
        setText(next);
        const read = readNumber(next);
        onChange(read ?? null, next.trim() === '' || (read !== undefined && isPossible(read)));
      }}
    />
  );
}
