import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { Button } from '../../components/Button';
import { RadioGroup } from '../../components/Choices';
import { Dialog } from '../../components/Dialog';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';
import type { Consultation } from './consultation';

export type EndReason = components['schemas']['EndConsultationBody']['reason'];

const REASONS: readonly EndReason[] = [
  'completed',
  'technical-failure',
  'continued-by-telephone',
  'answered-in-writing',
  'patient-left',
  'consent-withdrawn',
  'patient-transferred',
];

/** Ends a consultation with a reason. */
export function endConsultation(id: string, reason: EndReason): Promise<Consultation> {
  return call(
    api.POST('/api/consultations/{id}/end', { params: { path: { id } }, body: { reason } }),
  );
}

/** Asked when the note is not signed yet: end with a reason, only leave, or stay. */
export function EndDialog({
  consultation,
  isSpecialist,
  unsigned,
  otherCame,
  onClose,
  onLeave,
  onEnded,
}: {
  consultation: Consultation;
  isSpecialist: boolean;
  unsigned: boolean;
  /** Whether the other side was ever here; if not, their absence is a reason. */
  otherCame: boolean;
  onClose: () => void;
  onLeave: () => void;
  onEnded: (consultation: Consultation) => void;
}) {
  const t = useT();
  const noShow: EndReason = isSpecialist ? 'requester-no-show' : 'specialist-no-show';
  const reasons = otherCame ? REASONS : [noShow, ...REASONS.filter((each) => each !== 'completed')];
  const [reason, setReason] = useState<EndReason>(otherCame ? 'completed' : noShow);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  async function end() {
    setBusy(true);
    setFailure(undefined);
    try {
      onEnded(await endConsultation(consultation.id, reason));
    } catch (cause) {
      setFailure(cause);
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('end.title')}
      footer={
        <>
          <Button size="lg" onPress={onLeave}>
            {t('end.leave')}
          </Button>
          <Button size="lg" look="danger" onPress={end} isPending={busy}>
            {t('end.confirm')}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        {unsigned && (
          <p className="dialog-words">
            <strong>{t('end.unsigned')}</strong> {t('end.unsignedDetail')}
          </p>
        )}
        <RadioGroup
          label={t('end.reason')}
          options={reasons.map((id) => ({ id, label: t(`end.${id}`) }))}
          value={reason}
          onChange={(id) => setReason(reasons.find((known) => known === id) ?? reason)}
        />
        <p className="dialog-words">{t('end.leaveDetail')}</p>
        {failure !== undefined && <ErrorPanel failure={failure} onRetry={end} />}
      </div>
    </Dialog>
  );
}
