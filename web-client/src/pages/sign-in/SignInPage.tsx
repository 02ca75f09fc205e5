import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, call } from '../../api/client';
import { ApiProblem, failureDetail, failureTitle, NoConnection } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import type { components } from '../../api/generated/schema';
import { enter } from '../../app/choice';
import { Link } from '../../app/router';
import { useSessionState } from '../../app/session';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Field, PasswordField } from '../../components/Field';
import { ComboBox } from '../../components/Select';
import { useT } from '../../i18n/language';
import { Door } from './Door';
import { useCountdown } from './useCountdown';

type SampleAccount = components['schemas']['SampleAccounts']['items'][number];

/** Roles that have pages of their own, in the order of a consultation; the rest are searched for. */
const shownRoles = [
  'physician',
  'specialist',
  'emergency-physician',
  'nurse',
  'coordinator',
  'auditor',
  'administrator',
];

function isSample(setup: object | undefined): boolean {
  return setup !== undefined && 'sample' in setup && setup.sample === true;
}

function SampleAccounts({
  accounts,
  onUse,
}: {
  accounts: readonly SampleAccount[];
  onUse: (account: SampleAccount) => void;
}) {
  const t = useT();
  const first = shownRoles.flatMap(
    (role) => accounts.find((account) => account.role === role) ?? [],
  );
  const others = accounts.map((account) => ({
    id: account.user,
    label: account.name,
    detail: [roleName(account), account.unit].filter(Boolean).join(' · '),
  }));

  function roleName(account: SampleAccount): string {
    return t(`role.${account.role}` as 'role.specialist');
  }

  return (
    <section className="panel samples" aria-labelledby="samples-title">
      <div className="samples-head">
        <h2 id="samples-title">{t('signIn.sampleTitle')}</h2>
        <span>{t('signIn.sampleHere')}</span>
      </div>
      <table className="table table-fixed samples-table">
        <thead>
          <tr>
            <th scope="col">{t('signIn.sampleRole')}</th>
            <th scope="col">{t('signIn.samplePerson')}</th>
            <th scope="col">
              <span className="hidden">{t('signIn.sampleUse')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {first.map((account) => (
            <tr key={account.user}>
              <th scope="row">{roleName(account)}</th>
              <td>
                <span className="lines">
                  <span>{account.name}</span>
                  <span className="row-second">{account.unit || t('shell.network')}</span>
                </span>
              </td>
              <td className="cell-end">
                <Button
                  size="sm"
                  aria-label={t('signIn.sampleUseOf', { name: account.name })}
                  onPress={() => onUse(account)}
                >
                  {t('signIn.sampleUse')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > first.length && (
        <div className="samples-others">
          <ComboBox
            adds
            label={t('signIn.sampleOther')}
            placeholder={t('signIn.sampleOtherHint')}
            options={others}
            value={null}
            onChange={(user) => {
              const chosen = accounts.find((account) => account.user === user);
              if (chosen) onUse(chosen);
            }}
          />
        </div>
      )}
    </section>
  );
}

/** 01: sign in with user and password; on a sample network the demo accounts of this computer. */
export function SignInPage() {
  const t = useT();
  const state = useSessionState();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [waiting, wait] = useCountdown();
  const userInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const setup = useLoad('setup', (signal) => call(api.GET('/api/setup', { signal })));
  const samples = useLoad('samples', async (signal) => {
    try {
      return (await call(api.GET('/api/sample-accounts', { signal }))).items;
    } catch (refused) {
      if (refused instanceof ApiProblem) return [];
      throw refused;
    }
  });
  const accounts = samples.data ?? [];
  const online = setup.data ? true : setup.error instanceof NoConnection ? false : undefined;

  useEffect(() => userInput.current?.focus(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (user.trim() === '' || password === '') {
      setMissing(true);
      (user.trim() === '' ? userInput : passwordInput).current?.focus();
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const body = { user: user.trim().toLowerCase(), password };
      await enter(await call(api.POST('/api/session', { body })));
    } catch (refused) {
      setBusy(false);
      setFailure(refused);
      if (refused instanceof ApiProblem) {
        wait(Number(refused.problem.retryAfterSeconds ?? 0));
        if (refused.problem.status === 401) setPassword('');
      }
      passwordInput.current?.focus();
    }
  }

  const refused = failure instanceof ApiProblem && failure.problem.status === 401;
  const ended = state.phase === 'signed-out' && state.ended && !failure;
  return (
    <Door
      title={t('signIn.title')}
      lead={t('signIn.lead')}
      sample={accounts.length > 0 || isSample(setup.data)}
      online={online}
      aside={
        accounts.length > 0 && (
          <SampleAccounts
            accounts={accounts}
            onUse={(account) => {
              setUser(account.user);
              setPassword(account.password);
              passwordInput.current?.focus();
            }}
          />
        )
      }
    >
      {setup.data?.needed && (
        <Callout tone="info" title={t('setup.toSetup')} quiet>
          <Link to="/setup">{t('setup.toSetupLink')}</Link>
        </Callout>
      )}
      {ended && (
        <Callout tone="info" title={t('signIn.ended')}>
          {t('signIn.endedDetail')}
        </Callout>
      )}
      {failure !== undefined && (
        <Callout tone="urgent" title={failureTitle(failure, t)}>
          {[
            refused ? t('signIn.refusedDetail') : failureDetail(failure, t),
            waiting > 0 && t('signIn.wait', { n: waiting }),
          ]
            .filter(Boolean)
            .join(' ')}
        </Callout>
      )}
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('signIn.user')}
          name="username"
          autoComplete="username"
          spellCheck={false}
          value={user}
          onChange={setUser}
          inputRef={userInput}
          error={missing && user.trim() === '' ? t('common.fillIn') : undefined}
        />
        <PasswordField
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          inputRef={passwordInput}
          error={missing && password === '' ? t('common.fillIn') : undefined}
        />
        <Button type="submit" look="primary" size="lg" wide isPending={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
      <p>
        <Link to="/activation">{t('signIn.withCode')}</Link>
      </p>
      <p className="door-note">{t('signIn.forgotten')}</p>
    </Door>
  );
}
