/**
 * How long sound is held back before it is played. A browser holds it back as little as the line's
 * jitter allows, so that a packet that is asked for again, or comes with the next one (RFC 2198),
 * comes too late. On a line that loses packets that little more is worth having: a round trip for
 * the second try, and some for its way.
 */

/** Below this a line is taken for one that loses nothing: a second try every ten seconds. */
const LOSING = 0.015;
const CALM = 0.005;
/** A packet and the next of 20 ms, and what a browser takes to ask. */
const LEAST_MILLIS = 80;
const BESIDE_THE_TRIP_MILLIS = 60;
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

export class Playout {
  private loss = 0;
  private trip = -1;
  private held: number | null = null;
  private enough = 0;

  /**
   * Takes the last second.
   *
   * @param loss share of packets lost towards this page, 0 to 1
   * @param roundTripMillis negative when unknown
   * @returns milliseconds to hold sound back at least, null for as the browser likes
   */
  follow(loss: number, roundTripMillis: number): number | null {
    if (roundTripMillis >= 0) {
      const weight = this.trip < 0 ? 1 : TRIP_WEIGHT;
      this.trip += weight * (roundTripMillis - this.trip);
    }
    this.loss += (loss > this.loss ? RISE : FALL) * (loss - this.loss);
    if (this.loss < (this.held === null ? LOSING : CALM)) {
      this.held = null;
      return null;
    }
    const wanted = this.wanted();
    // Every change stretches or squeezes the sound, and the picture with it.
    this.enough = this.held !== null && wanted < this.held ? this.enough + 1 : 0;
    if (this.held === null || wanted > this.held || this.enough >= PATIENCE) {
      this.held = wanted;
      this.enough = 0;
    }
    return this.held;
  }

  private wanted(): number {
    const trip = this.trip < 0 ? 100 : Math.round(this.trip);
    const wanted = Math.min(MOST_MILLIS, Math.max(LEAST_MILLIS, trip + BESIDE_THE_TRIP_MILLIS));
    return Math.ceil(wanted / STEP_MILLIS) * STEP_MILLIS;
  }
}
