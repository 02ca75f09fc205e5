import phoneIcon from 'lucide-static/icons/phone.svg?raw';
import type { components } from '../api/generated/schema';
import { Icon } from '../components/Icon';
import { useFormat } from '../format/useFormat';

type DutyPhone = components['schemas']['DutyPhone'];

/** The address a telephone is called by. */
export function dial(phone: string, extension?: string): string {
  const number = phone.replace(/[^+\d]/g, '');
  return `tel:${extension === undefined ? number : `${number},${extension}`}`;
}

/** The telephones of a specialty that are answered day and night. */
export function DutyPhones({ phones }: { phones: readonly DutyPhone[] }) {
  const format = useFormat();
  return (
    <ul className="urg-phones">
      {phones.map(({ phone, extension }) => (
        <li key={`${phone} ${extension ?? ''}`}>
          <a href={dial(phone, extension)} className="urg-phone">
            <Icon of={phoneIcon} size={20} /> <strong>{format.telephone(phone)}</strong>
            {extension !== undefined && <span> ext. {extension}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
