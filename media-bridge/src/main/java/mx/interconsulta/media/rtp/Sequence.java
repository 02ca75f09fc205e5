package mx.interconsulta.media.rtp;

/**
 * Numbers that wrap around, made into numbers that do not: 16-bit sequence numbers, 15- and 8-bit
 * picture numbers, 32-bit timestamps. The next number is taken as the nearest to the newest so far
 * (RFC 3550 appendix A.1); so anything less than half the range late or early is right.
 */
public final class Sequence {
  private final int bits;
  private boolean started;
  private long newest;

  /**
   * A sequence.
   *
   * @param bits width of its numbers, 2 to 32
   */
  public Sequence(int bits) {
    if (bits < 2 || bits > 32) {
      throw new IllegalArgumentException("no such width: " + bits);
    }
    this.bits = bits;
  }

  /** The whole number that a short one stands for; the newest moves on when it is newer. */
  public long extend(long number) {
    long whole = peek(number);
    if (!started || whole > newest) {
      started = true;
      newest = whole;
    }
    return whole;
  }

  /** As {@link #extend}, and the newest stays. */
  public long peek(long number) {
    long range = 1L << bits;
    if (!started) {
      return range + (number & (range - 1));
    }
    return newest + difference(number, newest, bits);
  }

  /** Whether any number was taken. */
  public boolean started() {
    return started;
  }

  /** The newest whole number. */
  public long newest() {
    return newest;
  }

  /** Steps from {@code from} to {@code to}, at most half the range either way. */
  public static long difference(long to, long from, int bits) {
    int shift = Long.SIZE - bits;
    return (to - from) << shift >> shift;
  }
}
