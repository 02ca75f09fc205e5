import type { ReactNode } from 'react';
import close from 'lucide-static/icons/x.svg?raw';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useT } from '../i18n/language';
import { Button, IconButton, type ButtonLook } from './Button';

/**
 * A dialog over the page: Esc and the cross close it, focus stays inside and returns afterwards. On a
 * phone it fills the screen. `footer` holds its buttons, the primary last.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  children,
  footer,
  note,
  role = 'dialog',
  wide,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children?: ReactNode;
  footer?: ReactNode;
  /** Quiet words at the left of the footer. */
  note?: ReactNode;
  role?: 'dialog' | 'alertdialog';
  wide?: boolean;
}) {
  const t = useT();
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal
        className={['dialog', wide && 'dialog-wide', role === 'alertdialog' && 'dialog-confirm']
          .filter(Boolean)
          .join(' ')}
      >
        <AriaDialog className="dialog-box" role={role}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon={close} label={t('common.close')} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {(footer || note) && (
            <footer className="dialog-foot">
              <span className="dialog-note">{note}</span>
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({
  isOpen,
  onClose,
  onConfirm,
  title,
  children,
  confirm,
  look = 'primary',
  isPending,
}: {
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  children?: ReactNode;
  confirm: string;
  look?: ButtonLook;
  isPending?: boolean;
}) {
  const t = useT();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      role="alertdialog"
      footer={
        <>
          <Button size="lg" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button size="lg" look={look} onPress={onConfirm} isPending={isPending}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
