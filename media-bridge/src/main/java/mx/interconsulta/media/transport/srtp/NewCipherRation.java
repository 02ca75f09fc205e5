package mx.interconsulta.media.transport.srtp;

/**
 * How many ciphers for new SSRCs may be tried: a burst, then 2,000 a second, which costs a few per
 * cent of a core. Those that authenticate do not count, so only forged packets use it up; and while
 * 50,000 of those arrive a second, a true new SSRC still has its turn within some 25 packets.
 */
final class NewCipherRation {
  private static final int BURST = 256;
  private static final long NANOS_EACH = 500_000;

  private int left = BURST;
  private long refilled;
  private boolean started;

  boolean take(long nowNanos) {
    if (!started) {
      started = true;
      refilled = nowNanos;
    }
    long more = (nowNanos - refilled) / NANOS_EACH;
    if (more > 0) {
      left = (int) Math.min(BURST, left + more);
      refilled += more * NANOS_EACH;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  void giveBack() {
    left = Math.min(BURST, left + 1);
  }
}
