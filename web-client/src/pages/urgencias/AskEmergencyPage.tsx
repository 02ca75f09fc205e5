import { useEffect, useRef, useState, type ReactNode } from 'react';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import bellRing from 'lucide-static/icons/bell-ring.svg?raw';
import siren from 'lucide-static/icons/siren.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { useKeys } from '../../app/keys';
import { Link, navigate, useLocation } from '../../app/router';
import { useSession } from '../../app/session';
import { Field } from '../../components/Field';
import { Icon } from '../../components/Icon';
import { Key } from '../../components/Key';
import { ComboBox, Select } from '../../components/Select';
import { ErrorPanel, LoadingRows, OfflineBand } from '../../components/States';
import { PatientBar, type PatientHeader } from '../../components/Patient';
import { useNow } from '../../components/useNow';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';
import { serverNow } from '../../time/clock';
import '../../urgencias/urgencias.css';
import { nameIn, useCatalogue } from '../requests/catalogue';
import { callOf, EMPTY, gapsOf, QUICK_SIGNS, type EmergencyForm, type Field as Name } from './form';
import { TriageChoice } from './TriageChoice';

const ASKING = ['physician', 'emergency-physician', 'specialist', 'chief-of-service'];
const RELATIONS = [
  'mother',
  'father',
  'spouse',
  'child',
  'sibling',
  'grandparent',
  'legal-guardian',
  'other',
] as const;
const SEXES = ['male', 'female', 'intersex', 'unknown'] as const;
const SIGN_WORDS = {
  heartRate: ['urgencias.fc', 'urgencias.perMinute'],
  respiratoryRate: ['urgencias.fr', 'urgencias.breaths'],
  oxygenSaturation: ['urgencias.spo2', 'urgencias.percent'],
  temperature: ['urgencias.temp', 'urgencias.celsius'],
  glucose: ['urgencias.glucose', 'urgencias.mgdl'],
  glasgow: ['urgencias.glasgow', 'urgencias.of15'],
} as const;

/** Asks for an emergency valuation: four steps on one screen, by keyboard alone in half a minute. */
export default function AskEmergencyPage() {
  const t = useT();
  const language = useLanguage();
  const session = useSession();
  const { query } = useLocation();
  const catalogue = useCatalogue();
  const places = session.grants.filter((grant) => ASKING.includes(grant.role));
  const [form, setForm] = useState<EmergencyForm>(() => ({
    ...EMPTY,
    unit: places[0]?.unit ?? '',
    patient: query.get('patient') ?? '',
    why: t('urgencias.whyUsual'),
  }));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [header, setHeader] = useState<PatientHeader>();
  // Made once: pressing again after a dropped line asks once and registers nobody twice.
  const ids = useRef({ request: crypto.randomUUID(), patient: crypto.randomUUID() });
  const frame = useRef<HTMLDivElement>(null);
  const change = (part: Partial<EmergencyForm>): void =>
    setForm((before) => ({ ...before, ...part }));
  const gaps = gapsOf(form, catalogue?.vitalSigns ?? []);
  const given = query.get('patient');

  useEffect(() => {
    if (given === null) return;
    call(api.GET('/api/patients/{id}', { params: { path: { id: given } } })).then(
      (patient) => choose(patient.header),
      () => change({ patient: '' }),
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [given]);

  function choose(patient: PatientHeader | undefined) {
    setHeader(patient);
    change({ patient: patient?.id ?? '', consentName: patient?.displayName ?? '' });
  }

  function wrong(field: Name): string | undefined {
    if (!tried) return undefined;
    const gap = gaps.find((each) => each.field === field);
    if (gap === undefined) return undefined;
    if (gap.fault === 'range') {
      return t('common.between', {
        min: gap.min ?? '',
        max: gap.max ?? '',
        unit: gap.unit ?? '',
      }).trim();
    }
    return t(`urgencias.gap.${gap.fault}`);
  }

  async function send() {
    setTried(true);
    const first = gaps[0];
    if (first !== undefined) {
      frame.current
        ?.querySelector<HTMLElement>(
          `[data-field="${first.field}"] input, [data-field="${first.field}"] button, [data-field="${first.field}"] [tabindex]`,
        )
        ?.focus();
      return;
    }
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const asked = await call(
        api.PUT('/api/emergencies/{id}', {
          params: { path: { id: ids.current.request } },
          body: callOf(form, ids.current.patient, new Date(serverNow()).toISOString()),
        }),
      );
      navigate(`/rooms/${asked.consultation ?? ''}`, { replace: true });
    } catch (cause) {
      setFailure(cause);
      setBusy(false);
    }
  }
  useKeys([{ key: 'Ctrl+Enter', label: t('urgencias.send'), run: () => void send() }]);

  if (catalogue === undefined) return <LoadingRows />;
  const specialties = [...catalogue.specialties.values()]
    .filter((each) => each.active)
    .map((each) => ({ id: each.id, label: nameIn(language, each) }));
  const reasons = [...catalogue.reasons.values()]
    .filter((each) => each.active && (form.specialty === '' || each.specialty === form.specialty))
    .map((each) => ({ id: each.id, label: nameIn(language, each) }));
  const unit = catalogue.units.get(form.unit);

  return (
    <div className="ask" ref={frame}>
      <header className="ask-head">
        <Link to="/requests" className="ask-back" aria-label={t('common.back')}>
          <Icon of={arrowLeft} size={20} />
        </Link>
        <span className="ask-siren">
          <Icon of={siren} size={20} />
        </span>
        <h1 className="page-title" tabIndex={-1}>
          {t('urgencias.askTitle')}
        </h1>
        <OwnClock unit={unit?.shortName ?? ''} zone={unit?.zone} />
      </header>
      <OfflineBand kept />
      <div className="ask-columns">
        <div className="ask-steps">
          <Step number={1} title={t('urgencias.patient')} done={isDone('patient')}>
            <div className="ask-known" role="radiogroup" aria-label={t('urgencias.patient')}>
              {([true, false] as const).map((known) => (
                <label key={String(known)} className={form.known === known ? 'ask-on' : undefined}>
                  <input
                    type="radio"
                    name="known"
                    checked={form.known === known}
                    onChange={() => change({ known })}
                  />
                  {t(known ? 'urgencias.identified' : 'urgencias.unidentified')}
                </label>
              ))}
            </div>
            {form.known ? (
              <div data-field="patient" className="ask-patient">
                <PatientChoice chosen={header} onChoose={choose} error={wrong('patient')} />
                {header && <PatientBar patient={header} />}
              </div>
            ) : (
              <div className="ask-stranger">
                <Spot of="sex">
                  <Select
                    label={t('urgencias.sex')}
                    options={SEXES.map((id) => ({ id, label: t(`sex.${id}`) }))}
                    value={form.sex === '' ? null : form.sex}
                    onChange={(sex) => change({ sex: sex as 'male' })}
                    error={wrong('sex')}
                  />
                </Spot>
                <Spot of="apparentAge">
                  <Field
                    label={t('urgencias.apparentAge')}
                    unit={t('urgencias.years')}
                    inputMode="numeric"
                    maxLength={3}
                    value={form.apparentAge}
                    onChange={(apparentAge) => change({ apparentAge })}
                    error={wrong('apparentAge')}
                  />
                </Spot>
                <Spot of="mark">
                  <Field
                    label={t('urgencias.mark')}
                    maxLength={200}
                    value={form.mark}
                    onChange={(mark) => change({ mark })}
                    error={wrong('mark')}
                  />
                </Spot>
              </div>
            )}
          </Step>
          <Step number={2} title={t('urgencias.specialtyAndReason')} done={isDone('specialty')}>
            <div className="ask-two">
              {places.length > 1 && (
                <Select
                  label={t('request.unit')}
                  options={places.map((grant) => ({ id: grant.unit, label: grant.unitName }))}
                  value={form.unit}
                  onChange={(id) => change({ unit: id })}
                />
              )}
              <Spot of="specialty">
                <ComboBox
                  label={t('request.specialty')}
                  options={specialties}
                  value={form.specialty === '' ? null : form.specialty}
                  onChange={(id) =>
                    change({
                      specialty: id ?? '',
                      reason:
                        catalogue.reasons.get(form.reason)?.specialty === id ? form.reason : '',
                    })
                  }
                  error={wrong('specialty')}
                />
              </Spot>
              <Spot of="reason">
                <ComboBox
                  label={t('request.reason')}
                  options={reasons}
                  value={form.reason === '' ? null : form.reason}
                  onChange={(id) =>
                    change({
                      reason: id ?? '',
                      specialty:
                        (id !== null && catalogue.reasons.get(id)?.specialty) || form.specialty,
                    })
                  }
                  error={wrong('reason')}
                />
              </Spot>
            </div>
          </Step>
          <Step number={3} title={t('urgencias.triage')} done={isDone('triage')}>
            <Spot of="triage">
              <TriageChoice
                value={form.triage}
                onChange={(triage) => change({ triage })}
                error={wrong('triage')}
              />
            </Spot>
          </Step>
          <Step
            number={4}
            title={t('urgencias.vitals')}
            aside={t('urgencias.vitalsHint')}
            done={isDone('pressure')}
          >
            <div className="ask-signs">
              <Spot of="pressure">
                <Field
                  label={t('urgencias.ta')}
                  unit={t('urgencias.mmhg')}
                  maxLength={9}
                  value={form.pressure}
                  onChange={(pressure) => change({ pressure })}
                  error={wrong('pressure')}
                />
              </Spot>
              {QUICK_SIGNS.map((sign) => (
                <Spot of={sign} key={sign}>
                  <Field
                    label={t(SIGN_WORDS[sign][0])}
                    unit={t(SIGN_WORDS[sign][1])}
                    inputMode="decimal"
                    maxLength={6}
                    value={form.signs[sign] ?? ''}
                    onChange={(text) => change({ signs: { ...form.signs, [sign]: text } })}
                    error={wrong(sign)}
                  />
                </Spot>
              ))}
            </div>
            <Field
              label={t('urgencias.essential')}
              aside={t('urgencias.essentialAside')}
              maxLength={1_000}
              value={form.essential}
              onChange={(essential) => change({ essential })}
            />
          </Step>
        </div>
        <aside className="ask-aside" aria-label={t('urgencias.whom')}>
          <Whom unit={form.unit} specialty={form.specialty} reason={form.reason} />
          <Consent form={form} change={change} wrong={wrong} />
          <div className="ask-send">
            {failure !== undefined && <ErrorPanel failure={failure} onRetry={() => void send()} />}
            <p className="urg-trouble" role="alert">
              {tried && gaps.length > 0 && t('urgencias.gaps', { n: gaps.length })}
            </p>
            <button
              type="button"
              className="ask-button"
              aria-busy={busy}
              aria-keyshortcuts="Control+Enter"
              onClick={() => void send()}
            >
              <Icon of={bellRing} size={20} /> {t(busy ? 'urgencias.sending' : 'urgencias.send')}{' '}
              <Key>Ctrl Enter</Key>
            </button>
            <p className="urg-quiet">{t('urgencias.later')}</p>
          </div>
        </aside>
      </div>
    </div>
  );

  function isDone(field: Name): boolean {
    const parts: Record<string, Name[]> = {
      patient: ['patient', 'sex', 'apparentAge', 'mark'],
      specialty: ['specialty', 'reason'],
      triage: ['triage'],
      pressure: ['pressure', ...QUICK_SIGNS],
    };
    return !gaps.some((gap) => parts[String(field)]?.includes(gap.field));
  }
}

function OwnClock({ unit, zone }: { unit: string; zone: string | undefined }) {
  const format = useFormat();
  const now = new Date(useNow(5_000)).toISOString();
  return (
    <p className="ask-clock">
      {unit} · {format.time(now, zone)} {format.zoneName(zone)}
    </p>
  );
}

/** Marks where a field stands, so that a gap can be gone to. */
function Spot({ of, children }: { of: string; children: ReactNode }) {
  return <div data-field={of}>{children}</div>;
}

function Step({
  number,
  title,
  aside,
  done,
  children,
}: {
  number: number;
  title: string;
  aside?: string;
  done: boolean;
  children: ReactNode;
}) {
  return (
    <section className="ask-step">
      <h2 className="ask-step-head">
        <span className={done ? 'ask-number ask-done' : 'ask-number'}>{number}</span> {title}
        {aside !== undefined && <span className="ask-step-aside">{aside}</span>}
      </h2>
      <div className="ask-step-body">{children}</div>
    </section>
  );
}

/** A patient who is known, found by name or identifier. */
function PatientChoice({
  chosen,
  onChoose,
  error,
}: {
  chosen: PatientHeader | undefined;
  onChoose: (patient: PatientHeader | undefined) => void;
  error: string | undefined;
}) {
  const t = useT();
  const format = useFormat();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly PatientHeader[]>([]);
  const [answered, setAnswered] = useState('');
  const turn = useRef(0);
  const words = text.trim();
  useEffect(() => {
    if (words.length < 2 || words === chosen?.displayName) return undefined;
    const mine = ++turn.current;
    const timer = setTimeout(() => {
      call(api.POST('/api/patients/search', { body: { query: words } })).then(
        (matches) => {
          if (mine !== turn.current) return;
          setFound(matches.items.map((item) => item.patient));
          setAnswered(words);
        },
        () => undefined, // Another letter asks again.
      );
    }, 250);
    return () => clearTimeout(timer);
  }, [words, chosen]);
  const empty =
    words.length < 2
      ? 'patients.start'
      : words === answered
        ? 'urgencias.findEmpty'
        : 'urgencias.finding';
  const shown = chosen && !found.some((each) => each.id === chosen.id) ? [chosen, ...found] : found;
  return (
    <ComboBox
      label={t('urgencias.find')}
      options={shown.map((patient) => ({
        id: patient.id,
        label: patient.displayName || t('patient.unidentified'),
        detail: [
          patient.birthDate && format.day(patient.birthDate),
          patient.birthDate && format.ageShort(patient.birthDate),
          t(`sex.${patient.sex}`),
          patient.nss && `${t('patient.nss')} ${format.nss(patient.nss)}`,
          patient.agregado,
          patient.mark,
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
      value={chosen?.id ?? null}
      onChange={(id) => onChoose(shown.find((patient) => patient.id === id))}
      input={text}
      onInput={setText}
      empty={t(empty)}
      error={error}
    />
  );
}

/** For whom it will ring: who covers it, and who of them is there. */
function Whom({ unit, specialty, reason }: { unit: string; specialty: string; reason: string }) {
  const t = useT();
  const language = useLanguage();
  const catalogue = useCatalogue();
  const key = specialty === '' || unit === '' ? null : `whom ${unit} ${specialty} ${reason}`;
  const answer = useLoad(key, (signal) =>
    call(
      api.POST('/api/coverage/search', {
        body: { unit, specialty, ...(reason === '' ? {} : { reason }) },
        signal,
      }),
    ),
  );
  const named = catalogue?.specialties.get(specialty);
  const people = answer.data?.people.length ?? 0;
  const present = answer.data?.present ?? 0;
  return (
    <section className="ask-whom">
      <h2>{t('urgencias.whom')}</h2>
      {named === undefined ? (
        <p className="urg-quiet">{t('urgencias.whomChoose')}</p>
      ) : (
        <>
          <p className="urg-quiet">
            {t('urgencias.whomCovers', { specialty: nameIn(language, named) })}
          </p>
          {answer.data && (
            <div role="status">
              <p className={present > 0 ? 'presence presence-here' : 'presence'}>
                <span className="presence-dot" aria-hidden="true" />
                <strong>{t('urgencias.present', { n: present })}</strong>
              </p>
              {people - present > 0 && (
                <p className="presence">
                  <span className="presence-dot" aria-hidden="true" />
                  <span>{t('urgencias.absent', { n: people - present })}</span>
                </p>
              )}
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** Informed consent, or the necessity that two physicians record; it can also be asked for later. */
function Consent({
  form,
  change,
  wrong,
}: {
  form: EmergencyForm;
  change: (part: Partial<EmergencyForm>) => void;
  wrong: (field: Name) => string | undefined;
}) {
  const t = useT();
  const session = useSession();
  const ways = ['patient', 'family', 'emergency'] as const;
  return (
    <fieldset className="ask-consent">
      <legend>{t('consent.title')}</legend>
      {ways.map((way) => (
        <label key={way} className="check radio">
          <input
            type="radio"
            name="consent"
            className="ask-radio"
            checked={form.consent === way}
            onChange={() => change({ consent: way })}
          />
          <span className="check-words">{t(`urgencias.consent.${way}`)}</span>
        </label>
      ))}
      {(form.consent === 'patient' || form.consent === 'family') && (
        <Spot of="consentName">
          <Field
            label={t('consent.name')}
            maxLength={120}
            value={form.consentName}
            onChange={(consentName) => change({ consentName })}
            error={wrong('consentName')}
          />
        </Spot>
      )}
      {form.consent === 'family' && (
        <Select
          label={t('consent.relationship')}
          options={RELATIONS.map((id) => ({ id, label: t(`consent.relation.${id}`) }))}
          value={form.relationship}
          onChange={(relationship) => change({ relationship })}
        />
      )}
      {form.consent === 'emergency' && (
        <>
          <p className="urg-quiet">
            {t('urgencias.firstPhysician', { name: session.person.displayName })}
          </p>
          <div className="ask-second">
            <Spot of="secondName">
              <Field
                label={t('consent.secondPhysician')}
                maxLength={120}
                value={form.secondName}
                onChange={(secondName) => change({ secondName })}
                error={wrong('secondName')}
              />
            </Spot>
            <Spot of="secondCedula">
              <Field
                label={t('consent.cedula')}
                inputMode="numeric"
                maxLength={8}
                value={form.secondCedula}
                onChange={(secondCedula) => change({ secondCedula })}
                error={wrong('secondCedula')}
              />
            </Spot>
          </div>
          <Spot of="why">
            <Field
              label={t('consent.why')}
              maxLength={1_000}
              value={form.why}
              onChange={(why) => change({ why })}
              error={wrong('why')}
            />
          </Spot>
          <p className="urg-quiet">{t('urgencias.videoOnly')}</p>
        </>
      )}
      {form.consent === '' && <p className="urg-quiet">{t('urgencias.consentLater')}</p>}
    </fieldset>
  );
}
