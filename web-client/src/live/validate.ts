import { validators } from '../api/generated/validators';

/** Whether a message of the server is as its JSON Schema says; an unknown type is left to pass. */
export function fitsSchema(type: string, message: unknown): boolean {
  return validators[`server/${type}`]?.(message) ?? true;
}
