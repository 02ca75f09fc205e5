import { useState } from 'react';
import { api, call } from '../../api/client';
import type { Person } from '../../api/directory';
import { useLoad } from '../../api/useLoad';
import { navigate, useParams } from '../../app/router';
import { Page } from '../../components/Page';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useT } from '../../i18n/language';
import { PersonAccount } from './PersonAccount';
import { PersonData } from './PersonData';
import { PersonRoles } from './PersonRoles';
import './person.css';

function NewPerson() {
  const t = useT();
  const [id] = useState(() => crypto.randomUUID());
  return (
    <Page title={t('people.new')} back={{ to: '/admin/people', label: t('nav.people') }}>
      <PersonData
        id={id}
        person={undefined}
        onSaved={() => {
          confirmDone(t('person.created'));
          navigate(`/admin/people/${id}`, { replace: true });
        }}
      />
    </Page>
  );
}

function KnownPerson({ id }: { id: string }) {
  const t = useT();
  const loaded = useLoad<Person>(id, (signal) =>
    call(api.GET('/api/people/{id}', { params: { path: { id } }, signal })),
  );
  const person = loaded.data;
  return (
    <Page
      title={person?.displayName ?? t('page.person')}
      back={{ to: '/admin/people', label: t('nav.people') }}
      beside={person?.user}
    >
      {loaded.error !== undefined && (
        <ErrorPanel failure={loaded.error} title={t('error.load')} onRetry={loaded.reload} />
      )}
      {!person && loaded.loading && <LoadingRows rows={6} onRetry={loaded.reload} />}
      {person && (
        <div className="person-page">
          <PersonRoles person={person} onChanged={loaded.set} onStale={loaded.reload} />
          <div className="person-side">
            <PersonAccount person={person} onChanged={loaded.set} />
          </div>
          <PersonData
            key={person.version}
            id={id}
            person={person}
            onSaved={(saved) => {
              confirmDone(t('admin.saved', { name: saved.displayName }));
              loaded.set(saved);
            }}
          />
        </div>
      )}
    </Page>
  );
}

/** One person: data, roles, account, and the end of access. */
export default function PersonPage() {
  const { person = 'new' } = useParams();
  return person === 'new' ? <NewPerson /> : <KnownPerson id={person} />;
}
