import { Temporal } from './temporal';

let ahead = 0;

/** The server's instant says how far this computer's clock is off; clocks shown are the server's. */
export function setServerTime(instant: string): void {
  ahead = Temporal.Instant.from(instant).epochMilliseconds - Date.now();
}

/** Milliseconds of the server's clock, as well as this page knows it. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** The zone of this computer. */
export function ownZone(): string {
  return Temporal.Now.timeZoneId();
}
