import { parseDate, parseTime } from '@internationalized/date';
import {
  DateField as AriaDateField,
  DateInput,
  DateSegment,
} from 'react-aria-components/DateField';
import { TimeField as AriaTimeField } from 'react-aria-components/TimeField';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useFormat } from '../format/useFormat';
import { useLanguage } from '../i18n/language';
import { FieldFoot, FieldLabel, type FieldFrame } from './Field';

/** Day before month in both languages; beside it the month stands as a word. */
const written = { es: 'es-MX', en: 'en-GB' };

/** A date as `YYYY-MM-DD`, written part by part; null while it is not whole. */
export function DateField({
  value,
  onChange,
  min,
  max,
  isDisabled,
  isReadOnly,
  ...frame
}: FieldFrame & {
  value: string | null;
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
  isDisabled?: boolean;
  isReadOnly?: boolean;
}) {
  const format = useFormat();
  const locale = written[useLanguage()];
  return (
    <I18nProvider locale={locale}>
      <AriaDateField
        className="field"
        value={value === null ? null : parseDate(value)}
        onChange={(date) => onChange(date === null ? null : date.toString())}
        minValue={min === undefined ? undefined : parseDate(min)}
        maxValue={max === undefined ? undefined : parseDate(max)}
        isInvalid={frame.error !== undefined}
        isDisabled={isDisabled}
        isReadOnly={isReadOnly}
        validationBehavior="aria"
        shouldForceLeadingZeros
      >
        <FieldLabel {...frame} mark={frame.mark ?? (value !== null && format.day(value))} />
        <DateInput className="input date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <FieldFoot {...frame} />
      </AriaDateField>
    </I18nProvider>
  );
}

/** A time of day as `HH:MM`, on the 24-hour clock. */
export function TimeField({
  value,
  onChange,
  isDisabled,
  ...frame
}: FieldFrame & {
  value: string | null;
  onChange: (value: string | null) => void;
  isDisabled?: boolean;
}) {
  return (
    <AriaTimeField
      className="field"
      value={value === null ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? null : time.toString().slice(0, 5))}
      hourCycle={24}
      isInvalid={frame.error !== undefined}
      isDisabled={isDisabled}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <FieldLabel {...frame} />
      <DateInput className="input date-input">
        {(segment) => <DateSegment segment={segment} className="date-segment" />}
      </DateInput>
      <FieldFoot {...frame} />
    </AriaTimeField>
  );
}
