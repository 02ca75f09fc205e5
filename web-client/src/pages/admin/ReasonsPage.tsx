import { useState } from 'react';
import bookOpen from 'lucide-static/icons/book-open.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import { api, call } from '../../api/client';
import {
  keyOf,
  useReasons,
  useSpecialties,
  type Reason,
  type Specialty,
} from '../../api/directory';
import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Choices';
import { Field } from '../../components/Field';
import { NumberField } from '../../components/NumberField';
import { Page } from '../../components/Page';
import { ComboBox } from '../../components/Select';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useLanguage, useT } from '../../i18n/language';
import { FormDialog } from './FormDialog';
import { bothNames, NamesRow, type Names } from './NamesRow';
import { useSave } from './useSave';
import { hasWords } from '../../components/words';

const shortest = 5;
const longest = 240;

function ReasonDialog({
  reason,
  specialties,
  onClose,
  onSaved,
}: {
  reason: Reason | undefined;
  specialties: readonly Specialty[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useT();
  const language = useLanguage();
  const { busy, failure, save } = useSave();
  const [checked, setChecked] = useState(false);
  const [names, setNames] = useState<Names>(reason?.name ?? { es: '', en: '' });
  const [specialty, setSpecialty] = useState<string | null>(reason?.specialty ?? null);
  const [minutes, setMinutes] = useState<number | null>(reason?.minutes ?? 30);
  const [active, setActive] = useState(reason?.active ?? true);
  const id = reason?.id ?? (specialty === null ? '' : keyOf(`${specialty} ${names.es}`));

  function needed(value: string | null): string | undefined {
    return checked && value === null ? t('common.fillIn') : undefined;
  }

  async function submit() {
    setChecked(true);
    const whole = minutes !== null && Number.isInteger(minutes);
    const name = bothNames(names);
    if (!name || specialty === null || !whole) return;
    if (minutes < shortest || minutes > longest) return;
    const body = {
      version: reason?.version ?? 0,
      specialty,
      name,
      minutes,
      active,
    };
    const sent = await save(
      () => call(api.PUT('/api/reasons/{id}', { params: { path: { id } }, body })),
      t('admin.saved', { name: body.name.es }),
    );
    if (!sent) return;
    onSaved();
    onClose();
  }

  return (
    <FormDialog
      isOpen
      title={t(reason ? 'reasons.edit' : 'reasons.new')}
      onClose={onClose}
      onSubmit={() => void submit()}
      failure={failure}
      busy={busy}
      note={id && `${t('admin.key')}: ${id}`}
    >
      <NamesRow names={names} onChange={setNames} checked={checked} />
      <div className="form-row">
        <ComboBox
          label={t('specialties.specialty')}
          value={specialty}
          onChange={setSpecialty}
          error={needed(specialty)}
          options={specialties.map((entry) => ({
            id: entry.id,
            label: entry.name[language],
            detail: t(`trunk.${entry.trunk}`),
          }))}
        />
        <NumberField
          label={t('reasons.minutes')}
          unit="min"
          min={shortest}
          max={longest}
          value={minutes}
          onChange={setMinutes}
          error={checked && minutes === null ? t('common.fillIn') : undefined}
        />
      </div>
      <Checkbox isSelected={active} onChange={setActive}>
        {t('admin.active')}
      </Checkbox>
    </FormDialog>
  );
}

/** The catalogue of reasons: each fixes the specialty and how long the consultation is. */
export default function ReasonsPage() {
  const t = useT();
  const language = useLanguage();
  const reasons = useReasons();
  const specialties = useSpecialties();
  const [written, setWritten] = useState('');
  const [opened, setOpened] = useState<Reason | 'new'>();
  const all = reasons.data ?? [];
  const names = new Map(specialties.data?.map((entry) => [entry.id, entry.name]));
  const rows = all.filter((row) => {
    const specialty = names.get(row.specialty);
    return hasWords(written, row.name.es, row.name.en, specialty?.es, specialty?.en);
  });
  const error = reasons.error ?? specialties.error;
  const add = (
    <Button look="primary" icon={plus} onPress={() => setOpened('new')}>
      {t('reasons.new')}
    </Button>
  );
  function reload() {
    reasons.reload();
    specialties.reload();
  }
  return (
    <Page
      title={t('nav.reasons')}
      beside={reasons.data && t('reasons.count', { n: all.length })}
      actions={all.length > 0 && add}
    >
      {error !== undefined && (
        <ErrorPanel failure={error} title={t('error.load')} onRetry={reload} />
      )}
      {!reasons.data && reasons.loading && <LoadingRows rows={6} onRetry={reload} />}
      {reasons.data && all.length === 0 && (
        <EmptyState icon={bookOpen} title={t('reasons.empty')} action={add}>
          {t('reasons.emptyDetail')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <>
          <div className="filters">
            <Field label={t('common.search')} type="search" value={written} onChange={setWritten} />
          </div>
          <Table<Reason>
            label={t('nav.reasons')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'name',
                head: t('reasons.reason'),
                isRowHead: true,
                cell: (row) => (
                  <Lines
                    first={row.name[language]}
                    second={row.name[language === 'es' ? 'en' : 'es']}
                  />
                ),
              },
              {
                id: 'specialty',
                head: t('specialties.specialty'),
                cell: (row) => names.get(row.specialty)?.[language] ?? row.specialty,
              },
              {
                id: 'minutes',
                head: t('reasons.minutes'),
                cell: (row) => t('duration.minutes', { n: row.minutes }),
              },
              {
                id: 'active',
                head: t('admin.active'),
                cell: (row) => t(row.active ? 'admin.active' : 'admin.inactive'),
              },
              {
                id: 'edit',
                head: t('admin.actions'),
                hideHead: true,
                align: 'end',
                cell: (row) => (
                  <Button
                    size="sm"
                    aria-label={t('admin.editOf', { name: row.name[language] })}
                    onPress={() => setOpened(row)}
                  >
                    {t('common.edit')}
                  </Button>
                ),
              },
            ]}
          />
        </>
      )}
      {opened !== undefined && specialties.data && (
        <ReasonDialog
          reason={opened === 'new' ? undefined : opened}
          specialties={specialties.data}
          onClose={() => setOpened(undefined)}
          onSaved={reasons.reload}
        />
      )}
    </Page>
  );
}
