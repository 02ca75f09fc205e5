import { PasswordField } from '../../components/Field';
import { useT } from '../../i18n/language';

/** The shortest password the server takes. */
const shortest = 10;

/** A new password and its repetition, as typed. */
export interface NewPasswordValue {
  password: string;
  repeated: string;
}

/** Whether both are typed, long enough and the same. */
export function isAcceptable({ password, repeated }: NewPasswordValue): boolean {
  return password.length >= shortest && password === repeated;
}

/** Two fields for a new password; `checked` shows what is wrong with them. */
export function NewPassword({
  value,
  onChange,
  checked,
  error,
}: {
  value: NewPasswordValue;
  onChange: (value: NewPasswordValue) => void;
  checked: boolean;
  error?: string | undefined;
}) {
  const t = useT();
  const short = checked && value.password.length < shortest;
  const different = checked && !short && value.password !== value.repeated;
  return (
    <>
      <PasswordField
        label={t('password.new')}
        hint={t('password.newHint')}
        autoComplete="new-password"
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
        error={short ? t('password.short') : error}
      />
      <PasswordField
        label={t('password.repeat')}
        autoComplete="new-password"
        value={value.repeated}
        onChange={(repeated) => onChange({ ...value, repeated })}
        error={different ? t('password.different') : undefined}
      />
    </>
  );
}
