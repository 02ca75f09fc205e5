import type { Person, Role } from '../../api/directory';
import { serverNow } from '../../time/clock';

/** A role that a person holds. */
export type Assignment = Person['assignments'][number];

/** Every role, in the order that people are asked for most. */
export const roles = [
  'physician',
  'specialist',
  'emergency-physician',
  'resident',
  'nurse',
  'coordinator',
  'chief-of-service',
  'medical-director',
  'teaching-lead',
  'listener',
  'national-coordinator',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

/** Where a role belongs: the whole network, an OOAD or a unit, or a unit only. */
export function placeOf(role: Role): 'network' | 'group-or-unit' | 'unit' {
  if (role === 'administrator' || role === 'national-coordinator' || role === 'auditor') {
    return 'network';
  }
  return role === 'medical-director' ? 'group-or-unit' : 'unit';
}

/** Whether a role is held for specialties. */
export function needsSpecialty(role: Role): boolean {
  return role === 'specialist' || role === 'resident' || role === 'chief-of-service';
}

/** Whether an assignment holds now. */
export function isCurrent(assignment: Assignment): boolean {
  const now = serverNow();
  const begun = Date.parse(assignment.from) <= now;
  return begun && (assignment.to === undefined || Date.parse(assignment.to) > now);
}
