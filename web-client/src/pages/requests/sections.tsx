import type { ReactNode } from 'react';
import { Checkbox, RadioGroup } from '../../components/Choices';
import { TimeField } from '../../components/DateField';
import { Field, TextArea } from '../../components/Field';
import { ComboBox, Select } from '../../components/Select';
import { unitWord } from '../../format/units';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';
import { serverNow } from '../../time/clock';
import { Temporal } from '../../time/temporal';
import { nameIn, type Catalogue } from './catalogue';
import type { Gap, Priority, RequestForm, RequestKind, TravelMeans, VitalName } from './draft';
import { navigate } from '../../app/router';
import { paths } from './paths';

/** What every section of the form is given. */
export interface SectionProps {
  readonly form: RequestForm;
  readonly change: (part: Partial<RequestForm>) => void;
  /** The person has left a field: from now on its faults show. */
  readonly leave: (field: string) => void;
  readonly gaps: readonly Gap[];
  readonly catalogue: Catalogue;
  readonly units: readonly { id: string; label: string }[];
}

const KINDS: readonly RequestKind[] = [
  'outpatient',
  'emergency',
  'surgical-planning',
  'hospitalised',
  'second-opinion',
];
const PRIORITIES: readonly Priority[] = ['urgent', 'soon', 'routine'];
const MEANS: readonly TravelMeans[] = [
  'bus',
  'own-car',
  'taxi',
  'train',
  'plane',
  'ambulance',
  'air-ambulance',
  'none',
];
const COUNTS = [0, 1, 2, 3, 4, 5];

/** Marks where a field stands, so that a gap can be gone to. */
function Spot({
  field,
  wide,
  children,
}: {
  field: string;
  wide?: 'always' | 'phone';
  children: ReactNode;
}) {
  const className = wide && (wide === 'always' ? 'rq-wide' : 'rq-wide-phone');
  return (
    <div data-field={field} className={className}>
      {children}
    </div>
  );
}

function useGapText(gaps: readonly Gap[]): (field: string) => string | undefined {
  const t = useT();
  return (field) => {
    const gap = gaps.find((each) => each.field === field);
    if (gap === undefined) return undefined;
    if (gap.fault === 'range') {
      return t('common.between', {
        min: gap.min ?? '',
        max: gap.max ?? '',
        unit: gap.unit === 'points' ? '' : unitWord(field, gap.unit, t),
      }).trim();
    }
    return t(`request.gap.${gap.fault}`);
  };
}

/** Kind, specialty, reason, priority; bed, ward and complication of a patient in hospital. */
export function RequestSection({ form, change, leave, gaps, catalogue, units }: SectionProps) {
  const t = useT();
  const language = useLanguage();
  const wrong = useGapText(gaps);
  const specialties = [...catalogue.specialties.values()]
    .filter((each) => each.active)
    .map((each) => ({ id: each.id, label: nameIn(language, each) }));
  const reasons = [...catalogue.reasons.values()]
    .filter((each) => each.active && (form.specialty === '' || each.specialty === form.specialty))
    .map((each) => {
      const specialty = catalogue.specialties.get(each.specialty);
      const minutes = t('request.minutes', { n: each.minutes });
      return {
        id: each.id,
        label: nameIn(language, each),
        detail:
          form.specialty === '' && specialty
            ? `${nameIn(language, specialty)} · ${minutes}`
            : minutes,
      };
    });
  const text = (field: 'ward' | 'bed' | 'transferComplication') => ({
    value: form[field],
    onChange: (value: string) => change({ [field]: value }),
    onBlur: () => leave(field),
    error: wrong(field),
  });
  return (
    <div className="rq-grid">
      {units.length > 1 && (
        <Spot field="unit">
          <Select
            label={t('request.unit')}
            options={units}
            value={form.unit}
            onChange={(unit) => change({ unit })}
          />
        </Spot>
      )}
      <Spot field="kind">
        <Select
          label={t('request.kind')}
          options={KINDS.map((id) => ({ id, label: t(`request.kind.${id}`) }))}
          value={form.kind === '' ? null : form.kind}
          onChange={(kind) => {
            // An emergency is asked on its own page, which rings.
            if (kind === 'emergency') {
              navigate(
                `${paths.emergency}${form.patient === '' ? '' : `?patient=${form.patient}`}`,
              );
            } else change({ kind: kind as RequestKind });
          }}
          error={wrong('kind')}
        />
      </Spot>
      <Spot field="specialty">
        <ComboBox
          label={t('request.specialty')}
          options={specialties}
          value={form.specialty === '' ? null : form.specialty}
          onChange={(specialty) => {
            const keeps = catalogue.reasons.get(form.reason)?.specialty === specialty;
            change({ specialty: specialty ?? '', ...(keeps ? {} : { reason: '' }) });
          }}
          error={wrong('specialty')}
        />
      </Spot>
      <Spot field="reason" wide="phone">
        <ComboBox
          key={form.specialty}
          label={t('request.reason')}
          options={reasons}
          value={form.reason === '' ? null : form.reason}
          onChange={(reason) => {
            const specialty =
              reason === null ? undefined : catalogue.reasons.get(reason)?.specialty;
            change({ reason: reason ?? '', ...(specialty === undefined ? {} : { specialty }) });
          }}
          error={wrong('reason')}
        />
      </Spot>
      <Spot field="priority" wide="always">
        <RadioGroup
          row
          label={t('request.priority')}
          options={PRIORITIES.map((id) => ({ id, label: t(`priority.${id}`) }))}
          value={form.priority === '' ? null : form.priority}
          onChange={(priority) => change({ priority: priority as Priority })}
          error={wrong('priority')}
        />
      </Spot>
      {form.kind === 'hospitalised' && (
        <>
          <Spot field="ward">
            <Field label={t('request.ward')} maxLength={60} {...text('ward')} />
          </Spot>
          <Spot field="bed">
            <Field label={t('request.bed')} maxLength={20} {...text('bed')} />
          </Spot>
          <Spot field="transferComplication" wide="always">
            <TextArea
              label={t('request.transferComplication')}
              maxLength={1000}
              rows={2}
              {...text('transferComplication')}
            />
          </Spot>
        </>
      )}
    </div>
  );
}

/** What happened to the patient, and what is asked. */
export function SummarySection({ form, change, leave, gaps }: SectionProps) {
  const t = useT();
  const wrong = useGapText(gaps);
  return (
    <div className="rq-stack">
      <Spot field="clinicalSummary">
        <TextArea
          label={t('request.clinicalSummary')}
          value={form.clinicalSummary}
          onChange={(clinicalSummary) => change({ clinicalSummary })}
          onBlur={() => leave('clinicalSummary')}
          rows={5}
          maxLength={8000}
          error={wrong('clinicalSummary')}
        />
      </Spot>
      <Spot field="question">
        <TextArea
          label={t('request.question')}
          value={form.question}
          onChange={(question) => change({ question })}
          onBlur={() => leave('question')}
          rows={2}
          maxLength={1000}
          error={wrong('question')}
        />
      </Spot>
    </div>
  );
}

/** Vital signs with their units; an impossible value stays to be seen and says its range. */
export function VitalsSection({ form, change, leave, gaps, catalogue }: SectionProps) {
  const t = useT();
  const format = useFormat();
  const wrong = useGapText(gaps);
  const zone = catalogue.units.get(form.unit)?.zone ?? format.zone;
  return (
    <>
      <div className="rq-taken" data-field="takenAt">
        <TimeField
          label={t('request.takenAt')}
          aside={format.zoneName(zone)}
          value={form.takenAt === '' ? null : format.time(form.takenAt, zone)}
          onChange={(time) => change({ takenAt: time === null ? '' : atTimeToday(time, zone) })}
        />
      </div>
      <div className="rq-grid rq-grid-vitals">
        {catalogue.vitalSigns.map((sign) => {
          const name = sign.id as VitalName;
          return (
            <Spot key={name} field={name}>
              <Field
                label={t(`request.vital.${name}`)}
                unit={unitWord(name, sign.unit, t)}
                inputMode="decimal"
                maxLength={7}
                value={form.vitals[name] ?? ''}
                onChange={(value) => change({ vitals: { ...form.vitals, [name]: value } })}
                onBlur={() => leave(name)}
                error={wrong(name)}
              />
            </Spot>
          );
        })}
      </div>
    </>
  );
}

/** The instant of a time of day today in a zone; a time still to come was yesterday's. */
export function atTimeToday(time: string, zone: string, now = serverNow()): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const taken = today.withPlainTime(Temporal.PlainTime.from(time));
  const past =
    Temporal.ZonedDateTime.compare(taken, today) > 0 ? taken.subtract({ days: 1 }) : taken;
  return past.toInstant().toString();
}

/** How the patient would otherwise travel and with whom; asked once. */
export function TravelSection({
  form,
  change,
  gaps,
}: Pick<SectionProps, 'form' | 'change' | 'gaps'>) {
  const t = useT();
  const wrong = useGapText(gaps);
  const counts = (limit: number) =>
    COUNTS.filter((each) => each <= limit).map((each) => ({
      id: String(each),
      label: String(each),
    }));
  return (
    <div className="rq-grid">
      <Spot field="means">
        <Select
          label={t('request.means')}
          options={MEANS.map((id) => ({ id, label: t(`request.means.${id}`) }))}
          value={form.means === '' ? null : form.means}
          onChange={(means) => change({ means: means as TravelMeans })}
          error={wrong('means')}
        />
      </Spot>
      <Spot field="companions">
        <Select
          label={t('request.companions')}
          options={counts(5)}
          value={String(form.companions)}
          onChange={(companions) =>
            change({
              companions: Number(companions),
              companionsWorking: Math.min(form.companionsWorking, Number(companions)),
            })
          }
        />
      </Spot>
      <Spot field="companionsWorking">
        <Select
          label={t('request.companionsWorking')}
          options={counts(form.companions)}
          value={String(form.companionsWorking)}
          onChange={(working) => change({ companionsWorking: Number(working) })}
          error={wrong('companionsWorking')}
        />
      </Spot>
      <Spot field="patientWorks" wide="always">
        <Checkbox
          isSelected={form.patientWorks}
          onChange={(patientWorks) => change({ patientWorks })}
        >
          {t('request.patientWorks')}
        </Checkbox>
      </Spot>
    </div>
  );
}
