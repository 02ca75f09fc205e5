import { useState } from 'react';
import { api, call } from '../../api/client';
import { keyOf, type Unit } from '../../api/directory';
import { fieldMessage } from '../../api/problem';
import { Checkbox } from '../../components/Choices';
import { Field, TextArea } from '../../components/Field';
import { NumberField } from '../../components/NumberField';
import { Select } from '../../components/Select';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { FormDialog } from './FormDialog';
import { useSave } from './useSave';
import { isPhone, orAbsent } from './words';

const types = [
  'HGR',
  'HGZ',
  'HGSZ',
  'HGP',
  'HGO',
  'UMAA',
  'UMF',
  'UMAE',
  'breast-clinic',
  'psychiatric',
  'other',
] as const;

/** One zone for each hour and border rule of the Ley de los Husos Horarios. */
const zones = [
  'America/Tijuana',
  'America/Hermosillo',
  'America/Mazatlan',
  'America/Bahia_Banderas',
  'America/Mexico_City',
  'America/Monterrey',
  'America/Merida',
  'America/Chihuahua',
  'America/Ciudad_Juarez',
  'America/Ojinaga',
  'America/Matamoros',
  'America/Cancun',
];

const otherGroup = '+';
const cluesPattern = /^[A-Z]{5}[0-9]{6}$/;

/**
 * The rooms that are named, one a line; one that was named before keeps its key, one that no longer
 * is stays known for what is booked on it.
 */
function stationsOf(lines: string, unit: Unit | undefined): NonNullable<Unit['stations']> {
  const known = unit?.stations ?? [];
  const names = [...new Set(lines.split('\n').map((line) => line.trim()))].filter(Boolean);
  const named = names.map((name) => ({
    id: known.find((station) => station.name === name)?.id ?? keyOf(name),
    name: name.slice(0, 40),
    active: true,
  }));
  const gone = known.filter((station) => !named.some(({ id }) => id === station.id));
  return [...named, ...gone.map((station) => ({ ...station, active: false }))];
}

/** One unit: its CLUES is its key and never changes. */
export function UnitDialog({
  unit,
  groups,
  onClose,
  onSaved,
}: {
  unit: Unit | undefined;
  groups: readonly { id: string; name: string }[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const { busy, failure, save } = useSave();
  const [checked, setChecked] = useState(false);
  const [clues, setClues] = useState(unit?.id ?? '');
  const [name, setName] = useState(unit?.name ?? '');
  const [shortName, setShortName] = useState(unit?.shortName ?? '');
  const [type, setType] = useState<Unit['type']>(unit?.type ?? 'HGZ');
  const [group, setGroup] = useState<string | null>(
    unit?.group ?? (groups.length === 0 ? otherGroup : null),
  );
  const [groupName, setGroupName] = useState('');
  const [city, setCity] = useState(unit?.city ?? '');
  const [zone, setZone] = useState<string | null>(unit?.zone ?? null);
  const [latitude, setLatitude] = useState<number | null>(unit?.latitude ?? null);
  const [longitude, setLongitude] = useState<number | null>(unit?.longitude ?? null);
  const [phone, setPhone] = useState(unit?.phone ?? '');
  const [stations, setStations] = useState(
    (unit?.stations ?? [])
      .filter((station) => station.active)
      .map((station) => station.name)
      .join('\n'),
  );
  const [active, setActive] = useState(unit?.active ?? true);
  const isOther = group === otherGroup;
  const groupTitle = isOther ? groupName.trim() : groups.find(({ id }) => id === group)?.name;
  const placeFits =
    Math.abs(latitude ?? 0) <= 90 &&
    Math.abs(longitude ?? 0) <= 180 &&
    (latitude === null) === (longitude === null);

  function needed(value: string | null, path: string): string | undefined {
    if (checked && (value === null || value.trim() === '')) return t('common.fillIn');
    return fieldMessage(failure, path);
  }

  async function submit() {
    setChecked(true);
    const texts = [name, shortName, city].every((text) => text.trim() !== '');
    const phoneFits = phone.trim() === '' || isPhone(phone.trim());
    if (!cluesPattern.test(clues) || !texts || !groupTitle || zone === null) return;
    if (!placeFits || !phoneFits) return;
    const body = {
      version: unit?.version ?? 0,
      name: name.trim(),
      shortName: shortName.trim(),
      type,
      group: isOther ? keyOf(groupName.replace(/^\s*ooad\s+/i, '')) : (group ?? ''),
      groupName: groupTitle,
      city: city.trim(),
      zone,
      latitude: latitude ?? undefined,
      longitude: longitude ?? undefined,
      phone: orAbsent(phone),
      stations: stationsOf(stations, unit),
      active,
    };
    const sent = await save(
      () => call(api.PUT('/api/units/{clues}', { params: { path: { clues } }, body })),
      t('admin.saved', { name: body.shortName }),
    );
    if (!sent) return;
    onSaved();
    onClose();
  }

  return (
    <FormDialog
      isOpen
      title={unit ? t('units.edit', { id: unit.id }) : t('units.new')}
      onClose={onClose}
      onSubmit={() => void submit()}
      failure={failure}
      busy={busy}
    >
      <div className="form-row">
        <Field
          label={t('units.clues')}
          hint={unit ? undefined : t('units.cluesHint')}
          isReadOnly={unit !== undefined}
          value={clues}
          onChange={(text) => setClues(text.toUpperCase().trim())}
          error={checked && !cluesPattern.test(clues) ? t('units.cluesWrong') : undefined}
        />
        <Field
          label={t('units.shortName')}
          hint={t('units.shortNameHint')}
          maxLength={40}
          value={shortName}
          onChange={setShortName}
          error={needed(shortName, '/shortName')}
        />
      </div>
      <Field
        label={t('units.name')}
        maxLength={120}
        value={name}
        onChange={setName}
        error={needed(name, '/name')}
      />
      <div className="form-row">
        <Select
          label={t('units.type')}
          value={type}
          onChange={(id) => setType(id as Unit['type'])}
          options={types.map((id) => ({ id, label: t(`unitType.${id}`), detail: id }))}
        />
        <Select
          label={t('units.group')}
          value={group}
          onChange={setGroup}
          error={needed(group, '/group')}
          options={[
            ...groups.map(({ id, name: label }) => ({ id, label })),
            { id: otherGroup, label: t('units.groupNew') },
          ]}
        />
      </div>
      {isOther && (
        <Field
          label={t('units.groupName')}
          maxLength={80}
          value={groupName}
          onChange={setGroupName}
          error={needed(groupName, '/groupName')}
        />
      )}
      <div className="form-row">
        <Field
          label={t('units.city')}
          maxLength={80}
          value={city}
          onChange={setCity}
          error={needed(city, '/city')}
        />
        <Select
          label={t('units.zone')}
          value={zone}
          onChange={setZone}
          error={needed(zone, '/zone')}
          options={zones.map((id) => ({ id, label: format.zoneName(id), detail: id }))}
        />
      </div>
      <div className="form-row">
        <NumberField
          label={t('units.latitude')}
          optional
          unit="°"
          min={-90}
          max={90}
          value={latitude}
          onChange={setLatitude}
        />
        <NumberField
          label={t('units.longitude')}
          optional
          unit="°"
          min={-180}
          max={180}
          value={longitude}
          onChange={setLongitude}
          error={
            checked && (latitude === null) !== (longitude === null) ? t('common.fillIn') : undefined
          }
        />
        <Field
          label={t('admin.phone')}
          optional
          type="tel"
          value={phone}
          onChange={setPhone}
          error={
            checked && phone.trim() !== '' && !isPhone(phone.trim())
              ? t('admin.phoneWrong')
              : fieldMessage(failure, '/phone')
          }
        />
      </div>
      <TextArea
        label={t('units.stations')}
        hint={t('units.stationsHint')}
        optional
        rows={2}
        value={stations}
        onChange={setStations}
        error={fieldMessage(failure, '/stations')}
      />
      <Checkbox isSelected={active} onChange={setActive}>
        {t('admin.active')}
      </Checkbox>
    </FormDialog>
  );
}
