/** Device check, room, note, signing, record, letter. */
export const room = {
  'room.title': 'Sala',
} as const;
