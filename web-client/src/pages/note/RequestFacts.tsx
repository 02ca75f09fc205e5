import type { ReactNode } from 'react';
import type { components } from '../../api/generated/schema';
import { Priority } from '../../components/Chips';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useNames } from '../room/consultation';
import { VitalsLine } from './vitals';

/** What was asked, as the version that was sent says it: the question first. */
export function RequestFacts({ request }: { request: components['schemas']['Request'] }) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const { content } = request;
  const version = request.versions?.at(-1);
  const hospital = content?.hospitalisation;
  const travel = content?.travel;
  return (
    <dl className="facts request-facts">
      {content?.question && (
        <Fact name={t('pane.question')}>
          <strong>{content.question}</strong>
        </Fact>
      )}
      {content?.clinicalSummary && <Fact name={t('pane.summary')}>{content.clinicalSummary}</Fact>}
      {content?.vitalSigns && (
        <Fact name={t('note.vitalSigns')}>
          <VitalsLine vitals={content.vitalSigns} zone={request.zone} />
        </Fact>
      )}
      <Fact name={t('pane.reason')}>
        {[names.specialty(request.specialty), names.reason(request.reason)]
          .filter(Boolean)
          .join(' · ')}
      </Fact>
      <Fact name={t('pane.kind')}>
        {request.kind && t(`kind.${request.kind}`)}{' '}
        {request.priority && <Priority priority={request.priority} />}
      </Fact>
      {(hospital?.ward ?? hospital?.bed) && (
        <Fact name={t('pane.ward')}>
          {[hospital?.ward, hospital?.bed && `${t('pane.bed')} ${hospital.bed}`]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
      )}
      {hospital?.transferComplication && (
        <Fact name={t('pane.transfer')}>{hospital.transferComplication}</Fact>
      )}
      {travel?.means && (
        <Fact name={t('pane.travel')}>
          {t(`travel.${travel.means}`)}
          {travel.companions !== undefined &&
            ` · ${t('pane.companions', { n: travel.companions })}`}
        </Fact>
      )}
      <Fact name={t('pane.requester')}>
        {request.requester.displayName} · {request.unitName}
      </Fact>
      {version && (
        <Fact name={t('pane.sent')}>
          {format.dayAndTime(version.at)} · {t('pane.version', { n: version.number })}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
