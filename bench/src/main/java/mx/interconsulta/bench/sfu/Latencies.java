package mx.interconsulta.bench.sfu;

/** Counts of latencies, in steps of 10 us up to a second. One thread writes. */
final class Latencies {
  private static final int STEP_NANOS = 10_000;
  private static final int STEPS = 100_000;

  private final int[] counts = new int[STEPS + 1];
  private long total;

  void add(long nanos) {
    counts[(int) Math.min(STEPS, Math.max(0, nanos / STEP_NANOS))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** The latency that this fraction does not exceed, in milliseconds. */
  double millis(double fraction) {
    long rank = (long) Math.ceil(fraction * total);
    long seen = 0;
    for (int i = 0; i <= STEPS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return (i + 1) * STEP_NANOS / 1e6;
      }
    }
    return STEPS * STEP_NANOS / 1e6;
  }
}
