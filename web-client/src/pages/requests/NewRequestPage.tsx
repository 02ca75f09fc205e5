import { useState } from 'react';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { navigate, useLocation, useParams } from '../../app/router';
import { Button } from '../../components/Button';
import { Page } from '../../components/Page';
import type { PatientHeader } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import { PatientFinder } from '../patients/PatientFinder';
import { useCatalogue } from './catalogue';
import { EMPTY_FORM, fromAnswered, fromRequest, type RequestForm } from './draft';
import { paths } from './paths';
import './requests.css';
import { RequestEditor } from './RequestEditor';

interface Start {
  id: string;
  version: number;
  form: RequestForm;
  patient: PatientHeader | undefined;
  state: 'DRAFT' | 'RETURNED';
  askedBack?: string | undefined;
  unit?: string;
}

/** Begins a request, goes on with a draft, or answers a question that came back. */
export default function NewRequestPage() {
  const t = useT();
  const { request } = useParams();
  const { query } = useLocation();
  const named = query.get('patient') ?? undefined;
  const follows = query.get('follows') ?? undefined;
  const [fresh] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<PatientHeader>();
  const catalogue = useCatalogue();
  const start = useLoad<Start>(request ?? `new ${named ?? ''} ${follows ?? ''}`, async (signal) => {
    if (request === undefined) {
      const patient =
        named === undefined
          ? undefined
          : await call(api.GET('/api/patients/{id}', { params: { path: { id: named } }, signal }));
      const before =
        follows === undefined
          ? undefined
          : await call(
              api.GET('/api/requests/{id}', { params: { path: { id: follows } }, signal }),
            );
      const form = before === undefined ? EMPTY_FORM : { ...fromAnswered(before), unit: '' };
      return { id: fresh, version: 0, form, patient: patient?.header, state: 'DRAFT' };
    }
    const saved = await call(
      api.GET('/api/requests/{id}', { params: { path: { id: request } }, signal }),
    );
    if (saved.state !== 'DRAFT' && saved.state !== 'RETURNED') {
      navigate(paths.request(saved.id), { replace: true });
    }
    return {
      id: saved.id,
      version: saved.version,
      form: fromRequest(saved),
      patient: saved.patient,
      state: saved.state === 'RETURNED' ? 'RETURNED' : 'DRAFT',
      askedBack: saved.askedBack,
      unit: saved.unit,
    };
  });
  const back = { to: paths.requests, label: t('requests.title') };
  const patient = chosen ?? start.data?.patient;

  if (start.data === undefined || catalogue === undefined) {
    return (
      <Page title={t('request.new')} back={back}>
        {start.error === undefined ? (
          <LoadingRows onRetry={start.reload} />
        ) : (
          <ErrorPanel failure={start.error} onRetry={start.reload} />
        )}
      </Page>
    );
  }
  if (patient === undefined) {
    return (
      <Page title={t('request.new')} back={back}>
        <PatientFinder
          autoFocus
          mayRegister
          onRegistered={setChosen}
          actions={(match) => (
            <Button
              size="sm"
              look="secondary"
              aria-label={`${t('patients.choose')}: ${match.displayName}`}
              onPress={() => setChosen(match)}
            >
              {t('patients.choose')}
            </Button>
          )}
        />
      </Page>
    );
  }
  const { id, version, form, state, askedBack } = start.data;
  return (
    <RequestEditor
      key={`${id} ${patient.id}`}
      id={id}
      version={version}
      first={{ ...form, patient: patient.id }}
      patient={patient}
      returned={state === 'RETURNED'}
      askedBack={askedBack}
      catalogue={catalogue}
      begin={chosen !== undefined}
      onChangePatient={
        state === 'DRAFT' && version === 0
          ? () => {
              setChosen(undefined);
              navigate(paths.newRequest(), { replace: true });
            }
          : undefined
      }
    />
  );
}
