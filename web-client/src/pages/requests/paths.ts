/** Addresses of the pages that requests lead to. They carry opaque ids only. */
export const paths = {
  requests: '/requests',
  newRequest: (patient?: string) =>
    patient === undefined ? '/requests/new' : `/requests/new?patient=${patient}`,
  emergency: '/urgencias/new',
  followUp: (patient: string, request: string) =>
    `/requests/new?patient=${patient}&follows=${request}`,
  request: (request: string) => `/requests/${request}`,
  edit: (request: string) => `/requests/${request}/edit`,
  time: (request: string) => `/requests/${request}/time`,
  agenda: '/agenda',
  agendaHours: '/agenda/hours',
  inbox: '/inbox',
  coordination: '/coordination',
  inboxRequest: (request: string) => `/inbox/${request}`,
  room: (consultation: string) => `/rooms/${consultation}`,
  writeNote: (request: string) => `/notes/${request}`,
  record: (patient: string, note?: string) =>
    note === undefined ? `/patients/${patient}` : `/patients/${patient}/notes/${note}`,
  patients: '/patients',
};
