package mx.interconsulta.media.feedback;

/** Bits per second over the last moments, in twenty steps. */
public final class Rate {
  private static final int STEPS = 20;

  private final long stepNanos;
  private final long[] bytes = new long[STEPS];
  private long step = Long.MIN_VALUE;
  private long sum;
  private long since = Long.MIN_VALUE;

  /** Over the last second. */
  public Rate() {
    this(1_000_000_000L);
  }

  /** Over a window of this length. */
  public Rate(long windowNanos) {
    stepNanos = windowNanos / STEPS;
  }

  /** Counts a packet. */
  public void add(long nowNanos, int size) {
    move(nowNanos);
    if (since == Long.MIN_VALUE) {
      since = nowNanos;
    }
    bytes[(int) Math.floorMod(step, (long) STEPS)] += size;
    sum += size;
  }

  /**
   * The rate now. Of what is younger than the window, over its life, a fifth of the window at
   * least.
   */
  public long bitsPerSecond(long nowNanos) {
    move(nowNanos);
    if (sum == 0) {
      since = Long.MIN_VALUE;
      return 0;
    }
    long age = Math.min(STEPS * stepNanos, Math.max(nowNanos - since, STEPS * stepNanos / 5));
    return sum * 8 * 1_000_000_000L / age;
  }

  private void move(long nowNanos) {
    long now = Math.floorDiv(nowNanos, stepNanos);
    if (step == Long.MIN_VALUE) {
      step = now;
    }
    if (now - step >= STEPS) {
      java.util.Arrays.fill(bytes, 0);
      sum = 0;
      step = now;
      return;
    }
    while (step < now) {
      step++;
      int place = (int) Math.floorMod(step, (long) STEPS);
      sum -= bytes[place];
      bytes[place] = 0;
    }
  }
}
