import type { admin as es } from '../es/admin';

export const admin: Record<keyof typeof es, string> = {
  'admin.title': 'Administration',
};
