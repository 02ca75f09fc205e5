import phone from 'lucide-static/icons/phone.svg?raw';
import { Icon } from '../../components/Icon';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { Colleague } from './consultation';
import './telephone.css';

/** A colleague's telephone: always in sight, one press from a call where the computer can. */
export function Telephone({ colleague, short }: { colleague: Colleague; short?: boolean }) {
  const t = useT();
  const format = useFormat();
  if (!colleague.phone) return <span className="telephone-none">{t('room.noPhone')}</span>;
  const shown = format.telephone(colleague.phone, colleague.extension);
  const number = colleague.phone.replace(/[^+\d]/g, '');
  const dial = colleague.extension ? `${number},${colleague.extension}` : number;
  return (
    <a className="telephone" href={`tel:${dial}`}>
      <Icon of={phone} />{' '}
      <span className="hidden">{t('room.callName', { name: colleague.displayName })} </span>
      <span className="telephone-number">{shown}</span>
      {short && (
        <span className="telephone-word" aria-hidden="true">
          {t('room.call')}
        </span>
      )}
    </a>
  );
}
