import type { components } from '../../api/generated/schema';
import { isPhone } from './words';

type DutyPhone = components['schemas']['DutyPhone'];

/** Telephones as one line: `33 5550 0100 x3121, 644 555 0130`. */
export function dutyText(phones: readonly DutyPhone[]): string {
  return phones
    .map(({ phone, extension }) => (extension === undefined ? phone : `${phone} x${extension}`))
    .join(', ');
}

/** The telephones of a line; undefined when one of them cannot be. */
export function readDuty(text: string): DutyPhone[] | undefined {
  const phones: DutyPhone[] = [];
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [number = '', extension] = part.split(/x/i).map((each) => each.trim());
    if (!isPhone(number) || (extension !== undefined && !/^\d{1,8}$/.test(extension))) {
      return undefined;
    }
    phones.push(extension === undefined ? { phone: number } : { phone: number, extension });
  }
  return phones.length > 4 ? undefined : phones;
}
