import { useState } from 'react';
import listX from 'lucide-static/icons/list-x.svg?raw';
import { api, call } from '../../api/client';
import type { components, operations } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { useLocation } from '../../app/router';
import { Button, ButtonLink } from '../../components/Button';
import { Page } from '../../components/Page';
import { PatientIdentifiers, PatientLines } from '../../components/Patient';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import type { Format } from '../../format/format';
import { groupsOf } from '../../api/directory';
import type { Language } from '../../i18n/dictionary';
import { useLanguage, useT, type Translate } from '../../i18n/language';
import { nameIn, useCatalogue, type Catalogue } from '../requests/catalogue';
import { usePhone } from '../requests/usePhone';
import { paths } from '../requests/paths';
import { monthName, waitWords } from './figures';
import './figures.css';

type Row = components['schemas']['AttentionRow'];
type Query = NonNullable<operations['listAttentions']['parameters']['query']>;

const NAMES = [
  'year',
  'month',
  'group',
  'unit',
  'specialty',
  'kind',
  'answering',
  'visit',
  'mode',
  'transfer',
] as const;

/** What the address narrows to, as the API takes it. */
function queryOf(search: URLSearchParams): Query {
  const query: Record<string, string> = {};
  for (const name of NAMES) {
    const value = search.get(name);
    if (value !== null && /^[A-Za-z0-9-]{1,64}$/.test(value)) query[name] = value;
  }
  return query;
}

/** What is listed, in words. */
function words(
  query: Query,
  t: Translate,
  format: Format,
  catalogue: Catalogue,
  language: Language,
): string {
  const unit = (clues: string) => catalogue.units.get(clues)?.shortName ?? clues;
  const specialty = catalogue.specialties.get(query.specialty ?? '');
  return [
    query.month !== undefined && monthName(Number(query.month), format),
    query.year === undefined ? t('figures.sinceStart') : String(query.year),
    query.group !== undefined &&
      groupsOf([...catalogue.units.values()]).find((group) => group.id === query.group)?.name,
    query.unit !== undefined && unit(query.unit),
    specialty && nameIn(language, specialty),
    query.kind !== undefined && t(`request.kind.${query.kind}`),
    query.answering !== undefined && t('figures.answeredBy', { unit: unit(query.answering) }),
    query.visit !== undefined && t(`figures.${query.visit}`),
    query.mode !== undefined && t(`figures.mode.${query.mode}`),
    query.transfer !== undefined && t(`figures.transfer.${query.transfer}`),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The cases behind a number: who was attended, without clinical text. For coordinators. */
export default function CasesPage() {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const catalogue = useCatalogue();
  const phone = usePhone();
  const named = catalogue !== undefined;
  const { query: search } = useLocation();
  const query = queryOf(search);
  const key = JSON.stringify(query);
  const [more, setMore] = useState<{ key: string; rows: Row[]; next?: string }>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const first = useLoad(key, (signal) =>
    call(api.GET('/api/attentions', { params: { query }, signal })),
  );
  const added = more?.key === key ? more : undefined;
  const rows = named ? [...(first.data?.items ?? []), ...(added?.rows ?? [])] : [];
  const next = added ? added.next : first.data?.next;

  async function readMore() {
    setBusy(true);
    setFailure(undefined);
    try {
      const params = { query: { ...query, cursor: next } };
      const page = await call(api.GET('/api/attentions', { params }));
      setMore({ key, rows: [...(added?.rows ?? []), ...page.items], next: page.next });
    } catch (refused) {
      setFailure(refused);
    }
    setBusy(false);
  }

  return (
    <Page
      title={t('figures.cases')}
      back={{ to: '/figures', label: t('figures.title') }}
      beside={first.data && t('figures.casesOf', { n: first.data.total })}
    >
      {catalogue && <p className="fg-quiet">{words(query, t, format, catalogue, language)}</p>}
      {first.error !== undefined && (
        <ErrorPanel failure={first.error} title={t('error.load')} onRetry={first.reload} />
      )}
      {failure !== undefined && <ErrorPanel failure={failure} />}
      {(!first.data || !named) && first.error === undefined && (
        <LoadingRows rows={6} onRetry={first.reload} />
      )}
      {first.data && named && rows.length === 0 && (
        <EmptyState icon={listX} title={t('figures.casesEmpty')} />
      )}
      {rows.length > 0 && (
        <Table<Row>
          label={t('figures.cases')}
          rows={rows}
          rowKey={(row) => row.request}
          columns={[
            {
              id: 'patient',
              head: t('requests.patient'),
              isRowHead: true,
              cell: (row) =>
                row.patient ? (
                  <PatientLines patient={row.patient} nss={phone} />
                ) : (
                  t('requests.noPatient')
                ),
            },
            {
              id: 'identifiers',
              head: t('requests.identifiers'),
              cell: (row) => row.patient && !phone && <PatientIdentifiers patient={row.patient} />,
            },
            {
              id: 'asked',
              head: t('figures.by.unit'),
              cell: (row) => (
                <Lines
                  first={<span className="whole">{row.unitName}</span>}
                  second={t(`request.kind.${row.kind}`)}
                />
              ),
            },
            {
              id: 'answered',
              head: t('figures.by.specialty'),
              cell: (row) => <Lines first={row.specialtyName} second={row.answeringName} />,
            },
            {
              id: 'when',
              head: t('figures.answered'),
              cell: (row) => (
                <Lines
                  first={format.day(row.answeredAt)}
                  second={`${waitWords(row.minutes, t)} · ${t(`figures.mode.${row.mode}`)}`}
                />
              ),
            },
            {
              id: 'transfer',
              head: t('figures.transferHead'),
              cell: (row) => (
                <Lines
                  first={t(`figures.transfer.${row.transfer}`)}
                  second={row.kilometres > 0 ? `${format.number(row.kilometres)} km` : undefined}
                />
              ),
            },
            {
              id: 'open',
              head: t('common.open'),
              hideHead: true,
              align: 'end',
              cell: (row) => (
                <ButtonLink
                  to={paths.request(row.request)}
                  size="sm"
                  label={`${t('common.open')}: ${row.patient?.displayName ?? row.request}`}
                >
                  {t('common.open')}
                </ButtonLink>
              ),
            },
          ]}
        />
      )}
      {next !== undefined && (
        <p>
          <Button isPending={busy} onPress={() => void readMore()}>
            {t('admin.more')}
          </Button>
        </p>
      )}
    </Page>
  );
}
