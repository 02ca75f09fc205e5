import { useState } from 'react';
import { api, call } from '../../api/client';
import type { Coverage, Reason, Specialty, Unit } from '../../api/directory';
import { RadioGroup } from '../../components/Choices';
import { DateField } from '../../components/DateField';
import { Field } from '../../components/Field';
import { ComboBox, Select } from '../../components/Select';
import { useLanguage, useT } from '../../i18n/language';
import { ownZone, serverNow } from '../../time/clock';
import { Temporal } from '../../time/temporal';
import { FormDialog } from './FormDialog';
import { useSave } from './useSave';
import { orAbsent } from './words';

const everyReason = '*';

function today(): string {
  return Temporal.Instant.fromEpochMilliseconds(serverNow())
    .toZonedDateTimeISO(ownZone())
    .toPlainDate()
    .toString();
}

/** One entry of coverage: which unit answers, in which specialty, for whom, from when to when. */
export function CoverageDialog({
  coverage,
  units,
  groups,
  specialties,
  reasons,
  onClose,
  onSaved,
}: {
  coverage: Coverage | undefined;
  units: readonly Unit[];
  groups: readonly { id: string; name: string }[];
  specialties: readonly Specialty[];
  reasons: readonly Reason[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useT();
  const language = useLanguage();
  const { busy, failure, save } = useSave();
  const [id] = useState(() => coverage?.id ?? crypto.randomUUID());
  const [checked, setChecked] = useState(false);
  const [unit, setUnit] = useState<string | null>(coverage?.unit ?? null);
  const [specialty, setSpecialty] = useState<string | null>(coverage?.specialty ?? null);
  const [scope, setScope] = useState<Coverage['scope']>(coverage?.scope ?? 'network');
  const [forGroup, setForGroup] = useState<string | null>(coverage?.forGroup ?? null);
  const [forUnit, setForUnit] = useState<string | null>(coverage?.forUnit ?? null);
  const [reason, setReason] = useState(coverage?.reason ?? everyReason);
  const [agreement, setAgreement] = useState(coverage?.agreement ?? '');
  const [from, setFrom] = useState<string | null>(coverage?.from ?? today());
  const [to, setTo] = useState<string | null>(coverage?.to ?? null);
  const unitOptions = units
    .filter((entry) => entry.active)
    .map((entry) => ({ id: entry.id, label: entry.shortName, detail: entry.id }));
  const offered = reasons.filter((entry) => entry.specialty === specialty);

  function needed(value: string | null): string | undefined {
    return checked && value === null ? t('common.fillIn') : undefined;
  }

  async function submit() {
    setChecked(true);
    if (unit === null || specialty === null || from === null) return;
    if ((scope === 'group' && !forGroup) || (scope === 'unit' && !forUnit)) return;
    if (to !== null && to < from) return;
    const body = {
      version: coverage?.version ?? 0,
      unit,
      specialty,
      scope,
      forGroup: scope === 'group' ? (forGroup ?? undefined) : undefined,
      forUnit: scope === 'unit' ? (forUnit ?? undefined) : undefined,
      reason: reason === everyReason ? undefined : reason,
      agreement: orAbsent(agreement),
      from,
      to: to ?? undefined,
    };
    const name = units.find((entry) => entry.id === unit)?.shortName ?? unit;
    const sent = await save(
      () => call(api.PUT('/api/coverage/{id}', { params: { path: { id } }, body })),
      t('admin.saved', { name }),
    );
    if (!sent) return;
    onSaved();
    onClose();
  }

  return (
    <FormDialog
      isOpen
      title={t(coverage ? 'coverage.edit' : 'coverage.new')}
      onClose={onClose}
      onSubmit={() => void submit()}
      failure={failure}
      busy={busy}
    >
      <div className="form-row">
        <ComboBox
          label={t('coverage.answers')}
          placeholder={t('person.chooseUnit')}
          value={unit}
          onChange={setUnit}
          options={unitOptions}
          error={needed(unit)}
        />
        <ComboBox
          label={t('specialties.specialty')}
          value={specialty}
          onChange={(next) => {
            setSpecialty(next);
            if (next !== specialty) setReason(everyReason);
          }}
          options={specialties.map((entry) => ({
            id: entry.id,
            label: entry.name[language],
            detail: t(`trunk.${entry.trunk}`),
          }))}
          error={needed(specialty)}
        />
      </div>
      <RadioGroup
        label={t('coverage.scope')}
        row
        value={scope}
        onChange={(next) => setScope(next as Coverage['scope'])}
        options={(['network', 'group', 'unit'] as const).map((entry) => ({
          id: entry,
          label: t(`coverage.${entry}`),
        }))}
      />
      {scope === 'group' && (
        <Select
          label={t('coverage.forGroup')}
          value={forGroup}
          onChange={setForGroup}
          options={groups.map((entry) => ({ id: entry.id, label: entry.name }))}
          error={needed(forGroup)}
        />
      )}
      {scope === 'unit' && (
        <ComboBox
          label={t('coverage.forUnit')}
          placeholder={t('person.chooseUnit')}
          value={forUnit}
          onChange={setForUnit}
          options={unitOptions}
          error={needed(forUnit)}
        />
      )}
      <div className="form-row">
        <Select
          label={t('coverage.reason')}
          value={reason}
          onChange={setReason}
          options={[
            { id: everyReason, label: t('reasons.all') },
            ...offered.map((entry) => ({ id: entry.id, label: entry.name[language] })),
          ]}
        />
        <Field
          label={t('coverage.agreement')}
          optional
          maxLength={120}
          value={agreement}
          onChange={setAgreement}
        />
      </div>
      <div className="form-row">
        <DateField
          label={t('coverage.from')}
          value={from}
          onChange={setFrom}
          error={needed(from)}
        />
        <DateField
          label={t('coverage.to')}
          optional
          value={to}
          onChange={setTo}
          error={
            checked && to !== null && from !== null && to < from ? t('common.fillIn') : undefined
          }
        />
      </div>
    </FormDialog>
  );
}

/** Ends an entry on a day; what waits is covered anew. */
export function EndCoverageDialog({
  coverage,
  onClose,
  onSaved,
}: {
  coverage: Coverage;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useT();
  const { busy, failure, save } = useSave();
  const [day, setDay] = useState<string | null>(today());

  async function submit() {
    if (day === null) return;
    const body = { version: coverage.version, to: day };
    const path = { id: coverage.id };
    const sent = await save(
      () => call(api.POST('/api/coverage/{id}/end', { params: { path }, body })),
      t('admin.saved', { name: coverage.unitName }),
    );
    if (!sent) return;
    onSaved();
    onClose();
  }

  return (
    <FormDialog
      isOpen
      title={t('coverage.end')}
      onClose={onClose}
      onSubmit={() => void submit()}
      failure={failure}
      busy={busy}
      submit={t('coverage.end')}
    >
      <p>{t('coverage.endDetail')}</p>
      <DateField
        label={t('coverage.endDay')}
        value={day}
        onChange={setDay}
        error={day === null ? t('common.fillIn') : undefined}
      />
    </FormDialog>
  );
}
