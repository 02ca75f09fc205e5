package mx.interconsulta.media.feedback;

/**
 * How long packets wait on a line, from how long each report's quickest packet took. Clocks of the
 * two ends differ and drift, so what counts is the distance to the quickest way of the last ten to
 * twenty seconds. A single slow report is jitter: a queue is what even the quickest of the last
 * third of a second waits for.
 */
final class Queue {
  private static final long BASE_WINDOW = 10_000_000_000L;
  private static final int REPORTS = 6;
  private static final int WATCHED = 20;
  private static final double SMOOTHING = 0.1;

  private final long[] recent = new long[WATCHED];
  private int reports;
  private long base = Long.MAX_VALUE;
  private long nextBase = Long.MAX_VALUE;
  private long baseSince = Long.MIN_VALUE;
  private long before;
  private double jitter;
  private long standing;
  private long newest;
  private long risen;

  /** Takes the quickest way of a report, by two clocks that need not agree. */
  void report(long lowest, long now) {
    if (baseSince == Long.MIN_VALUE || now - baseSince > BASE_WINDOW) {
      base = baseSince == Long.MIN_VALUE ? lowest : nextBase;
      nextBase = lowest;
      baseSince = now;
    }
    base = Math.min(base, lowest);
    nextBase = Math.min(nextBase, lowest);
    if (reports > 0) {
      jitter += SMOOTHING * (Math.abs(lowest - before) - jitter);
    }
    before = lowest;
    recent[reports++ % WATCHED] = lowest;
    newest = lowest - base;
    standing = least(REPORTS) - base;
    risen = lowest - least(WATCHED);
  }

  private long least(int last) {
    long least = Long.MAX_VALUE;
    for (int i = 1; i <= Math.min(reports, last); i++) {
      least = Math.min(least, recent[(reports - i) % WATCHED]);
    }
    return least;
  }

  /** The way itself became longer: what looked like a queue is none. */
  void wayIsLonger() {
    base += standing;
    nextBase = base;
    newest = Math.max(0, newest - standing);
    risen = 0;
    standing = 0;
  }

  /** What even the quickest of the last packets waited, in nanoseconds. */
  long standing() {
    return standing;
  }

  /** What the quickest packet of the last report waited. */
  long newest() {
    return newest;
  }

  /** How much longer the last report's quickest packet waited than that of any in a second. */
  long risen() {
    return risen;
  }

  /** How much the quickest way differs from one report to the next. */
  long jitter() {
    return (long) jitter;
  }
}
