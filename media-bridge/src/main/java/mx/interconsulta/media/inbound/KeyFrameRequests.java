package mx.interconsulta.media.inbound;

/**
 * Asks a publisher for key frames of one layer, seldom: however many subscribers ask, at most one
 * request goes out in half a second, and one that came too early is kept until its time, unless a
 * key frame came meanwhile (RFC 4585 §6.3.1 leaves the rate to the application). On a bad line the
 * request may be lost, or what it asks for: it is made again some times until a key frame comes.
 */
public final class KeyFrameRequests {
  /** Between two requests. */
  public static final long LEAST_NANOS = 400_000_000L;

  /** Between two requests for the same; a key frame takes its time on a full line. */
  static final long AGAIN_NANOS = 800_000_000L;

  private static final int TRIES = 4;

  private long askedAt = Long.MIN_VALUE;
  private boolean wanted;
  private int triesLeft;

  /** Somebody needs a key frame. */
  public void want() {
    wanted = true;
  }

  /** A key frame began. */
  public void began() {
    wanted = false;
    triesLeft = 0;
  }

  /** Whether to send a request now; then the answer is awaited. */
  public boolean due(long nowNanos) {
    long since = askedAt == Long.MIN_VALUE ? Long.MAX_VALUE : nowNanos - askedAt;
    boolean again = triesLeft > 0 && since >= AGAIN_NANOS;
    if (!again && (!wanted || since < LEAST_NANOS)) {
      return false;
    }
    triesLeft = wanted ? TRIES - 1 : triesLeft - 1;
    askedAt = nowNanos;
    wanted = false;
    return true;
  }
}
