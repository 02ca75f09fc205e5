import type { requests as es } from '../es/requests';

export const requests: Record<keyof typeof es, string> = {
  'requests.title': 'My requests',
};
