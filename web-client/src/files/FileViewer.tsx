import close from 'lucide-static/icons/x.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from '../components/Button';
import { Icon } from '../components/Icon';
import { useT } from '../i18n/language';
import { contentOf } from './fileServer';
import { FileStage } from './FileStage';
import type { EnclosedFile } from './upload';
import './files.css';

/** A file on the whole window; Esc goes back to where it was opened. */
export function FileViewer({
  files,
  place,
  onPlace,
  onClose,
}: {
  files: readonly EnclosedFile[];
  place: number;
  onPlace: (place: number) => void;
  onClose: () => void;
}) {
  const t = useT();
  const file = files[place];
  if (!file) return null;
  return (
    <ModalOverlay
      className="viewer-scrim"
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="viewer stage">
        <AriaDialog className="viewer-box">
          <header className="viewer-head">
            <Heading slot="title" className="viewer-title">
              {file.name}
            </Heading>
            <a className="viewer-save" href={contentOf(file.id)} download={file.name}>
              <Icon of={download} /> <span>{t('files.save')}</span>
            </a>
            <IconButton icon={close} label={t('common.close')} onPress={onClose} />
          </header>
          <FileStage files={files} place={place} onPlace={onPlace} focused />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
