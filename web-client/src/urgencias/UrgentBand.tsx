import { useState } from 'react';
import siren from 'lucide-static/icons/siren.svg?raw';
import { Link } from '../app/router';
import { Triage } from '../components/Chips';
import { Icon } from '../components/Icon';
import type { PatientHeader } from '../components/Patient';
import { PatientLines } from '../components/Patient';
import { useT } from '../i18n/language';
import { useNames } from '../pages/requests/catalogue';
import { CaseClock } from './CaseClock';
import { DutyPhones } from './Phones';
import { useRinging, type EmergencyRow } from './ringing';
import './urgencias.css';

/**
 * Emergencies that nobody has taken in time, red on top of every inbox and of the coordinator's list
 * until somebody does. Of the patient it says nothing but to those whose own list shows them.
 */
export function UrgentBand({
  openAt,
  patientOf,
}: {
  /** Where the case opens for this person, or nothing where it does not. */
  openAt: (row: EmergencyRow) => string | undefined;
  patientOf?: (request: string) => PatientHeader | undefined;
}) {
  const t = useT();
  const { rows } = useRinging();
  const unanswered = rows.filter((row) => row.unanswered !== undefined);
  if (unanswered.length === 0) return null;
  return (
    <section className="urg-bands" aria-label={t('urgencias.unanswered')}>
      {unanswered.map((row) => (
        <Band key={row.request} row={row} to={openAt(row)} patient={patientOf?.(row.request)} />
      ))}
    </section>
  );
}

function Band({
  row,
  to,
  patient,
}: {
  row: EmergencyRow;
  to: string | undefined;
  patient: PatientHeader | undefined;
}) {
  const t = useT();
  const names = useNames();
  const [open, setOpen] = useState(false);
  return (
    <div className="urg-band">
      <p className="urg-band-line">
        <Icon of={siren} size={20} />
        <span className="urg-band-words">
          <strong>{t('urgencias.unanswered')}</strong> · {names.specialty(row.specialty)} ·{' '}
          {row.unitName}
        </span>
        <Triage level={row.triage as 1} />
        {patient && <PatientLines patient={patient} />}
        <CaseClock since={row.since} />
        {to !== undefined && (
          <Link to={to} className="urg-band-button">
            {t('urgencias.open')}
          </Link>
        )}
        <button
          type="button"
          className="urg-band-button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('urgencias.seePhones')}
        </button>
      </p>
      {open && <DutyPhones phones={row.phones} />}
    </div>
  );
}
