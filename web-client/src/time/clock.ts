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

let home: string | undefined;

/** The zone of the unit where the reader works; without one, this computer's counts. */
export function setHomeZone(zone: string | undefined): void {
  home = zone;
}

/** The reader's own zone: their unit's, because a hospital's computers are often set to another. */
export function ownZone(): string {
  return home ?? Temporal.Now.timeZoneId();
}
