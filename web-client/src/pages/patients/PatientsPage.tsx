import plus from 'lucide-static/icons/plus.svg?raw';
import { navigate } from '../../app/router';
import { hasRole, useSession } from '../../app/session';
import { ButtonLink } from '../../components/Button';
import { Page } from '../../components/Page';
import { useT } from '../../i18n/language';
import { paths } from '../requests/paths';
import { PatientFinder } from './PatientFinder';

/** Finds patients, for their record or for a new request. */
export default function PatientsPage() {
  const t = useT();
  const mayAsk = hasRole(useSession(), ['physician', 'emergency-physician']);
  return (
    <Page title={t('patients.title')}>
      <PatientFinder
        autoFocus
        mayRegister={mayAsk}
        onRegistered={(patient) => navigate(paths.newRequest(patient.id))}
        actions={(patient) => (
          <>
            <ButtonLink
              to={paths.record(patient.id)}
              look="quiet"
              size="sm"
              label={`${t('patients.record')}: ${patient.displayName}`}
            >
              {t('patients.record')}
            </ButtonLink>
            {mayAsk && (
              <ButtonLink
                to={paths.newRequest(patient.id)}
                size="sm"
                icon={plus}
                label={`${t('requests.new')}: ${patient.displayName}`}
              >
                {t('requests.new')}
              </ButtonLink>
            )}
          </>
        )}
      />
    </Page>
  );
}
