import { useEffect, useState, type FormEvent } from 'react';
import { api, call } from '../../api/client';
import { fieldMessage } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { enter } from '../../app/choice';
import { Link, navigate } from '../../app/router';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';
import { Door } from './Door';
import { isAcceptable, NewPassword } from './NewPassword';

const userPattern = /^[a-z][a-z0-9.-]{2,39}$/;

/** The first administrator of an empty database, with the token of the server's console. */
export function SetupPage() {
  const t = useT();
  const [token, setToken] = useState('');
  const [name, setName] = useState('');
  const [user, setUser] = useState('');
  const [next, setNext] = useState({ password: '', repeated: '' });
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  // An old link of a database that has its people by now.
  const setup = useLoad('setup', (signal) => call(api.GET('/api/setup', { signal })));
  useEffect(() => {
    if (setup.data?.needed === false) navigate('/', { replace: true });
  }, [setup.data]);

  function missing(value: string): string | undefined {
    return checked && value.trim() === '' ? t('common.fillIn') : undefined;
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    const complete = token.trim() !== '' && name.trim() !== '' && userPattern.test(user);
    if (!complete || !isAcceptable(next)) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const body = { token: token.trim(), user, name: name.trim(), password: next.password };
      await enter(await call(api.POST('/api/setup', { body })));
    } catch (refused) {
      setBusy(false);
      setFailure(refused);
    }
  }

  return (
    <Door title={t('setup.title')} lead={t('setup.lead')} sample={false} online={undefined}>
      {failure !== undefined && <ErrorPanel failure={failure} />}
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('setup.token')}
          spellCheck={false}
          value={token}
          onChange={setToken}
          error={missing(token)}
        />
        <Field
          label={t('setup.name')}
          autoComplete="name"
          value={name}
          onChange={setName}
          error={missing(name) ?? fieldMessage(failure, '/name')}
        />
        <Field
          label={t('setup.user')}
          hint={t('setup.userHint')}
          autoComplete="username"
          spellCheck={false}
          value={user}
          onChange={(text) => setUser(text.toLowerCase())}
          error={
            checked && !userPattern.test(user)
              ? t('setup.userWrong')
              : fieldMessage(failure, '/user')
          }
        />
        <NewPassword
          value={next}
          onChange={setNext}
          checked={checked}
          error={fieldMessage(failure, '/password')}
        />
        <Button type="submit" look="primary" size="lg" wide isPending={busy}>
          {t('setup.submit')}
        </Button>
      </form>
      <p>
        <Link to="/">{t('signIn.title')}</Link>
      </p>
    </Door>
  );
}
