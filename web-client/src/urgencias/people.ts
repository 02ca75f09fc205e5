import bellOff from 'lucide-static/icons/bell-off.svg?raw';
import bellRing from 'lucide-static/icons/bell-ring.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import userCheck from 'lucide-static/icons/user-check.svg?raw';
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw';
import type { Format } from '../format/format';
import type { Translate } from '../i18n/language';
import type { EmergencyPerson } from './ringing';

export const LOOKS: Record<EmergencyPerson['state'], { icon: string; tone: string }> = {
  ringing: { icon: bellRing, tone: 'caution' },
  acknowledged: { icon: eye, tone: 'info' },
  declined: { icon: circleX, tone: 'plain' },
  silent: { icon: bellOff, tone: 'plain' },
  unreachable: { icon: wifiOff, tone: 'urgent' },
  accepted: { icon: userCheck, tone: 'primary' },
};

/** What stands beside the word: on how many windows, when seen, why not. */
export function detailOf(
  person: EmergencyPerson,
  since: string,
  format: Format,
  t: Translate,
): string {
  const at = format.clock(Date.parse(person.since) - Date.parse(since));
  switch (person.state) {
    case 'ringing':
      return person.windows > 0 ? t('urgencias.onWindows', { n: person.windows }) : '';
    case 'acknowledged':
      return t('urgencias.sawAt', { at });
    case 'declined':
      return `${t(`urgencias.reason.${person.reason ?? 'other'}`)} · ${at}`;
    case 'silent':
      return t('urgencias.stillRings', { n: Math.max(1, person.windows) });
    case 'unreachable':
      return t(
        person.reason === 'in-consultation'
          ? 'urgencias.reason.in-consultation'
          : 'urgencias.reason.no-page',
      );
    case 'accepted':
      return at;
  }
}
