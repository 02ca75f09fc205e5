import { useRef, useState, type FormEvent } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { fieldMessage, isProblem } from '../../api/problem';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { DateField } from '../../components/DateField';
import { Field } from '../../components/Field';
import type { PatientHeader } from '../../components/Patient';
import { Select } from '../../components/Select';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';

type PatientChange = components['schemas']['PatientChange'];
type CurpMissing = components['schemas']['CurpMissing'];
type Sex = components['schemas']['Sex'];

const SEXES: readonly Sex[] = ['female', 'male', 'intersex', 'unknown'];
const NO_CURP: readonly CurpMissing[] = [
  'newborn',
  'foreigner',
  'emergency',
  'not-at-hand',
  'never-issued',
];

const EMPTY = {
  givenNames: '',
  firstSurname: '',
  secondSurname: '',
  nss: '',
  agregado: '',
  curp: '',
  recordNumber: '',
  phone: '',
};
type Texts = typeof EMPTY;

/** The words typed into the search, as names or as an identifier of the new patient. */
function beginWith(typed: string): Texts {
  const word = typed.trim();
  const digits = word.replace(/\s/g, '');
  if (/^\d{11}$/.test(digits)) return { ...EMPTY, nss: digits };
  if (/^[A-Za-z]{4}\d{6}[A-Za-z]{6}[0-9A-Za-z]\d$/.test(word)) {
    return { ...EMPTY, curp: word.toUpperCase() };
  }
  return /\d/.test(word) ? EMPTY : { ...EMPTY, givenNames: word };
}

/** Registers a patient. Whether the identifiers can be is the server's to say, field by field. */
export function RegisterPatient({
  typed,
  identifies,
  onCancel,
  onRegistered,
}: {
  typed: string;
  /** The record of a patient nobody knew, who gets a name on it. */
  identifies?: { id: string; version: number; sex: Sex };
  onCancel: () => void;
  onRegistered: (patient: PatientHeader) => void;
}) {
  const t = useT();
  const [texts, setTexts] = useState(() => beginWith(typed));
  const [birthDate, setBirthDate] = useState<string | null>(null);
  const [sex, setSex] = useState<string | null>(identifies?.sex ?? null);
  const [curpMissing, setCurpMissing] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  // Made once, so that pressing again after a dropped line registers nobody twice.
  const id = useRef(identifies?.id ?? crypto.randomUUID());

  const missing = (empty: boolean): string | undefined =>
    tried && empty ? t('request.gap.missing') : undefined;
  const wrong = (field: keyof Texts | 'birthDate' | 'sex' | 'curpMissing'): string | undefined =>
    fieldMessage(failure, `/${field}`);

  function text(field: keyof Texts, options: { required?: boolean; maxLength: number }) {
    return {
      value: texts[field],
      maxLength: options.maxLength,
      optional: options.required !== true,
      error: wrong(field) ?? missing(options.required === true && texts[field].trim() === ''),
      onChange: (value: string) => setTexts((before) => ({ ...before, [field]: value })),
    };
  }

  function change(): PatientChange | undefined {
    const given = Object.fromEntries(
      Object.entries(texts)
        .map(([field, value]) => [field, value.trim()])
        .filter(([, value]) => value !== ''),
    ) as Partial<Texts>;
    const named = given.givenNames !== undefined && given.firstSurname !== undefined;
    if (!named || birthDate === null || sex === null) return undefined;
    if (given.curp === undefined && curpMissing === null) return undefined;
    return {
      version: identifies?.version ?? 0,
      identified: true,
      ...given,
      ...(given.nss === undefined ? {} : { nss: given.nss.replace(/\s/g, '') }),
      ...(given.curp === undefined
        ? { curpMissing: curpMissing as CurpMissing }
        : { curp: given.curp.toUpperCase() }),
      ...(given.agregado === undefined ? {} : { agregado: given.agregado.toUpperCase() }),
      birthDate,
      sex: sex as Sex,
    };
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const body = change();
    if (body === undefined) return;
    setPending(true);
    setFailure(undefined);
    try {
      const saved = await call(
        api.PUT('/api/patients/{id}', { params: { path: { id: id.current } }, body }),
      );
      onRegistered(saved.header);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setPending(false);
    }
  }

  const known = isProblem(failure, 'patient-known');
  return (
    <form className="pt-register" onSubmit={(event) => void save(event)} noValidate>
      {!identifies && <h2>{t('patients.register')}</h2>}
      {known && <Callout tone="caution" title={t('patients.known')} />}
      {failure !== undefined && !known && <ErrorPanel failure={failure} />}
      <div className="rq-grid">
        <Field
          label={t('patients.givenNames')}
          autoFocus
          {...text('givenNames', { required: true, maxLength: 80 })}
        />
        <Field
          label={t('patients.firstSurname')}
          {...text('firstSurname', { required: true, maxLength: 60 })}
        />
        <Field label={t('patients.secondSurname')} {...text('secondSurname', { maxLength: 60 })} />
        <DateField
          label={t('patients.birthDate')}
          value={birthDate}
          onChange={setBirthDate}
          error={wrong('birthDate') ?? missing(birthDate === null)}
        />
        <Select
          label={t('patients.sex')}
          options={SEXES.map((each) => ({ id: each, label: t(`sex.${each}`) }))}
          value={sex}
          onChange={setSex}
          error={wrong('sex') ?? missing(sex === null)}
        />
        <Field label={t('patients.curp')} {...text('curp', { maxLength: 18 })} />
        {texts.curp.trim() === '' && (
          <Select
            label={t('patients.curpMissing')}
            options={NO_CURP.map((each) => ({
              id: each,
              label: t(`patients.curpMissing.${each}`),
            }))}
            value={curpMissing}
            onChange={setCurpMissing}
            error={wrong('curpMissing') ?? missing(curpMissing === null)}
          />
        )}
        <Field label={t('patients.nss')} inputMode="numeric" {...text('nss', { maxLength: 15 })} />
        <Field
          label={t('patients.agregado')}
          hint={t('patients.agregadoHint')}
          {...text('agregado', { maxLength: 8 })}
        />
        <Field label={t('patients.recordNumber')} {...text('recordNumber', { maxLength: 20 })} />
        <Field
          label={t('patients.phone')}
          type="tel"
          inputMode="tel"
          {...text('phone', { maxLength: 24 })}
        />
      </div>
      <div className="pt-buttons">
        <Button onPress={onCancel}>{t('patients.cancel')}</Button>
        <Button type="submit" look="primary" isPending={pending}>
          {t('patients.save')}
        </Button>
      </div>
    </form>
  );
}
