/** My requests, new request, inbox, coordination. */
export const requests = {
  'requests.title': 'Mis solicitudes',
} as const;
