package mx.interconsulta.media.inbound;

/**
 * Asks a publisher for key frames of one layer, seldom: however many subscribers ask, at most one
 * request goes out in half a second, and one that came too early is kept until its time, unless a
 * key frame came meanwhile (RFC 4585 §6.3.1 leaves the rate to the application).
 */
public final class KeyFrameRequests {
  /** Between two requests. */
  public static final long LEAST_NANOS = 400_000_000L;

  private long askedAt = Long.MIN_VALUE;
  private boolean wanted;

  /** Somebody needs a key frame. */
  public void want() {
    wanted = true;
  }

  /** A key frame began. */
  public void began() {
    wanted = false;
  }

  /** Whether to send a request now; then the answer is awaited. */
  public boolean due(long nowNanos) {
    if (!wanted || (askedAt != Long.MIN_VALUE && nowNanos - askedAt < LEAST_NANOS)) {
      return false;
    }
    askedAt = nowNanos;
    wanted = false;
    return true;
  }
}
