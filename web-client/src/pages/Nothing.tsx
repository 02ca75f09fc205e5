import fileQuestion from 'lucide-static/icons/file-question-mark.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import userX from 'lucide-static/icons/user-x.svg?raw';
import { useSession } from '../app/session';
import { ButtonLink } from '../components/Button';
import { Page } from '../components/Page';
import { EmptyState } from '../components/States';
import { useT } from '../i18n/language';

/** No page has this address. */
export function NotFound() {
  const t = useT();
  return (
    <Page title={t('page.notFound')}>
      <EmptyState
        icon={fileQuestion}
        title={t('page.notFoundDetail')}
        action={
          <ButtonLink to="/" look="primary">
            {t('page.toHome')}
          </ButtonLink>
        }
      />
    </Page>
  );
}

/** The page exists, for roles that the person does not hold. */
export function Forbidden() {
  const t = useT();
  return (
    <Page title={t('page.forbidden')}>
      <EmptyState
        icon={lock}
        title={t('page.forbiddenDetail')}
        action={
          <ButtonLink to="/" look="primary">
            {t('page.toHome')}
          </ButtonLink>
        }
      />
    </Page>
  );
}

/** The account has no role today, or none that has pages. */
export function NoRole() {
  const t = useT();
  const held = useSession().grants.length > 0;
  return (
    <Page title={t(held ? 'page.noPages' : 'page.noRole')}>
      <EmptyState icon={userX} title={t(held ? 'page.noPagesDetail' : 'page.noRoleDetail')} />
    </Page>
  );
}
