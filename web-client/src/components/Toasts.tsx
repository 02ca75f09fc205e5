import check from 'lucide-static/icons/check.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import { Text } from 'react-aria-components/Text';
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { useT } from '../i18n/language';
import { IconButton } from './Button';
import { Icon } from './Icon';

const shownMillis = 6_000;
const queue = new ToastQueue<string>({ maxVisibleToasts: 2 });

/** Confirms that something was done. Errors never go here: they stay where they happened. */
export function confirmDone(sentence: string): void {
  queue.add(sentence, { timeout: shownMillis });
}

/** Where confirmations appear; once in the shell. React Aria's toasts are unstable: only here. */
export function Toasts() {
  const t = useT();
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={t('common.saved')}>
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <Icon of={check} />
          <ToastContent className="toast-words">
            <Text slot="title">{toast.content}</Text>
          </ToastContent>
          <IconButton icon={close} iconSize={16} label={t('common.close')} slot="close" />
        </Toast>
      )}
    </ToastRegion>
  );
}
