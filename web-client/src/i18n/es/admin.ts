/** Administration: people, units, specialties, reasons, coverage. */
export const admin = {
  'admin.title': 'Administración',
} as const;
