import { useState } from 'react';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { DateField } from '../../components/DateField';
import { Field } from '../../components/Field';
import { Page } from '../../components/Page';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { ownZone } from '../../time/clock';
import { Temporal } from '../../time/temporal';

type Entry = components['schemas']['AuditItem'];
type Verification = components['schemas']['AuditVerification'];

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

function beginning(day: string, plusDays = 0): string {
  return Temporal.PlainDate.from(day)
    .add({ days: plusDays })
    .toZonedDateTime(ownZone())
    .toInstant()
    .toString();
}

function Found({ found }: { found: Verification }) {
  const t = useT();
  if (found.intact) {
    return <Callout tone="primary" title={t('audit.intact', { n: found.entries })} />;
  }
  return (
    <Callout tone="urgent" title={t('audit.broken')}>
      <ul>
        {found.chains
          .filter((chain) => !chain.intact)
          .map(({ chain, fault = 'changed', sequence = 0 }) => (
            <li key={chain}>{t(`audit.${fault}`, { chain, sequence })}</li>
          ))}
      </ul>
    </Callout>
  );
}

/** An id in a row; pressing it narrows the list to it. */
function Only({ id, now, onChoose }: { id: string; now: string; onChoose: (id: string) => void }) {
  const t = useT();
  if (id === now.trim()) return <span className="audit-id">{id}</span>;
  return (
    <button
      type="button"
      className="audit-id"
      aria-label={t('audit.only', { id })}
      onClick={() => onChoose(id)}
    >
      {id.slice(0, 8)}
    </button>
  );
}

/** The trail of who used which patient's data; of patients only ids. For auditors. */
export default function AuditPage() {
  const t = useT();
  const format = useFormat();
  const [person, setPerson] = useState('');
  const [patient, setPatient] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [more, setMore] = useState<{ key: string; rows: Entry[]; next?: string }>();
  const [found, setFound] = useState<Verification>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const query = {
    person: idPattern.test(person.trim()) ? person.trim() : undefined,
    patient: idPattern.test(patient.trim()) ? patient.trim() : undefined,
    from: from === null ? undefined : beginning(from),
    to: to === null ? undefined : beginning(to, 1),
    limit: 50,
  };
  const key = JSON.stringify(query);
  const first = useLoad(key, (signal) =>
    call(api.GET('/api/audit', { params: { query }, signal })),
  );
  const added = more?.key === key ? more : undefined;
  const rows = [...(first.data?.items ?? []), ...(added?.rows ?? [])];
  const next = added ? added.next : first.data?.next;

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (refused) {
      setFailure(refused);
    }
    setBusy(false);
  }

  async function readMore() {
    const params = { query: { ...query, cursor: next } };
    const page = await call(api.GET('/api/audit', { params }));
    setMore({ key, rows: [...(added?.rows ?? []), ...page.items], next: page.next });
  }

  async function verify() {
    setFound(await call(api.POST('/api/audit/verification', { body: {} })));
  }

  return (
    <Page
      title={t('nav.audit')}
      actions={
        <Button
          look="primary"
          icon={shieldCheck}
          isPending={busy}
          onPress={() => void attempt(verify)}
        >
          {t('audit.verify')}
        </Button>
      }
    >
      <p>{t('audit.lead')}</p>
      {failure !== undefined && <ErrorPanel failure={failure} />}
      {found && <Found found={found} />}
      <div className="filters">
        <Field label={t('audit.person')} value={person} onChange={setPerson} spellCheck={false} />
        <Field
          label={t('audit.patient')}
          value={patient}
          onChange={setPatient}
          spellCheck={false}
        />
        <DateField label={t('audit.from')} value={from} onChange={setFrom} />
        <DateField label={t('audit.to')} value={to} onChange={setTo} />
      </div>
      {first.error !== undefined && (
        <ErrorPanel failure={first.error} title={t('error.load')} onRetry={first.reload} />
      )}
      {!first.data && first.loading && <LoadingRows rows={6} onRetry={first.reload} />}
      {first.data && rows.length === 0 && (
        <EmptyState icon={shieldCheck} title={t('audit.empty')}>
          {t('audit.emptyDetail')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <Table<Entry>
          label={t('nav.audit')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'when',
              head: t('audit.when'),
              isRowHead: true,
              cell: (row) => (
                <Lines
                  first={<span className="whole">{format.day(row.at)}</span>}
                  second={format.timeWithSeconds(row.at)}
                />
              ),
            },
            {
              id: 'what',
              head: t('audit.what'),
              cell: (row) => <Lines first={row.operation} second={row.purpose} />,
            },
            {
              id: 'who',
              head: t('audit.who'),
              cell: (row) => (
                <Lines
                  first={row.personName ?? row.person}
                  second={<Only id={row.person} now={person} onChoose={setPerson} />}
                />
              ),
            },
            {
              id: 'patients',
              head: t('audit.patients'),
              cell: (row) => (
                <Lines
                  first={format.number(row.patients.length)}
                  second={row.patients.slice(0, 3).map((id) => (
                    <Only key={id} id={id} now={patient} onChoose={setPatient} />
                  ))}
                />
              ),
            },
            {
              id: 'outcome',
              head: t('audit.outcome'),
              cell: (row) => (
                <Lines
                  first={t(`audit.${row.outcome}`)}
                  second={`${t('audit.entry')} ${row.sequence}`}
                />
              ),
            },
          ]}
        />
      )}
      {next !== undefined && (
        <p>
          <Button isPending={busy} onPress={() => void attempt(readMore)}>
            {t('admin.more')}
          </Button>
        </p>
      )}
    </Page>
  );
}
