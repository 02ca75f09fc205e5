import { useEffect, useRef, useState, type RefObject } from 'react';
import timer from 'lucide-static/icons/timer.svg?raw';
import { ApiProblem, isProblem } from '../../api/problem';
import { PasswordField } from '../../components/Field';
import { Icon } from '../../components/Icon';
import { useT } from '../../i18n/language';

const passwordProblems = ['password-wrong', 'sign-in-wait', 'sign-in-busy', 'proof-invalid'];

/** The author's proof of who they are and what came of signing with it. */
export interface Signing {
  password: string;
  setPassword: (password: string) => void;
  wrong: string | undefined;
  /** Why it could not be signed, when it was not the password. */
  failure: unknown;
  setFailure: (failure: unknown) => void;
  /** What was frozen is no longer what would be signed; it was frozen anew. */
  moved: boolean;
  busy: boolean;
  setBusy: (busy: boolean) => void;
  field: RefObject<HTMLInputElement | null>;
  /** Signs with the password; a wrong one is said at its field, and nothing is lost. */
  sign: (act: (password: string) => Promise<unknown>) => Promise<void>;
}

/**
 * Signing in a dialog: asks for the password as proof, and freezes again what has moved meanwhile.
 * The field takes the focus as soon as there is something to sign.
 */
export function useSigning(isReady: boolean, freezeAgain: () => Promise<void>): Signing {
  const t = useT();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [moved, setMoved] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isReady) field.current?.focus();
  }, [isReady]);

  async function sign(act: (password: string) => Promise<unknown>) {
    if (!isReady || busy) return;
    if (password === '') {
      setWrong(t('sign.passwordMissing'));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setWrong(undefined);
    setFailure(undefined);
    try {
      await act(password);
    } catch (cause) {
      setBusy(false);
      if (isProblem(cause, 'record-moved') || isProblem(cause, 'not-prepared')) {
        setMoved(true);
        await freezeAgain();
      } else if (cause instanceof ApiProblem && passwordProblems.includes(cause.problem.code)) {
        setWrong(cause.problem.title);
        setPassword('');
        field.current?.focus();
      } else {
        setFailure(cause);
      }
    }
  }

  return {
    password,
    setPassword: (next) => {
      setPassword(next);
      setWrong(undefined);
    },
    wrong,
    failure,
    setFailure,
    moved,
    busy,
    setBusy,
    field,
    sign,
  };
}

/** Where the author proves who they are, and how long the proof holds. */
export function ProofField({ signing }: { signing: Signing }) {
  const t = useT();
  return (
    <>
      <PasswordField
        label={t('sign.password')}
        autoComplete="current-password"
        value={signing.password}
        onChange={signing.setPassword}
        error={signing.wrong}
        inputRef={signing.field}
      />
      <p className="sign-valid">
        <Icon of={timer} /> {t('sign.valid')}
      </p>
    </>
  );
}
