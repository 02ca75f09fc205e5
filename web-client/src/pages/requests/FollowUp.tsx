import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { Link } from '../../app/router';
import { ButtonLink } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useNames } from './catalogue';
import { paths } from './paths';

type Request = components['schemas']['Request'];

/** Which answered request this one follows up, with the way to its note. */
export function FollowedUp({ request: id }: { request: string }) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const before = useLoad(`followed ${id}`, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id } }, signal })),
  );
  const { data } = before;
  if (!data?.answer || !data.patient) return null;
  return (
    <p className="rq-line">
      <strong>{t('visit.subsequent')}</strong>
      <Link to={paths.record(data.patient.id, data.answer.note)}>
        {t('followUp.of', {
          specialty: names.specialty(data.specialty),
          day: format.day(data.answer.at),
        })}
      </Link>
    </p>
  );
}

/** On an answered request whose note asks for a follow-up: in how long, and the way to ask for it. */
export function FollowUpAsked({ request }: { request: Request }) {
  const t = useT();
  const after = request.answer?.followUp;
  if (after === undefined || !request.patient) return null;
  return (
    <Callout
      tone="info"
      title={t('followUp.asked', { after: t(`followUp.${after}`) })}
      actions={
        <ButtonLink to={paths.followUp(request.patient.id, request.id)}>
          {t('followUp.ask')}
        </ButtonLink>
      }
    />
  );
}
