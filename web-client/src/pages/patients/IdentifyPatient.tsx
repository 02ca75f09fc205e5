import { useState } from 'react';
import userCheck from 'lucide-static/icons/user-check.svg?raw';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import type { PatientHeader } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import './patients.css';
import { RegisterPatient } from './RegisterPatient';

/** Gives a patient nobody knew a name, on the same record: nothing that was written is lost. */
export function IdentifyPatient({
  patient,
  onIdentified,
}: {
  patient: PatientHeader;
  onIdentified: (patient: PatientHeader) => void;
}) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const known = useLoad(open ? `identify ${patient.id}` : null, (signal) =>
    call(api.GET('/api/patients/{id}', { params: { path: { id: patient.id } }, signal })),
  );
  return (
    <>
      <Button icon={userCheck} onPress={() => setOpen(true)}>
        {t('urgencias.identify')}
      </Button>
      <Dialog isOpen={open} onClose={() => setOpen(false)} title={t('urgencias.identify')} wide>
        <p className="dialog-words">{t('urgencias.identifyNote', { mark: patient.mark ?? '' })}</p>
        {known.error !== undefined && <ErrorPanel failure={known.error} onRetry={known.reload} />}
        {known.data === undefined && known.error === undefined && <LoadingRows />}
        {known.data && (
          <RegisterPatient
            typed=""
            identifies={known.data}
            onCancel={() => setOpen(false)}
            onRegistered={(named) => {
              setOpen(false);
              onIdentified(named);
            }}
          />
        )}
      </Dialog>
    </>
  );
}
