import phone from 'lucide-static/icons/phone.svg?raw';
import { Icon } from '../../components/Icon';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { Colleague } from './consultation';

/** A colleague's telephone: always in sight, one press from a call where the computer can. */
export function Telephone({ colleague, short }: { colleague: Colleague; short?: boolean }) {
  const t = useT();
  const format = useFormat();
  const { displayName } = colleague;
  if (!colleague.phone) return <span className="telephone-none">{t('room.noPhone')}</span>;
  const shown = format.telephone(colleague.phone, colleague.extension);
  const number = colleague.phone.replace(/[^+\d]/g, '');
  const dial = colleague.extension ? `${number},${colleague.extension}` : number;
  return (
    <a
      className="telephone"
      href={`tel:${dial}`}
      aria-label={t('room.callName', { name: displayName, phone: shown })}
    >
      <Icon of={phone} /> <span className="telephone-number">{shown}</span>
      {short && <span className="telephone-word">{t('room.call')}</span>}
    </a>
  );
}
