import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad, type Loaded } from '../../api/useLoad';
import { useSession } from '../../app/session';
import { useLanguage } from '../../i18n/language';
import { useGap, useNotices } from '../../live/live';

export type Consultation = components['schemas']['Consultation'];
export type ClinicalRequest = components['schemas']['Request'];
export type ConsentRecord = components['schemas']['ConsentRecord'];
export type Colleague = components['schemas']['Colleague'];
export type ConsultationParticipant = components['schemas']['ConsultationParticipant'];

/** A consultation and the request it serves, read again whenever something is said of either. */
export interface ConsultationPage {
  readonly consultation: Loaded<Consultation>;
  readonly request: Loaded<ClinicalRequest>;
  /** The person's own part, if any. */
  readonly own: ConsultationParticipant | undefined;
  /** Whoever is on the other side now. */
  readonly other: ConsultationParticipant | undefined;
  readonly isSpecialist: boolean;
  /** Only listens: sends nothing, reads and writes nothing clinical here. */
  readonly listens: boolean;
}

export function useConsultation(id: string): ConsultationPage {
  const { person } = useSession();
  const consultation = useLoad<Consultation>(`consultation ${id}`, (signal) =>
    call(api.GET('/api/consultations/{id}', { params: { path: { id } }, signal })),
  );
  const requestId = consultation.data?.request;
  const request = useLoad<ClinicalRequest>(requestId ? `request ${requestId}` : null, (signal) =>
    call(api.GET('/api/requests/{id}', { params: { path: { id: requestId ?? '' } }, signal })),
  );
  const again = (): void => {
    consultation.reload();
    if (requestId) request.reload();
  };
  useNotices(['consultation.', 'request.', 'note.'], ({ notice, facts }) => {
    if (facts['consultation'] !== id && (!requestId || facts['request'] !== requestId)) return;
    // Every read is an entry of the trail: the request is read again only when it moved itself.
    if (notice.startsWith('consultation.')) consultation.reload();
    else again();
  });
  useGap(again);
  const here = (consultation.data?.participants ?? []).filter(({ to }) => to === undefined);
  const own = here.find(({ colleague }) => colleague.person === person.id);
  const sides = own?.side === 'specialist' ? ['requester', 'station'] : ['specialist'];
  const other =
    sides.flatMap((side) => here.filter((each) => each.side === side)).at(0) ??
    here.find(({ colleague }) => colleague.person !== person.id);
  return {
    consultation,
    request,
    own,
    other,
    isSpecialist: own?.side === 'specialist',
    listens: own?.side === 'listener',
  };
}

/** The newest record of consent to video, whatever its basis. */
export function videoConsent(consultation: Consultation): ConsentRecord | undefined {
  return consultation.consents
    .filter(({ scope }) => scope === 'video')
    .sort((one, other) => other.at.localeCompare(one.at))
    .at(0);
}

/** Names of specialties and reasons in the language of the page, by their keys. */
export function useNames(): { specialty(key?: string): string; reason(key?: string): string } {
  const language = useLanguage();
  const catalogue = useLoad('catalogue', async (signal) => {
    const [specialties, reasons] = await Promise.all([
      call(api.GET('/api/specialties', { signal })),
      call(api.GET('/api/reasons', { signal })),
    ]);
    return { specialties: specialties.items, reasons: reasons.items };
  });
  const name = (items: readonly { id: string; name: { es: string; en: string } }[] | undefined) => {
    return (key?: string): string => {
      if (!key) return '';
      return items?.find(({ id }) => id === key)?.name[language] ?? '';
    };
  };
  return { specialty: name(catalogue.data?.specialties), reason: name(catalogue.data?.reasons) };
}
