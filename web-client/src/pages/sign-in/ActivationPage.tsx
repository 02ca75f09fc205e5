import { useState, type FormEvent } from 'react';
import { api, call } from '../../api/client';
import { ApiProblem, fieldMessage } from '../../api/problem';
import { enter } from '../../app/choice';
import { Link } from '../../app/router';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Field } from '../../components/Field';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';
import { Door } from './Door';
import { isAcceptable, NewPassword } from './NewPassword';
import { useCountdown } from './useCountdown';

/** A one-time code becomes a password: a new person's first entry, or a reset. */
export function ActivationPage() {
  const t = useT();
  const [user, setUser] = useState('');
  const [code, setCode] = useState('');
  const [next, setNext] = useState({ password: '', repeated: '' });
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [waiting, wait] = useCountdown();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (user.trim() === '' || code.trim() === '' || !isAcceptable(next)) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const body = {
        user: user.trim().toLowerCase(),
        code: code.trim(),
        password: next.password,
      };
      await enter(await call(api.POST('/api/activation', { body })));
    } catch (refused) {
      setBusy(false);
      setFailure(refused);
      if (refused instanceof ApiProblem) wait(Number(refused.problem.retryAfterSeconds ?? 0));
    }
  }

  return (
    <Door
      title={t('activation.title')}
      lead={t('activation.lead')}
      sample={false}
      online={undefined}
    >
      {failure !== undefined && <ErrorPanel failure={failure} />}
      {waiting > 0 && (
        <Callout tone="caution" title={t('signIn.wait', { n: waiting })} quiet>
          {''}
        </Callout>
      )}
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('signIn.user')}
          autoComplete="username"
          spellCheck={false}
          value={user}
          onChange={setUser}
          error={checked && user.trim() === '' ? t('common.fillIn') : undefined}
        />
        <Field
          label={t('activation.code')}
          hint={t('activation.codeHint')}
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          onChange={setCode}
          error={
            checked && code.trim() === '' ? t('common.fillIn') : fieldMessage(failure, '/code')
          }
        />
        <NewPassword
          value={next}
          onChange={setNext}
          checked={checked}
          error={fieldMessage(failure, '/password')}
        />
        <Button type="submit" look="primary" size="lg" wide isPending={busy}>
          {t('activation.submit')}
        </Button>
      </form>
      <p>
        <Link to="/">{t('activation.back')}</Link>
      </p>
    </Door>
  );
}
