const SILENT = 0.003;
const SMOOTHING = 0.6;
const CLEARLY = 1.6;
const HOLD_MILLIS = 800;

/**
 * Who speaks, by the levels that arrive with their sound (RFC 6464). A cough does not take the
 * floor: it goes to who is clearly louder for most of a second, and stays after the last word for
 * as long.
 */
export class Speaking {
  private readonly loudness = new Map<string, number>();
  private current = '';
  private rising = '';
  private since = 0;

  /** Who speaks now, empty for nobody; `levels` are 0 to 1. */
  decide(levels: ReadonlyMap<string, number>, now: number): string {
    for (const who of [...this.loudness.keys()]) if (!levels.has(who)) this.loudness.delete(who);
    let loudest = '';
    let most = SILENT;
    for (const [who, level] of levels) {
      const before = this.loudness.get(who) ?? 0;
      const smooth = level > before ? level : before * SMOOTHING + level * (1 - SMOOTHING);
      this.loudness.set(who, smooth);
      if (smooth > most) {
        most = smooth;
        loudest = who;
      }
    }
    const held = this.loudness.get(this.current) ?? 0;
    if (loudest === this.current || (loudest && held > SILENT && most < held * CLEARLY)) {
      this.rising = this.current;
      return this.current;
    }
    if (loudest !== this.rising) {
      this.rising = loudest;
      this.since = now;
    }
    if (this.current === '' || now - this.since >= HOLD_MILLIS) this.current = loudest;
    return this.current;
  }
}
