/**
 * How long sound and picture are held back before they are played. A browser holds them back as
 * little as the line's jitter allows, so that a packet that is asked for again, or comes with the
 * next one (RFC 2198), comes too late. On a line that loses packets that little more is worth
 * having: a round trip for the second try, and some for its way; for more tries where much is lost.
 */

/** Below this a line is taken for one that loses nothing: a second try every ten seconds. */
const LOSING = 0.015;
const CALM = 0.005;
/** Where so much is lost a second try is often lost as well, and where so much, the third. */
const LOSING_TWICE = 0.08;
const LOSING_THRICE = 0.15;
/** A packet and the next of 20 ms, and what a browser takes to ask. */
const LEAST_MILLIS = 80;
const BESIDE_THE_TRIP_MILLIS = 60;
/** The line of whoever sends, when it is that one which loses: its round trip is not known here. */
const OTHER_TRIP_MILLIS = 60;
/** More than this is felt when people talk to one another. */
const MOST_MILLIS = 280;
const STEP_MILLIS = 20;
/** Of the newest second in the round trip that is reckoned with; one slow answer is none. */
const TRIP_WEIGHT = 0.3;
/** Less is taken only when it would have done for so many seconds. */
const PATIENCE = 8;
/** Weight of the newest second; a short gust shall not stretch the sound back and forth. */
const RISE = 0.4;
const FALL = 0.1;

function smoothed(before: number, now: number): number {
  return before + (now > before ? RISE : FALL) * (now - before);
}

export class Playout {
  private loss = 0;
  private asked = 0;
  private trip = -1;
  private held: number | null = null;
  private enough = 0;

  /**
   * Takes the last second.
   *
   * @param loss share of packets lost towards this page, 0 to 1
   * @param askedAgain share that was asked for again, wherever it was lost
   * @param roundTripMillis of this page's line, negative when unknown
   * @returns milliseconds to hold sound and picture back at least, null for as the browser likes
   */
  follow(loss: number, askedAgain: number, roundTripMillis: number): number | null {
    if (roundTripMillis >= 0) {
      const weight = this.trip < 0 ? 1 : TRIP_WEIGHT;
      this.trip += weight * (roundTripMillis - this.trip);
    }
    this.loss = smoothed(this.loss, loss);
    this.asked = smoothed(this.asked, askedAgain);
    const least = this.held === null ? LOSING : CALM;
    if (Math.max(this.loss, this.asked) < least) {
      this.held = null;
      return null;
    }
    const wanted = this.wanted(this.loss < least);
    // Every change stretches or squeezes the sound, and the picture with it.
    this.enough = this.held !== null && wanted < this.held ? this.enough + 1 : 0;
    if (this.held === null || wanted > this.held || this.enough >= PATIENCE) {
      this.held = wanted;
      this.enough = 0;
    }
    return this.held;
  }

  private wanted(elsewhere: boolean): number {
    const own = this.trip < 0 ? 100 : Math.round(this.trip);
    const trip = elsewhere ? own + OTHER_TRIP_MILLIS : own;
    const lost = Math.max(this.loss, this.asked);
    const tries = lost < LOSING_TWICE ? 1 : lost < LOSING_THRICE ? 2 : 3;
    const needed = tries * trip + BESIDE_THE_TRIP_MILLIS;
    const wanted = Math.min(MOST_MILLIS, Math.max(LEAST_MILLIS, needed));
    return Math.ceil(wanted / STEP_MILLIS) * STEP_MILLIS;
  }
}
