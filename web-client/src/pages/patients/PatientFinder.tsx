import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import search from 'lucide-static/icons/search.svg?raw';
import userPlus from 'lucide-static/icons/user-plus.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { Button } from '../../components/Button';
import { Chip } from '../../components/Chips';
import { Field } from '../../components/Field';
import { PatientLines, type PatientHeader } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import { RegisterPatient } from './RegisterPatient';
import './patients.css';

type Matches = components['schemas']['PatientMatches'];

/**
 * Finds a patient, or registers one who is not there. The words looked for travel in a body and are
 * never part of an address. `actions` are the buttons of each row found.
 */
export function PatientFinder({
  actions,
  onRegistered,
  mayRegister,
  autoFocus,
}: {
  actions: (patient: PatientHeader) => ReactNode;
  onRegistered: (patient: PatientHeader) => void;
  mayRegister: boolean;
  autoFocus?: boolean;
}) {
  const t = useT();
  const [query, setQuery] = useState('');
  const [matches, setMatches] = useState<Matches>();
  const [failure, setFailure] = useState<unknown>();
  const [searching, setSearching] = useState(false);
  const [registering, setRegistering] = useState(false);
  const asked = useRef(0);

  async function find() {
    if (query.trim().length < 2) return;
    const turn = ++asked.current;
    setSearching(true);
    setFailure(undefined);
    try {
      const found = await call(api.POST('/api/patients/search', { body: { query: query.trim() } }));
      if (turn === asked.current) setMatches(found);
    } catch (problem) {
      if (turn === asked.current) setFailure(problem);
    } finally {
      if (turn === asked.current) setSearching(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void find();
  }

  if (registering) {
    return (
      <RegisterPatient
        typed={query}
        onCancel={() => setRegistering(false)}
        onRegistered={onRegistered}
      />
    );
  }
  return (
    <section className="pt-finder" aria-label={t('patients.search')}>
      <form className="pt-search" role="search" onSubmit={submit}>
        <Field
          label={t('patients.searchHint')}
          type="search"
          value={query}
          onChange={setQuery}
          maxLength={80}
          spellCheck={false}
          autoFocus={autoFocus ?? false}
          hint={t('patients.start')}
        />
        <Button type="submit" icon={search} isPending={searching}>
          {t('patients.find')}
        </Button>
      </form>
      {failure !== undefined && <ErrorPanel failure={failure} onRetry={() => void find()} />}
      {searching && !matches && <LoadingRows onRetry={() => void find()} />}
      <div aria-live="polite">
        {matches && matches.items.length === 0 && (
          <EmptyState icon={users} title={t('patients.none')}>
            {t('patients.noneDetail')}
          </EmptyState>
        )}
        {matches && matches.items.length > 0 && (
          <>
            <p className="rq-quiet">
              {t('patients.results', { n: matches.items.length })}
              {matches.more && ` · ${t('patients.more')}`}
            </p>
            <ul className="pt-matches">
              {matches.items.map(({ patient, match, sharesNss }) => (
                <li key={patient.id}>
                  <div className="pt-who">
                    <PatientLines patient={patient} />
                    {sharesNss && (
                      <Chip icon={users} tone="caution">
                        {t('patients.sharesNss')}
                      </Chip>
                    )}
                    {match === 'similar' && (
                      <span className="rq-quiet">{t('patients.similar')}</span>
                    )}
                  </div>
                  <div className="pt-actions">{actions(patient)}</div>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {mayRegister && (
        <p>
          <Button look="quiet" icon={userPlus} onPress={() => setRegistering(true)}>
            {matches ? t('patients.registerNew') : t('patients.register')}
          </Button>
        </p>
      )}
    </section>
  );
}
