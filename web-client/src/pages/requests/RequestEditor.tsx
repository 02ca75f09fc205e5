import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import check from 'lucide-static/icons/check.svg?raw';
import cloudCheck from 'lucide-static/icons/cloud-check.svg?raw';
import { api, call } from '../../api/client';
import { failureTitle } from '../../api/problem';
import { useLoad } from '../../api/useLoad';
import { useKeys } from '../../app/keys';
import { navigate } from '../../app/router';
import { useSession } from '../../app/session';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { PatientBar, type PatientHeader } from '../../components/Patient';
import { ErrorPanel } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { FileShelf } from '../../files/FileShelf';
import { useFiles } from '../../files/useFiles';
import { unitWord } from '../../format/units';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';
import { useNotices } from '../../live/live';
import { nameIn, type Catalogue } from './catalogue';
import { CoveragePanel } from './CoveragePanel';
import { gapsOf, SECTIONS, toDraft, type Gap, type RequestForm, type SectionName } from './draft';
import { FollowedUp } from './FollowUp';
import { paths } from './paths';
import { RequestSection, SummarySection, TravelSection, VitalsSection } from './sections';
import { useDraft, type SaveState } from './useDraft';
import { usePhone } from './usePhone';

/** The sections after the first, as the phone's button names them. */
const LATER = ['summary', 'vitals', 'travel'] as const;

/** The form of a request: four sections, who covers it beside them, and the bar that sends it. */
export function RequestEditor({
  id,
  version,
  first,
  patient,
  returned,
  askedBack,
  catalogue,
  onChangePatient,
  begin = false,
}: {
  id: string;
  version: number;
  first: RequestForm;
  patient: PatientHeader;
  returned: boolean;
  askedBack: string | undefined;
  catalogue: Catalogue;
  onChangePatient: (() => void) | undefined;
  /** The patient was chosen just now: writing begins at the first field. */
  begin?: boolean;
}) {
  const t = useT();
  const language = useLanguage();
  const phone = usePhone();
  const units = useAskingUnits();
  const [form, setForm] = useState<RequestForm>({
    ...first,
    unit: first.unit === '' ? (units[0]?.id ?? '') : first.unit,
  });
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [step, setStep] = useState(0);
  const [folded, setFolded] = useState<ReadonlySet<SectionName>>(() =>
    foldedAtStart(first, catalogue),
  );
  const [failure, setFailure] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const editor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (begin) editor.current?.querySelector<HTMLElement>('[data-field] button')?.focus();
  }, [begin]);

  const draft = useDraft(id, version, (current) => toDraft(form, current, catalogue.vitalSigns));
  const { touch, flush } = draft;
  const onServer = useCallback(() => {
    touch();
    return flush();
  }, [touch, flush]);
  const files = useFiles(id, 'request', { unsaved: version === 0, ready: onServer });
  const gaps = gapsOf(form, catalogue.vitalSigns);
  const visible = gaps.filter(
    (gap) => tried || (gap.fault !== 'missing' && touched.has(gap.field)),
  );

  function change(part: Partial<RequestForm>) {
    setForm((before) => ({ ...before, ...part }));
    draft.touch();
  }

  function leave(field: string) {
    setTouched((before) => (before.has(field) ? before : new Set([...before, field])));
  }

  function goTo(gap: Gap) {
    setFolded((before) => new Set([...before].filter((name) => name !== gap.section)));
    setStep(SECTIONS.indexOf(gap.section));
    // The section may be drawn only now.
    requestAnimationFrame(() =>
      editor.current
        ?.querySelector<HTMLElement>(
          `[data-field="${gap.field}"] :is(input, textarea, button, [role="spinbutton"])`,
        )
        ?.focus(),
    );
  }

  async function send() {
    setTried(true);
    setFailure(undefined);
    const [gap] = gaps;
    if (gap !== undefined) {
      goTo(gap);
      return;
    }
    setSending(true);
    try {
      if (version === 0) draft.touch();
      const current = await draft.flush();
      const sent = await call(
        api.POST('/api/requests/{id}/submit', {
          params: { path: { id } },
          body: { version: current },
        }),
      );
      const { covered, people, present } = sent.coverage;
      confirmDone(
        covered ? t('request.sent', { n: people.length, present }) : t('request.sentUncovered'),
      );
      navigate(paths.request(id), { replace: true });
    } catch (problem) {
      setFailure(problem);
      setSending(false);
    }
  }

  async function saveAndLeave() {
    setFailure(undefined);
    try {
      draft.touch();
      await draft.flush();
      navigate(paths.requests);
    } catch (problem) {
      setFailure(problem);
    }
  }

  useKeys([{ key: 'Ctrl+Enter', label: t('request.send'), run: () => void send() }]);

  const parts = { form, change, leave, gaps: visible, catalogue, units };
  const bodies: Record<SectionName, ReactNode> = {
    request: <RequestSection {...parts} />,
    summary: <SummarySection {...parts} />,
    vitals: <VitalsSection {...parts} />,
    travel: <TravelSection {...parts} />,
  };
  const summaries = useSummaries(form, catalogue);
  const shown = phone ? SECTIONS.slice(step, step + 1) : SECTIONS;
  const next = LATER[step];
  const sendWord = t(returned ? 'request.resend' : 'request.send');
  const sendButton = (
    <Button
      look="primary"
      size={phone ? 'lg' : 'md'}
      keys={phone ? undefined : 'Ctrl Enter'}
      isPending={sending}
      onPress={() => void send()}
    >
      {sendWord}
    </Button>
  );

  return (
    <Page
      title={t('request.new')}
      back={{ to: paths.requests, label: t('requests.title') }}
      beside={<SaveWords state={draft.state} />}
      foot={
        phone ? (
          <>
            {step > 0 ? (
              <Button size="lg" onPress={() => setStep(step - 1)}>
                {t('request.previous')}
              </Button>
            ) : (
              <Button size="lg" onPress={() => void saveAndLeave()}>
                {t('request.saveAndLeave')}
              </Button>
            )}
            {next === undefined ? (
              sendButton
            ) : (
              <Button look="primary" size="lg" onPress={() => setStep(step + 1)}>
                {t(`request.nextTo.${next}`)}
              </Button>
            )}
          </>
        ) : (
          <>
            <span className="rq-foot-note">{t('request.final')}</span>
            <Button onPress={() => void saveAndLeave()}>{t('request.saveAndLeave')}</Button>
            {sendButton}
          </>
        )
      }
    >
      <PatientBar patient={patient}>
        {onChangePatient && (
          <Button look="quiet" onPress={onChangePatient}>
            {t('request.change')}
          </Button>
        )}
      </PatientBar>
      {form.follows !== '' && <FollowedUp request={form.follows} />}
      {askedBack !== undefined && (
        <Callout tone="caution" title={t('request.askedBack')} quiet>
          {askedBack}
        </Callout>
      )}
      {failure !== undefined && <ErrorPanel failure={failure} onRetry={() => void send()} />}
      {phone && <Steps step={step} />}
      <div className="rq-editor" ref={editor}>
        <div className="rq-sections">
          {tried && visible.length > 0 && <GapList gaps={visible} onGo={goTo} />}
          {shown.map((name) => {
            const own = gaps.filter((gap) => gap.section === name);
            return (
              <Section
                key={name}
                name={name}
                number={SECTIONS.indexOf(name) + 1}
                done={own.length === 0 && summaries[name] !== ''}
                folded={!phone && folded.has(name) && own.length === 0}
                summary={summaries[name]}
                onOpen={() =>
                  setFolded((before) => new Set([...before].filter((other) => other !== name)))
                }
              >
                {bodies[name]}
              </Section>
            );
          })}
        </div>
        <Coverage form={form} language={language} catalogue={catalogue}>
          <FileShelf files={files} />
        </Coverage>
      </div>
    </Page>
  );
}

/** Units where this person may write requests. */
function useAskingUnits(): { id: string; label: string }[] {
  const session = useSession();
  const units = new Map<string, string>();
  for (const grant of session.grants) {
    if (grant.unit) units.set(grant.unit, grant.unitName ?? grant.unit);
  }
  return [...units].map(([id, label]) => ({ id, label }));
}

function foldedAtStart(form: RequestForm, catalogue: Catalogue): ReadonlySet<SectionName> {
  const gaps = new Set(gapsOf(form, catalogue.vitalSigns).map((gap) => gap.section));
  return new Set(form.kind === '' ? [] : SECTIONS.filter((name) => !gaps.has(name)));
}

function useSummaries(form: RequestForm, catalogue: Catalogue): Record<SectionName, string> {
  const t = useT();
  const language = useLanguage();
  const reason = catalogue.reasons.get(form.reason);
  const specialty = catalogue.specialties.get(form.specialty);
  const join = (parts: (string | false | undefined)[]) => parts.filter(Boolean).join(' · ');
  return {
    request: join([
      form.kind !== '' && t(`request.kind.${form.kind}`),
      specialty && nameIn(language, specialty),
      reason && nameIn(language, reason),
      form.priority !== '' && t(`priority.${form.priority}`),
      reason && t('request.minutes', { n: reason.minutes }),
    ]),
    summary: form.question === '' ? '' : `«${form.question}»`,
    vitals: join(
      catalogue.vitalSigns.map((sign) => {
        const text = form.vitals[sign.id as keyof RequestForm['vitals']];
        return text && `${nameIn(language, sign)} ${text} ${unitWord(sign.id, sign.unit, t)}`;
      }),
    ),
    travel: form.means === '' ? '' : t(`request.means.${form.means}`),
  };
}

function SaveWords({ state }: { state: SaveState }) {
  const t = useT();
  const format = useFormat();
  const words = {
    clean: '',
    saving: t('request.saving'),
    saved:
      state.phase === 'saved'
        ? t('request.saved', { time: format.timeWithSeconds(new Date(state.at).toISOString()) })
        : '',
    failed:
      state.phase === 'failed' ? t('request.unsaved', { why: failureTitle(state.failure, t) }) : '',
  }[state.phase];
  return (
    <p className={state.phase === 'failed' ? 'rq-save rq-caution' : 'rq-save'} aria-live="polite">
      {words !== '' && <Icon of={cloudCheck} />} {words}
    </p>
  );
}

function Steps({ step }: { step: number }) {
  const t = useT();
  return (
    <div className="rq-steps">
      <p>
        <strong>{t('request.step', { n: step + 1, of: SECTIONS.length })}</strong> ·{' '}
        {t(`request.section.${SECTIONS[step] ?? 'request'}`)}
      </p>
      <div className="rq-steps-bar" aria-hidden="true">
        {SECTIONS.map((name, index) => (
          <span key={name} className={index <= step ? 'rq-step-done' : ''} />
        ))}
      </div>
    </div>
  );
}

function GapList({ gaps, onGo }: { gaps: readonly Gap[]; onGo: (gap: Gap) => void }) {
  const t = useT();
  return (
    <Callout tone="urgent" title={t('common.toCorrect', { n: gaps.length })}>
      <ul className="rq-gaps">
        {gaps.map((gap) => (
          <li key={gap.field}>
            <button type="button" onClick={() => onGo(gap)}>
              <GapName gap={gap} />
            </button>
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function GapName({ gap }: { gap: Gap }) {
  const t = useT();
  if (gap.section === 'vitals') {
    const name = t(`request.vital.${gap.field as 'heartRate'}`);
    return gap.fault === 'range' ? `${name}: ${t('request.gap.impossible')}` : name;
  }
  return t(`request.${gap.field as 'kind'}`);
}

function Section({
  name,
  number,
  done,
  folded,
  summary,
  onOpen,
  children,
}: {
  name: SectionName;
  number: number;
  done: boolean;
  folded: boolean;
  summary: string;
  onOpen: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const title = useId();
  return (
    <section className="rq-section" aria-labelledby={title}>
      <div className="rq-section-head">
        <span className={done ? 'rq-mark rq-mark-done' : 'rq-mark'} aria-hidden="true">
          {done ? <Icon of={check} /> : number}
        </span>
        <h2 id={title}>
          <span className="rq-number">{number} </span>
          {t(`request.section.${name}`)}
        </h2>
        {folded && (
          <Button
            look="quiet"
            aria-label={`${t('common.edit')}: ${t(`request.section.${name}`)}`}
            onPress={onOpen}
          >
            {t('common.edit')}
          </Button>
        )}
      </div>
      {folded ? (
        <p className="rq-section-summary">{summary}</p>
      ) : (
        <div className="rq-section-body">{children}</div>
      )}
    </section>
  );
}

function Coverage({
  form,
  language,
  catalogue,
  children,
}: {
  form: RequestForm;
  language: 'es' | 'en';
  catalogue: Catalogue;
  children: ReactNode;
}) {
  const t = useT();
  const format = useFormat();
  const { unit, specialty, reason } = form;
  const known = unit !== '' && specialty !== '';
  const coverage = useLoad(known ? `${unit} ${specialty} ${reason}` : null, (signal) =>
    call(
      api.POST('/api/coverage/search', {
        body: { unit, specialty, ...(reason === '' ? {} : { reason }) },
        signal,
      }),
    ),
  );
  const { reload } = coverage;
  useNotices(['presence.'], reload);
  useEffect(() => {
    // Presence changes without a word of its own to this page: it is read again now and then.
    const timer = setInterval(reload, 30_000);
    return () => clearInterval(timer);
  }, [reload]);
  const chosen = catalogue.reasons.get(reason);
  const from = catalogue.units.get(unit)?.city ?? '';
  const nearest = coverage.data?.units.find((each) => each.distanceKm !== undefined);
  const to = nearest && catalogue.units.get(nearest.id)?.city;
  return (
    <aside className="rq-beside">
      <CoveragePanel coverage={known ? coverage.data : undefined} />
      {chosen && (
        <section className="rq-aside">
          <h2>{t('request.reason')}</h2>
          <p>
            {nameIn(language, chosen)} · {t('request.minutes', { n: chosen.minutes })}
          </p>
        </section>
      )}
      {to !== undefined && nearest?.distanceKm !== undefined && from !== to && (
        <section className="rq-aside">
          <h2>{t('request.travel')}</h2>
          <p>{t('request.distance', { from, to, km: format.number(nearest.distanceKm, 0) })}</p>
        </section>
      )}
      {children}
    </aside>
  );
}
