import { useId, useState, type ReactNode, type Ref } from 'react';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import { Button as AriaButton } from 'react-aria-components/Button';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextField,
  type TextFieldProps,
} from 'react-aria-components/TextField';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { useT } from '../i18n/language';
import { Icon } from './Icon';

/** What every field has: a label over it, a hint or an error under it. */
export interface FieldFrame {
  label: string;
  /** Lighter words after the label, such as `CIE-10, al menos uno`. */
  aside?: ReactNode;
  /** Words at the right end of the label's line, such as `de la solicitud`. */
  mark?: ReactNode;
  hint?: ReactNode;
  /** What is wrong; the field is drawn as invalid. */
  error?: string | undefined;
  optional?: boolean;
}

/** The label's line. */
export function FieldLabel({ label, aside, mark, optional }: FieldFrame) {
  const t = useT();
  return (
    <span className="field-label-line">
      <Label className="field-label">
        {label}
        {(aside || optional) && (
          <span className="field-aside"> {aside ?? t('common.optional')}</span>
        )}
      </Label>
      {mark && <span className="field-mark">{mark}</span>}
    </span>
  );
}

/** Hint and error; both are tied to the field for screen readers. */
export function FieldFoot({ hint, error }: Pick<FieldFrame, 'hint' | 'error'>) {
  return (
    <>
      {hint && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {error && (
          <>
            <Icon of={circleAlert} /> <span>{error}</span>
          </>
        )}
      </FieldError>
    </>
  );
}

interface Texts extends FieldFrame {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  placeholder?: string;
  maxLength?: number;
  isReadOnly?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
}

/** A field with its label over it and its hint or error under it. */
function Framed({
  label,
  aside,
  mark,
  hint,
  error,
  optional,
  children,
  ...field
}: FieldFrame & Omit<TextFieldProps, 'children'> & { children: ReactNode }) {
  return (
    <TextField
      {...field}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="field"
    >
      <FieldLabel label={label} aside={aside} mark={mark} optional={optional} />
      {children}
      <FieldFoot hint={hint} error={error} />
    </TextField>
  );
}

/** One line of text, with a unit or another word after it when it has one. */
export function Field({
  unit,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  spellCheck,
  onKeyDown,
  inputRef,
  placeholder,
  maxLength,
  ...rest
}: Texts & {
  unit?: string;
  type?: 'text' | 'search' | 'tel' | 'email';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  autoComplete?: string;
  spellCheck?: boolean;
  onKeyDown?: (event: { key: string; preventDefault(): void }) => void;
  inputRef?: Ref<HTMLInputElement>;
}) {
  return (
    <Framed {...rest}>
      <span className="control">
        <Input
          ref={inputRef}
          className="input"
          type={type}
          inputMode={inputMode}
          autoComplete={autoComplete}
          spellCheck={spellCheck}
          placeholder={placeholder}
          maxLength={maxLength}
          onKeyDown={onKeyDown}
        />
        {unit && (
          <span className="control-unit" aria-hidden="true">
            {unit}
          </span>
        )}
      </span>
    </Framed>
  );
}

/** Several lines of text; the control grows with what is written where the browser can. */
export function TextArea({
  rows = 3,
  placeholder,
  maxLength,
  inputRef,
  ...rest
}: Texts & { rows?: number; inputRef?: Ref<HTMLTextAreaElement> }) {
  return (
    <Framed {...rest}>
      <AriaTextArea
        ref={inputRef}
        className="input text-area"
        rows={rows}
        placeholder={placeholder}
        maxLength={maxLength}
      />
    </Framed>
  );
}

/** A password, with a way to see it and a word when Caps Lock is on. */
export function PasswordField({
  autoComplete,
  inputRef,
  ...rest
}: Texts & {
  autoComplete: 'current-password' | 'new-password';
  inputRef?: Ref<HTMLInputElement>;
}) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const capsId = useId();
  return (
    <Framed {...rest}>
      <span className="control">
        <Input
          ref={inputRef}
          className="input"
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}
        />
        <AriaButton className="control-link" onPress={() => setShown(!shown)} aria-pressed={shown}>
          {shown ? t('common.hide') : t('common.show')}
        </AriaButton>
      </span>
      <span id={capsId} className="field-caution" role="status">
        {caps && t('signIn.capsLock')}
      </span>
    </Framed>
  );
}
