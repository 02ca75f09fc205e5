import { Checkbox } from '../components/Choices';
import { Dialog } from '../components/Dialog';
import { useT } from '../i18n/language';
import { useLetters, useShownKeys } from './keys';

/** All keys of the page shown, and the switch that turns single letters off. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const keys = useShownKeys();
  const [letters, setLetters] = useLetters();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('shell.keysTitle')}>
      <dl className="keys">
        {keys.map((entry) => (
          <div key={entry.key} className="keys-row">
            <dt>
              <kbd className="key">
                {entry.key.length === 1 ? entry.key.toUpperCase() : entry.key}
              </kbd>
            </dt>
            <dd>{entry.label}</dd>
          </div>
        ))}
      </dl>
      <Checkbox isSelected={letters} onChange={setLetters}>
        {t('shell.keysLetters')}
      </Checkbox>
    </Dialog>
  );
}
