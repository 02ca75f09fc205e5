import type { room as es } from '../es/room';

export const room: Record<keyof typeof es, string> = {
  'room.title': 'Room',
};
