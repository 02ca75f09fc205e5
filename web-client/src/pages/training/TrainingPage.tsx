import graduationCap from 'lucide-static/icons/graduation-cap.svg?raw';
import { useSession } from '../../app/session';
import { Page } from '../../components/Page';
import { EmptyState } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useT } from '../../i18n/language';

/**
 * Where teaching leads and listeners arrive: says what there is for them now, and does not pretend
 * more. Listeners enter a room only with the patient's consent for listeners.
 */
export default function TrainingPage() {
  const t = useT();
  const session = useSession();
  const grants = session.grants;
  return (
    <Page title={t('nav.training')}>
      <EmptyState icon={graduationCap} title={t('training.none')}>
        {t('training.noneDetail')}
      </EmptyState>
      <h2 className="page-section">{t('training.roles')}</h2>
      <Table
        label={t('training.roles')}
        rows={grants}
        rowKey={(grant) => grant.assignment}
        columns={[
          {
            id: 'role',
            head: t('training.role'),
            isRowHead: true,
            cell: (grant) => (
              <Lines first={t(`role.${grant.role}` as 'role.listener')} second={grant.unitName} />
            ),
          },
          {
            id: 'now',
            head: t('training.now'),
            cell: (grant) =>
              t(
                grant.role === 'teaching-lead'
                  ? 'training.lead'
                  : grant.role === 'listener'
                    ? 'training.listener'
                    : 'training.other',
              ),
          },
        ]}
      />
    </Page>
  );
}
