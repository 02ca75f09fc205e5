import { useEffect, useState } from 'react';
import plus from 'lucide-static/icons/plus.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import { api, call } from '../../api/client';
import { useSpecialties, type Person, type Role } from '../../api/directory';
import { useLoad } from '../../api/useLoad';
import { Button, ButtonLink } from '../../components/Button';
import { Checkbox } from '../../components/Choices';
import { Field } from '../../components/Field';
import { Page } from '../../components/Page';
import { Select } from '../../components/Select';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';
import { isCurrent, roles } from './roles';

const everyRole = '*';
const settleMillis = 250;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMillis);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** People and their roles; the server searches, page after page. */
export default function PeoplePage() {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const [written, setWritten] = useState('');
  const [role, setRole] = useState(everyRole);
  const [ended, setEnded] = useState(false);
  const [more, setMore] = useState<{ key: string; rows: Person[]; next?: string }>();
  const [moreFailure, setMoreFailure] = useState<unknown>();
  const q = useSettled(written).trim();
  const query = {
    q: q || undefined,
    role: role === everyRole ? undefined : (role as Role),
    ended: ended || undefined,
    limit: 50,
  };
  const key = JSON.stringify(query);
  const first = useLoad(key, (signal) =>
    call(api.GET('/api/people', { params: { query }, signal })),
  );
  const accounts = useLoad('accounts', async (signal) => {
    const all = await call(api.GET('/api/accounts', { signal }));
    return new Map(all.items.map((account) => [account.person, account.state]));
  });
  const specialties = useSpecialties();
  const names = new Map(specialties.data?.map((entry) => [entry.id, entry.name[language]]));
  const added = more?.key === key ? more : undefined;
  const rows = [...(first.data?.items ?? []), ...(added?.rows ?? [])];
  const next = added ? added.next : first.data?.next;
  const unfiltered = q === '' && role === everyRole;

  async function readMore() {
    setMoreFailure(undefined);
    try {
      const params = { query: { ...query, cursor: next } };
      const page = await call(api.GET('/api/people', { params }));
      setMore({ key, rows: [...(added?.rows ?? []), ...page.items], next: page.next });
    } catch (refused) {
      setMoreFailure(refused);
    }
  }

  function rolesOf(person: Person): string[] {
    return person.assignments
      .filter((assignment) => isCurrent(assignment))
      .map((assignment) =>
        [
          t(`role.${assignment.role}`),
          assignment.specialties.map((id) => names.get(id) ?? id).join(', '),
          assignment.unitName ?? assignment.group,
        ]
          .filter(Boolean)
          .join(' · '),
      );
  }

  function accountOf(person: Person): string {
    if (!person.active) return t('account.ended');
    return t(`account.${accounts.data?.get(person.id) ?? 'none'}`);
  }

  const add = (
    <ButtonLink to="/admin/people/new" look="primary" icon={plus}>
      {t('people.new')}
    </ButtonLink>
  );
  return (
    <Page title={t('nav.people')} actions={add}>
      <div className="filters">
        <Field label={t('people.find')} type="search" value={written} onChange={setWritten} />
        <Select
          label={t('people.role')}
          value={role}
          onChange={setRole}
          options={[
            { id: everyRole, label: t('people.allRoles') },
            ...roles.map((id) => ({ id, label: t(`role.${id}`) })),
          ]}
        />
        <Checkbox isSelected={ended} onChange={setEnded}>
          {t('admin.showEnded')}
        </Checkbox>
      </div>
      {first.error !== undefined && (
        <ErrorPanel failure={first.error} title={t('error.load')} onRetry={first.reload} />
      )}
      {!first.data && first.loading && <LoadingRows rows={6} onRetry={first.reload} />}
      {first.data && rows.length === 0 && (
        <EmptyState icon={users} title={t(unfiltered ? 'people.empty' : 'people.noneFound')}>
          {unfiltered && t('people.emptyDetail')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Table<Person>
          label={t('nav.people')}
          rows={rows}
          rowKey={(person) => person.id}
          columns={[
            {
              id: 'name',
              head: t('people.person'),
              isRowHead: true,
              cell: (person) => <Lines first={person.displayName} second={person.user} />,
            },
            {
              id: 'roles',
              head: t('person.roles'),
              cell: (person) => {
                const held = rolesOf(person);
                const left =
                  person.endedAt && t('people.left', { day: format.day(person.endedAt) });
                return (
                  <Lines
                    first={left ?? held[0] ?? t('people.noRoles')}
                    second={held.slice(1).join('; ')}
                  />
                );
              },
            },
            {
              id: 'account',
              head: t('people.account'),
              cell: (person) => <span className="no-wrap">{accountOf(person)}</span>,
            },
            {
              id: 'open',
              head: t('admin.actions'),
              hideHead: true,
              align: 'end',
              cell: (person) => (
                <ButtonLink
                  size="sm"
                  to={`/admin/people/${person.id}`}
                  label={t('people.openOf', { name: person.displayName })}
                >
                  {t('common.open')}
                </ButtonLink>
              ),
            },
          ]}
        />
      )}
      {moreFailure !== undefined && <ErrorPanel failure={moreFailure} title={t('error.load')} />}
      {next !== undefined && (
        <p>
          <Button onPress={() => void readMore()}>{t('admin.more')}</Button>
        </p>
      )}
    </Page>
  );
}
