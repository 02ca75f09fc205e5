import type { ReactNode } from 'react';
import { isProblem } from '../../api/problem';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';

/** A form over the list it belongs to; Enter or the button sends it. */
export function FormDialog({
  title,
  isOpen,
  onClose,
  onSubmit,
  failure,
  busy,
  submit,
  children,
  note,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onSubmit: () => void;
  failure: unknown;
  busy: boolean;
  submit?: string;
  children: ReactNode;
  note?: ReactNode;
}) {
  const t = useT();
  const changed = isProblem(failure, 'version-conflict');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      note={note}
      wide
      footer={
        <>
          <Button size="lg" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button size="lg" look="primary" type="submit" form="record-form" isPending={busy}>
            {submit ?? t('common.save')}
          </Button>
        </>
      }
    >
      {failure !== undefined && (
        <ErrorPanel failure={failure} kept={changed ? t('admin.version') : undefined} />
      )}
      <form
        id="record-form"
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
