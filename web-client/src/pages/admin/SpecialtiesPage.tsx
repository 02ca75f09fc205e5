import { useState } from 'react';
import plus from 'lucide-static/icons/plus.svg?raw';
import stethoscope from 'lucide-static/icons/stethoscope.svg?raw';
import { api, call } from '../../api/client';
import { keyOf, useSpecialties, type Specialty } from '../../api/directory';
import { fieldMessage } from '../../api/problem';
import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Choices';
import { Field } from '../../components/Field';
import { NumberField } from '../../components/NumberField';
import { Page } from '../../components/Page';
import { Select } from '../../components/Select';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useLanguage, useT } from '../../i18n/language';
import { FormDialog } from './FormDialog';
import { bothNames, NamesRow, type Names } from './NamesRow';
import { useSave } from './useSave';
import { hasWords } from '../../components/words';
import { isPhone, orAbsent } from './words';
import { dutyText, readDuty } from './dutyPhones';

const trunks = ['surgery', 'paediatrics', 'gynaecology', 'internal-medicine'] as const;

function SpecialtyDialog({
  specialty,
  onClose,
  onSaved,
}: {
  specialty: Specialty | undefined;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useT();
  const { busy, failure, save } = useSave();
  const [checked, setChecked] = useState(false);
  const [names, setNames] = useState<Names>(specialty?.name ?? { es: '', en: '' });
  const [trunk, setTrunk] = useState<string | null>(specialty?.trunk ?? null);
  const [phone, setPhone] = useState(specialty?.phone ?? '');
  const [duty, setDuty] = useState(() => dutyText(specialty?.phones ?? []));
  const [seconds, setSeconds] = useState<number | null>(specialty?.ringSeconds ?? 180);
  const dutyPhones = readDuty(duty);
  const secondsWrong = seconds === null || seconds < 5 || seconds > 1800;
  const [active, setActive] = useState(specialty?.active ?? true);
  const id = specialty?.id ?? keyOf(names.es);
  const phoneWrong = phone.trim() !== '' && !isPhone(phone.trim());

  function needed(value: string | null): string | undefined {
    return checked && value === null ? t('common.fillIn') : undefined;
  }

  async function submit() {
    setChecked(true);
    const name = bothNames(names);
    if (!name || trunk === null || phoneWrong) return;
    if (dutyPhones === undefined || secondsWrong) return;
    const body = {
      version: specialty?.version ?? 0,
      trunk: trunk as Specialty['trunk'],
      name,
      phone: orAbsent(phone),
      phones: dutyPhones,
      ringSeconds: seconds ?? 180,
      active,
    };
    const sent = await save(
      () => call(api.PUT('/api/specialties/{id}', { params: { path: { id } }, body })),
      t('admin.saved', { name: body.name.es }),
    );
    if (!sent) return;
    onSaved();
    onClose();
  }

  return (
    <FormDialog
      isOpen
      title={t(specialty ? 'specialties.edit' : 'specialties.new')}
      onClose={onClose}
      onSubmit={() => void submit()}
      failure={failure}
      busy={busy}
      note={id && `${t('admin.key')}: ${id}`}
    >
      <NamesRow names={names} onChange={setNames} checked={checked} />
      <div className="form-row">
        <Select
          label={t('specialties.trunk')}
          value={trunk}
          onChange={setTrunk}
          error={needed(trunk)}
          options={trunks.map((entry) => ({ id: entry, label: t(`trunk.${entry}`) }))}
        />
        <Field
          label={t('admin.phone')}
          optional
          type="tel"
          value={phone}
          onChange={setPhone}
          error={checked && phoneWrong ? t('admin.phoneWrong') : fieldMessage(failure, '/phone')}
        />
      </div>
      <div className="form-row">
        <Field
          label={t('specialties.dutyPhones')}
          hint={t('specialties.dutyPhonesHint')}
          value={duty}
          onChange={setDuty}
          error={checked && dutyPhones === undefined ? t('specialties.dutyPhonesWrong') : undefined}
        />
        <NumberField
          label={t('specialties.ringSeconds')}
          value={seconds}
          onChange={setSeconds}
          min={5}
          max={1800}
        />
      </div>
      <Checkbox isSelected={active} onChange={setActive}>
        {t('admin.active')}
      </Checkbox>
    </FormDialog>
  );
}

/** The specialties, under their four trunks. */
export default function SpecialtiesPage() {
  const t = useT();
  const language = useLanguage();
  const specialties = useSpecialties();
  const [written, setWritten] = useState('');
  const [opened, setOpened] = useState<Specialty | 'new'>();
  const all = specialties.data ?? [];
  const rows = all.filter((row) =>
    hasWords(written, row.name.es, row.name.en, t(`trunk.${row.trunk}`)),
  );
  const add = (
    <Button look="primary" icon={plus} onPress={() => setOpened('new')}>
      {t('specialties.new')}
    </Button>
  );
  return (
    <Page
      title={t('nav.specialties')}
      beside={specialties.data && t('specialties.count', { n: all.length })}
      actions={all.length > 0 && add}
    >
      {specialties.error !== undefined && (
        <ErrorPanel
          failure={specialties.error}
          title={t('error.load')}
          onRetry={specialties.reload}
        />
      )}
      {!specialties.data && specialties.loading && (
        <LoadingRows rows={6} onRetry={specialties.reload} />
      )}
      {specialties.data && all.length === 0 && (
        <EmptyState icon={stethoscope} title={t('specialties.empty')} action={add}>
          {t('specialties.emptyDetail')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <>
          <div className="filters">
            <Field label={t('common.search')} type="search" value={written} onChange={setWritten} />
          </div>
          <Table<Specialty>
            label={t('nav.specialties')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'name',
                head: t('specialties.specialty'),
                isRowHead: true,
                cell: (row) => (
                  <Lines
                    first={row.name[language]}
                    second={row.name[language === 'es' ? 'en' : 'es']}
                  />
                ),
              },
              { id: 'trunk', head: t('specialties.trunk'), cell: (row) => t(`trunk.${row.trunk}`) },
              { id: 'phone', head: t('admin.phone'), cell: (row) => row.phone ?? '' },
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
      {opened !== undefined && (
        <SpecialtyDialog
          specialty={opened === 'new' ? undefined : opened}
          onClose={() => setOpened(undefined)}
          onSaved={specialties.reload}
        />
      )}
    </Page>
  );
}
