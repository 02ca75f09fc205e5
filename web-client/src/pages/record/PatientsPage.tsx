import { useRef, useState } from 'react';
import search from 'lucide-static/icons/search.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useKeys } from '../../app/keys';
import { Link } from '../../app/router';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { Page } from '../../components/Page';
import { PatientLines } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import './record.css';

type Matches = components['schemas']['PatientMatches'];

/** Finds a patient by name or identifier. Two who share an NSS are two lines, each whole. */
export default function PatientsPage() {
  const t = useT();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Matches>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  useKeys([{ key: '/', label: t('shell.keySearch'), run: () => field.current?.focus() }]);

  async function look() {
    if (query.trim().length < 2) {
      field.current?.focus();
      return;
    }
    const turn = (asked.current += 1);
    setBusy(true);
    setFailure(undefined);
    try {
      const matches = await call(
        api.POST('/api/patients/search', { body: { query: query.trim() } }),
      );
      if (turn === asked.current) setFound(matches);
    } catch (cause) {
      if (turn === asked.current) setFailure(cause);
    }
    if (turn === asked.current) setBusy(false);
  }

  return (
    <Page title={t('nav.patients')}>
      <form
        className="patient-search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <Field
          label={t('find.search')}
          hint={t('find.searchHint')}
          value={query}
          onChange={setQuery}
          type="search"
          maxLength={80}
          inputRef={field}
        />
        <Button look="primary" icon={search} type="submit" isPending={busy}>
          {t('common.search')}
        </Button>
      </form>
      {failure !== undefined && <ErrorPanel failure={failure} onRetry={() => void look()} />}
      {busy && !found && <LoadingRows />}
      {found && (
        <section aria-label={t('common.search')}>
          <p className="row-second" role="status">
            {t('find.found', { n: found.items.length })} {found.more && t('find.more')}
          </p>
          {found.items.length === 0 ? (
            <EmptyState icon={users} title={t('common.noResults')} />
          ) : (
            <ul className="patient-list">
              {found.items.map(({ patient, sharesNss }) => (
                <li key={patient.id}>
                  <Link to={`/patients/${patient.id}`} className="patient-link">
                    <PatientLines patient={patient} />
                    {sharesNss && <span className="patient-shares">{t('find.sharesNss')}</span>}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {!found && !busy && failure === undefined && (
        <EmptyState icon={users} title={t('find.empty')} />
      )}
    </Page>
  );
}
