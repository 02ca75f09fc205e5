import { useState, type FormEvent } from 'react';
import { api, call } from '../../api/client';
import { fieldMessage } from '../../api/problem';
import { Button } from '../../components/Button';
import { PasswordField } from '../../components/Field';
import { Page } from '../../components/Page';
import { ErrorPanel } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useT } from '../../i18n/language';
import { isAcceptable, NewPassword } from '../sign-in/NewPassword';

/** One's own password; the person's other sessions end with the change. */
export default function PasswordPage() {
  const t = useT();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState({ password: '', repeated: '' });
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (current === '' || !isAcceptable(next)) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await call(api.POST('/api/password', { body: { current, next: next.password } }));
      setCurrent('');
      setNext({ password: '', repeated: '' });
      setChecked(false);
      confirmDone(t('password.changed'));
    } catch (refused) {
      setFailure(refused);
    }
    setBusy(false);
  }

  return (
    <Page title={t('page.password')}>
      <form className="panel form form-narrow" onSubmit={(event) => void submit(event)} noValidate>
        <p>{t('password.lead')}</p>
        {failure !== undefined && <ErrorPanel failure={failure} />}
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={checked && current === '' ? t('common.fillIn') : fieldMessage(failure, '/current')}
        />
        <NewPassword
          value={next}
          onChange={setNext}
          checked={checked}
          error={fieldMessage(failure, '/next')}
        />
        <Button type="submit" look="primary" isPending={busy}>
          {t('password.submit')}
        </Button>
      </form>
    </Page>
  );
}
