import { useState } from 'react';
import plus from 'lucide-static/icons/plus.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { fieldMessage } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { Button, IconButton } from '../../components/Button';
import { DateField, TimeField } from '../../components/DateField';
import { Page } from '../../components/Page';
import { Select } from '../../components/Select';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { paths } from '../requests/paths';
import { type Draft, type DayOff, draftOf, type Hours, problemOf, slots, toBody } from './hours';
import '../requests/requests.css';
import './agenda.css';

type Agenda = components['schemas']['Agenda'];

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const LENGTHS = [5, 10, 15, 20, 30, 40, 45, 60, 90, 120];

/** A specialist's weekly hours and days off, for each unit where they answer. */
export default function HoursPage() {
  const t = useT();
  const [unit, setUnit] = useState<string | null>(null);
  const list = useLoad('agendas', (signal) => call(api.GET('/api/agendas', { signal })));
  const agenda = list.data?.items.find((one) => one.unit === unit) ?? list.data?.items[0];
  const back = { to: paths.agenda, label: t('agenda.title') };
  if (agenda === undefined) {
    return (
      <Page title={t('hours.title')} back={back}>
        {list.error === undefined ? (
          <LoadingRows onRetry={list.reload} />
        ) : (
          <ErrorPanel failure={list.error} onRetry={list.reload} />
        )}
      </Page>
    );
  }
  return (
    <Editor
      key={`${agenda.unit} ${String(agenda.version)}`}
      agenda={agenda}
      units={list.data?.items ?? []}
      onUnit={setUnit}
      onSaved={list.reload}
    />
  );
}

function Editor({
  agenda,
  units,
  onUnit,
  onSaved,
}: {
  agenda: Agenda;
  units: readonly Agenda[];
  onUnit: (unit: string) => void;
  onSaved: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const [draft, setDraft] = useState<Draft>(() => draftOf(agenda));
  const [changed, setChanged] = useState(false);
  const [checked, setChecked] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const back = { to: paths.agenda, label: t('agenda.title') };

  function change(next: Draft) {
    setDraft(next);
    setChanged(true);
    setFailure(undefined);
  }

  async function save() {
    setChecked(true);
    const body = toBody(draft, agenda.version);
    if (body === undefined) return;
    setPending(true);
    setFailure(undefined);
    try {
      const params = { path: { unit: agenda.unit } };
      await call(api.PUT('/api/agendas/{unit}', { params, body }));
      confirmDone(t('hours.saved'));
      onSaved();
    } catch (problem) {
      setFailure(problem);
    }
    setPending(false);
  }

  return (
    <Page
      title={t('hours.title')}
      back={back}
      foot={
        <>
          <span className="rq-foot-note rq-quiet">
            {t(changed ? 'hours.unsaved' : 'hours.keep')}
          </span>
          <Button look="primary" isPending={pending} onPress={() => void save()}>
            {t('hours.save')}
          </Button>
        </>
      }
    >
      {units.length > 1 && (
        <Select
          label={t('hours.unit')}
          value={agenda.unit}
          onChange={onUnit}
          options={units.map((one) => ({ id: one.unit, label: one.unitName }))}
        />
      )}
      <p className="rq-quiet">
        {t('hours.zone', { place: agenda.unitName, zone: format.zoneName(agenda.zone) })}
      </p>
      {failure !== undefined && <ErrorPanel failure={failure} />}
      <section className="ag-week" aria-label={t('hours.week')}>
        {DAYS.map((day) => (
          <DayHours
            key={day}
            day={day}
            draft={draft}
            checked={checked}
            failure={failure}
            onChange={(hours) => change({ ...draft, hours })}
          />
        ))}
      </section>
      <section className="ag-off">
        <h2>{t('hours.off')}</h2>
        {draft.daysOff.length === 0 && <p className="rq-quiet">{t('hours.offNone')}</p>}
        {draft.daysOff.map((off) => (
          <OffRow
            key={off.key}
            off={off}
            error={
              checked && (off.from === null || off.to === null || off.to < off.from)
                ? t('common.fillIn')
                : undefined
            }
            onChange={(next) =>
              change({
                ...draft,
                daysOff: draft.daysOff.map((one) => (one.key === off.key ? next : one)),
              })
            }
            onRemove={() =>
              change({ ...draft, daysOff: draft.daysOff.filter((one) => one.key !== off.key) })
            }
          />
        ))}
        <Button
          icon={plus}
          size="sm"
          onPress={() =>
            change({
              ...draft,
              daysOff: [...draft.daysOff, { key: crypto.randomUUID(), from: null, to: null }],
            })
          }
        >
          {t('hours.addOff')}
        </Button>
      </section>
    </Page>
  );
}

function DayHours({
  day,
  draft,
  checked,
  failure,
  onChange,
}: {
  day: number;
  draft: Draft;
  checked: boolean;
  failure: unknown;
  onChange: (hours: Hours[]) => void;
}) {
  const t = useT();
  const format = useFormat();
  const name = format.weekdayName(day);
  const mine = draft.hours.filter((one) => one.day === day);
  const set = (next: Hours) =>
    onChange(draft.hours.map((one) => (one.key === next.key ? next : one)));
  return (
    <div className="ag-weekday" role="group" aria-label={name}>
      <h2 className="ag-weekday-name">{name}</h2>
      <div className="ag-weekday-hours">
        {mine.length === 0 && <p className="rq-quiet">{t('hours.none')}</p>}
        {mine.map((one) => {
          const index = draft.hours.indexOf(one);
          const said = (field: string) => fieldMessage(failure, `/hours/${index}/${field}`);
          const wrong = checked ? problemOf(one) : undefined;
          const count = slots(one);
          return (
            <div key={one.key} className="ag-hours">
              <TimeField
                label={t('hours.from')}
                value={one.from}
                onChange={(from) => set({ ...one, from })}
                error={wrong === 'from' ? t('hours.fillIn') : said('from')}
              />
              <TimeField
                label={t('hours.to')}
                value={one.to}
                onChange={(to) => set({ ...one, to })}
                error={wrong === 'to' ? t('hours.fillIn') : said('to')}
              />
              <Select
                label={t('hours.minutes')}
                value={String(one.minutes)}
                onChange={(minutes) => set({ ...one, minutes: Number(minutes) })}
                options={[...new Set([...LENGTHS, one.minutes])]
                  .sort((a, b) => a - b)
                  .map((n) => ({ id: String(n), label: t('time.minutes', { n }) }))}
                error={said('minutes')}
              />
              <span className="rq-quiet ag-count">
                {count !== undefined && t('hours.slots', { n: count })}
                {wrong === 'grid' && ` ${t('hours.grid')}`}
              </span>
              <IconButton
                icon={close}
                label={
                  one.from === null || one.to === null
                    ? t('hours.removeNew', { day: name })
                    : t('hours.remove', { day: name, from: one.from, to: one.to })
                }
                onPress={() => onChange(draft.hours.filter((each) => each.key !== one.key))}
              />
            </div>
          );
        })}
        <Button
          icon={plus}
          size="sm"
          look="quiet"
          aria-label={t('hours.addOn', { day: name })}
          onPress={() =>
            onChange([
              ...draft.hours,
              { key: crypto.randomUUID(), day, from: null, to: null, minutes: 30 },
            ])
          }
        >
          {t('hours.add')}
        </Button>
      </div>
    </div>
  );
}

function OffRow({
  off,
  error,
  onChange,
  onRemove,
}: {
  off: DayOff;
  error: string | undefined;
  onChange: (off: DayOff) => void;
  onRemove: () => void;
}) {
  const t = useT();
  return (
    <div className="ag-hours">
      <DateField
        label={t('hours.offFrom')}
        value={off.from}
        onChange={(from) => onChange({ ...off, from, to: off.to ?? from })}
        error={off.from === null ? error : undefined}
      />
      <DateField
        label={t('hours.offTo')}
        value={off.to}
        onChange={(to) => onChange({ ...off, to })}
        error={off.from === null ? undefined : error}
      />
      <IconButton icon={close} label={t('hours.removeOff')} onPress={onRemove} />
    </div>
  );
}
