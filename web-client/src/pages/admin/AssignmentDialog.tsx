import { useState } from 'react';
import close from 'lucide-static/icons/x.svg?raw';
import { api, call } from '../../api/client';
import { groupsOf, useSpecialties, useUnits, type Person, type Role } from '../../api/directory';
import { IconButton } from '../../components/Button';
import { RadioGroup } from '../../components/Choices';
import { ComboBox, Select } from '../../components/Select';
import { ErrorPanel } from '../../components/States';
import { useLanguage, useT } from '../../i18n/language';
import { FormDialog } from './FormDialog';
import { needsSpecialty, placeOf, roles } from './roles';
import { useSave } from './useSave';

/** Gives a person a role from now on: where, and for which specialties. */
export function AssignmentDialog({
  person,
  onClose,
  onSaved,
}: {
  person: Person;
  onClose: () => void;
  onSaved: (person: Person) => void;
}) {
  const t = useT();
  const language = useLanguage();
  const units = useUnits();
  const specialties = useSpecialties();
  const { busy, failure, save } = useSave();
  const [id] = useState(() => crypto.randomUUID());
  const [checked, setChecked] = useState(false);
  const [role, setRole] = useState<Role | null>(null);
  const [unit, setUnit] = useState<string | null>(null);
  const [group, setGroup] = useState<string | null>(null);
  const [ofGroup, setOfGroup] = useState(true);
  const [chosen, setChosen] = useState<string[]>([]);
  const place = role === null ? 'network' : placeOf(role);
  const byGroup = place === 'group-or-unit' && ofGroup;
  const byUnit = place === 'unit' || (place === 'group-or-unit' && !ofGroup);
  const bySpecialty = role !== null && needsSpecialty(role);
  const names = new Map(specialties.data?.map((entry) => [entry.id, entry.name[language]]));
  const broken = units.error ?? specialties.error;

  async function submit() {
    setChecked(true);
    if (role === null || (byUnit && unit === null) || (byGroup && group === null)) return;
    if (bySpecialty && chosen.length === 0) return;
    const body = {
      version: person.version,
      role,
      unit: byUnit ? (unit ?? undefined) : undefined,
      group: byGroup ? (group ?? undefined) : undefined,
      specialties: bySpecialty ? chosen : undefined,
    };
    const path = { id: person.id, assignment: id };
    const sent = await save(async () =>
      onSaved(
        await call(
          api.PUT('/api/people/{id}/assignments/{assignment}', { params: { path }, body }),
        ),
      ),
    );
    if (sent) onClose();
  }

  return (
    <FormDialog
      isOpen
      title={t('person.addRole')}
      onClose={onClose}
      onSubmit={() => void submit()}
      failure={failure}
      busy={busy}
      submit={t('person.addRole')}
    >
      {broken !== undefined && <ErrorPanel failure={broken} title={t('error.load')} />}
      <Select
        label={t('people.role')}
        placeholder={t('person.chooseRole')}
        value={role}
        onChange={(next) => setRole(next as Role)}
        options={roles.map((entry) => ({ id: entry, label: t(`role.${entry}`) }))}
        error={checked && role === null ? t('common.fillIn') : undefined}
      />
      {place === 'group-or-unit' && (
        <RadioGroup
          label={t('person.reach')}
          row
          value={ofGroup ? 'group' : 'unit'}
          onChange={(next) => setOfGroup(next === 'group')}
          options={[
            { id: 'group', label: t('person.ofGroup') },
            { id: 'unit', label: t('person.ofUnit') },
          ]}
        />
      )}
      {byGroup && (
        <Select
          label={t('units.group')}
          value={group}
          onChange={setGroup}
          options={groupsOf(units.data ?? []).map((entry) => ({
            id: entry.id,
            label: entry.name,
          }))}
          error={checked && group === null ? t('person.needUnitOrGroup') : undefined}
        />
      )}
      {byUnit && (
        <ComboBox
          label={t('units.unit')}
          placeholder={t('person.chooseUnit')}
          value={unit}
          onChange={setUnit}
          options={(units.data ?? [])
            .filter((entry) => entry.active)
            .map((entry) => ({ id: entry.id, label: entry.shortName, detail: entry.id }))}
          error={checked && unit === null ? t('person.needUnit') : undefined}
        />
      )}
      {bySpecialty && (
        <>
          {chosen.length > 0 && (
            <ul className="chosen" aria-label={t('specialties.many')}>
              {chosen.map((key) => (
                <li key={key}>
                  <span>{names.get(key) ?? key}</span>
                  <IconButton
                    icon={close}
                    iconSize={16}
                    label={t('person.removeSpecialty', { name: names.get(key) ?? key })}
                    onPress={() => setChosen(chosen.filter((other) => other !== key))}
                  />
                </li>
              ))}
            </ul>
          )}
          {/* Begins anew with each one added: an open list would cover the button below it. */}
          <ComboBox
            key={chosen.length}
            adds
            label={t('specialties.many')}
            placeholder={t('person.chooseSpecialty')}
            value={null}
            onChange={(key) => key !== null && setChosen([...chosen, key])}
            options={(specialties.data ?? [])
              .filter((entry) => entry.active && !chosen.includes(entry.id))
              .map((entry) => ({
                id: entry.id,
                label: entry.name[language],
                detail: t(`trunk.${entry.trunk}`),
              }))}
            error={checked && chosen.length === 0 ? t('person.needSpecialty') : undefined}
          />
        </>
      )}
    </FormDialog>
  );
}
