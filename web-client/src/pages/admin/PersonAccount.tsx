import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import type { Person } from '../../api/directory';
import { useLoad } from '../../api/useLoad';
import { useSession } from '../../app/session';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { ConfirmDialog, Dialog } from '../../components/Dialog';
import { ErrorPanel } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useSave } from './useSave';

type AccountCode = components['schemas']['AccountCode'];

function CodeDialog({ code, onClose }: { code: AccountCode; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('person.codeTitle')}
      footer={
        <Button size="lg" look="primary" onPress={onClose}>
          {t('person.codeClose')}
        </Button>
      }
    >
      <Callout
        tone="caution"
        quiet
        title={t('person.codeOnce', { at: format.dayAndTime(code.expiresAt) })}
      >
        {t('person.codeHow')}
      </Callout>
      <dl className="code">
        <div>
          <dt>{t('person.user')}</dt>
          <dd>{code.user}</dd>
        </div>
        <div>
          <dt>{t('activation.code')}</dt>
          <dd className="code-text">{code.code}</dd>
        </div>
      </dl>
      <div>
        <Button
          onPress={() => {
            void navigator.clipboard.writeText(code.code).then(() => setCopied(true));
          }}
        >
          {t(copied ? 'common.copied' : 'common.copy')}
        </Button>
      </div>
    </Dialog>
  );
}

/** How a person enters: a one-time code to begin with or anew, and the end of it all. */
export function PersonAccount({
  person,
  onChanged,
}: {
  person: Person;
  onChanged: (person: Person) => void;
}) {
  const t = useT();
  const format = useFormat();
  const session = useSession();
  const { busy, failure, save } = useSave();
  const [code, setCode] = useState<AccountCode>();
  const [leaving, setLeaving] = useState(false);
  const accounts = useLoad('accounts', async (signal) => {
    return (await call(api.GET('/api/accounts', { signal }))).items;
  });
  const account = accounts.data?.find((entry) => entry.person === person.id);
  const state = account?.state ?? 'none';
  const self = person.id === session.person.id;

  async function giveCode() {
    await save(async () => {
      const path = { person: person.id };
      setCode(await call(api.POST('/api/accounts/{person}/code', { params: { path } })));
      accounts.reload();
    });
  }

  async function leave() {
    const body = { version: person.version };
    await save(async () => {
      const path = { id: person.id };
      onChanged(await call(api.POST('/api/people/{id}/end', { params: { path }, body })));
    }, t('person.leftDone'));
    setLeaving(false);
  }

  if (!person.active) {
    return (
      <Callout
        tone="caution"
        quiet
        title={t('person.leftTitle', {
          at: person.endedAt ? format.dayAndTime(person.endedAt) : '',
        })}
      >
        {t('person.leftDetail')}
      </Callout>
    );
  }
  const words = {
    none: t('person.accountNone'),
    invited: t('person.accountInvited', {
      at: account?.codeExpiresAt ? format.dayAndTime(account.codeExpiresAt) : '',
    }),
    active: t('person.accountActive'),
  };
  return (
    <>
      <section className="panel panel-body person-section" aria-labelledby="person-account">
        <h2 id="person-account">{t('person.account')}</h2>
        {failure !== undefined && <ErrorPanel failure={failure} />}
        {accounts.error !== undefined && (
          <ErrorPanel failure={accounts.error} title={t('error.load')} onRetry={accounts.reload} />
        )}
        {accounts.data && (
          <>
            <p>{words[state]}</p>
            {!self && (
              <div>
                <Button isPending={busy} onPress={() => void giveCode()}>
                  {t(state === 'active' ? 'person.resetCode' : 'person.giveCode')}
                </Button>
              </div>
            )}
          </>
        )}
      </section>
      {!self && (
        <section className="panel panel-body person-section" aria-labelledby="person-leave">
          <h2 id="person-leave">{t('person.leave')}</h2>
          <p>{t('person.leaveDetail')}</p>
          <div>
            <Button look="danger-outline" onPress={() => setLeaving(true)}>
              {t('person.leaveButton')}
            </Button>
          </div>
        </section>
      )}
      {code && <CodeDialog code={code} onClose={() => setCode(undefined)} />}
      <ConfirmDialog
        isOpen={leaving}
        title={t('person.leaveTitle', { name: person.displayName })}
        confirm={t('person.leaveButton')}
        look="danger"
        isPending={busy}
        onClose={() => setLeaving(false)}
        onConfirm={() => void leave()}
      >
        <p>{t('person.leaveDetail')}</p>
      </ConfirmDialog>
    </>
  );
}
