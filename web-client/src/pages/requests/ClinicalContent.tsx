import type { ReactNode } from 'react';
import type { components } from '../../api/generated/schema';
import { unitWord } from '../../format/units';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useCatalogue } from './catalogue';
import { VITAL_NAMES, type VitalName, type VitalSigns } from './draft';

type Content = components['schemas']['RequestContent'];

/** Vital signs in one strip, each with its unit; the two pressures are one value. */
export function VitalStrip({ vitals }: { vitals: VitalSigns | undefined }) {
  const t = useT();
  const format = useFormat();
  const catalogue = useCatalogue();
  const unitOf = (name: VitalName): string =>
    unitWord(name, catalogue?.vitalSigns.find((sign) => sign.id === name)?.unit, t);
  const shown = VITAL_NAMES.filter(
    (name): name is Exclude<VitalName, 'diastolic'> =>
      name !== 'diastolic' && vitals?.[name] !== undefined,
  );
  if (vitals === undefined || shown.length === 0) {
    return <p className="rq-quiet">{t('request.noVitals')}</p>;
  }
  return (
    <dl className="rq-vitals" aria-label={t('request.section.vitals')}>
      {shown.map((name) => (
        <div key={name}>
          <dt>{name === 'systolic' ? t('request.vitalShort.pressure') : t(shortKey(name))}</dt>
          <dd>
            <strong>
              {name === 'systolic'
                ? `${vitals.systolic ?? ''}/${vitals.diastolic ?? ''}`
                : format.number(vitals[name] ?? 0)}
            </strong>{' '}
            <span>{unitOf(name)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function shortKey(name: Exclude<VitalName, 'diastolic' | 'systolic'>) {
  return `request.vitalShort.${name}` as const;
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rq-facts">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What the requester wrote: the question first, then the summary, then what was measured. */
export function ClinicalContent({ content }: { content: Content }) {
  const t = useT();
  const stay = content.hospitalisation;
  const travel = content.travel;
  return (
    <>
      {content.question && <p className="rq-question">{content.question}</p>}
      <p className="rq-summary">{content.clinicalSummary}</p>
      <VitalStrip vitals={content.vitalSigns} />
      {stay && (
        <Facts title={t('request.hospitalisation')}>
          <p>
            {t('request.ward')} <strong>{stay.ward}</strong> · {t('request.bed')}{' '}
            <strong>{stay.bed}</strong>
          </p>
          <p>{stay.transferComplication}</p>
        </Facts>
      )}
      {travel?.means && (
        <Facts title={t('request.travel')}>
          <p>
            {[
              t(`request.means.${travel.means}`),
              `${t('request.companions')}: ${String(travel.companions ?? 0)}`,
              `${t('request.companionsWorking')}: ${String(travel.companionsWorking ?? 0)}`,
            ].join(' · ')}
          </p>
        </Facts>
      )}
    </>
  );
}
