import { randomUUID } from 'node:crypto';
import type { Member, Pair, Schemas } from './api';

/** Keeps these hours and no others, without the page. */
export async function keepHours(member: Member, hours: Schemas['AgendaHours'][]): Promise<void> {
  const agendas = await member.get<Schemas['AgendaPage']>('/api/agendas');
  for (const agenda of agendas.items) {
    await member.put(`/api/agendas/${agenda.unit}`, {
      version: agenda.version,
      hours,
      daysOff: [],
    });
  }
}

/**
 * Lets the specialist receive all day long, every five minutes, and gives a reason that takes no
 * longer: the next place is minutes away at any hour of any day, and its room opens at once.
 */
export async function receiveAnyTime(
  pair: Pair,
  administrator: Member,
): Promise<Schemas['Reason']> {
  await keepHours(
    pair.specialist,
    [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', minutes: 5 })),
  );
  return administrator.put<Schemas['Reason']>(`/api/reasons/short-${randomUUID().slice(0, 8)}`, {
    version: 0,
    specialty: pair.reason.specialty,
    name: { es: 'Control breve', en: 'Short check' },
    minutes: 5,
  });
}
