package mx.interconsulta.signaling.connection;

/** A rate with a burst. Not thread-safe. */
final class TokenBucket {
  private final double capacity;
  private final double perMillisecond;
  private double tokens;
  private long last;

  /**
   * A full bucket.
   *
   * @param capacity most that may be taken at once
   * @param perSecond what comes back
   * @param now milliseconds of the clock
   */
  TokenBucket(double capacity, double perSecond, long now) {
    this.capacity = capacity;
    this.perMillisecond = perSecond / 1_000;
    this.tokens = capacity;
    this.last = now;
  }

  /** Takes one, if there is one. */
  boolean take(long now) {
    tokens = Math.min(capacity, tokens + Math.max(0, now - last) * perMillisecond);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
