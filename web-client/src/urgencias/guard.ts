/** How long a hand that was typing or clicking must rest before the notice takes what it does. */
export const REST_MILLIS = 800;

/**
 * Decides which keys and clicks count on a notice that came over somebody's work: keys only after
 * 800 ms without any key, clicks 800 ms after it came.
 */
export class Guard {
  private lastKey: number;

  constructor(private readonly came: number) {
    this.lastKey = came;
  }

  /** Whether a key pressed now counts. One that does not makes the wait begin anew. */
  key(now: number): boolean {
    const counts = now - this.lastKey >= REST_MILLIS;
    if (!counts) this.lastKey = now;
    return counts;
  }

  /** Whether a click made now counts. */
  click(now: number): boolean {
    return now - this.came >= REST_MILLIS;
  }
}
