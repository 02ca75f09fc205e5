package mx.interconsulta.media.feedback;

/**
 * When to try whether a line carries more than it is given. A probe is a short burst of packets
 * that were sent before: how fast they arrive is what the line carries. As long as about 100 ms of
 * what is believed to fit, so that voice behind it waits no longer than that; and only while
 * somebody wants more than fits.
 */
final class Probes {
  private static final long BURST_NANOS = 60_000_000L;
  private static final int LEAST_BYTES = 6 * 300;
  private static final int MOST_BYTES = 24 * 1100;
  private static final int LEAST_PACKETS = 4;
  private static final long LEAST_PAUSE = 250_000_000L;
  private static final long SOON = 2_000_000_000L;
  private static final long SELDOM = 3_000_000_000L;
  private static final long RESULT_NANOS = 1_000_000_000L;

  private long nextAt = Long.MIN_VALUE;
  private long pause = SOON;
  private long bytesLeft;
  private boolean running;
  private long startedAt;
  private int firstPacket = -1;
  private int lastPacket;
  private long firstArrived;
  private long lastArrived;
  private long arrivedBytes;
  private int arrivedPackets;
  private int sentPackets;

  /** Bytes to send now as part of a probe. */
  long due(long nowNanos, long estimate, boolean wanted) {
    if (running) {
      if (nowNanos - startedAt > RESULT_NANOS) {
        running = false;
        bytesLeft = 0;
      }
      return bytesLeft;
    }
    if (!wanted || nowNanos < nextAt) {
      return 0;
    }
    running = true;
    startedAt = nowNanos;
    firstPacket = -1;
    arrivedBytes = 0;
    arrivedPackets = 0;
    sentPackets = 0;
    bytesLeft =
        Math.max(LEAST_BYTES, Math.min(MOST_BYTES, estimate * BURST_NANOS / 8 / 1_000_000_000L));
    nextAt = nowNanos + pause;
    pause = Math.min(SELDOM, pause * 3 / 2);
    return bytesLeft;
  }

  /** A packet was sent while a probe's bytes were due; it is one of the probe. */
  void sent(int sequence, int size) {
    if (!running || bytesLeft <= 0) {
      return;
    }
    if (firstPacket < 0) {
      firstPacket = sequence;
    }
    lastPacket = sequence;
    sentPackets++;
    bytesLeft -= size;
  }

  /** A packet arrived. */
  void arrived(int sequence, int size, long arrivedNanos) {
    boolean ours =
        running
            && firstPacket >= 0
            && ((sequence - firstPacket) & 0xffff) <= ((lastPacket - firstPacket) & 0xffff);
    if (!ours) {
      return;
    }
    if (arrivedPackets++ == 0) {
      firstArrived = arrivedNanos;
    } else {
      arrivedBytes += size;
    }
    lastArrived = Math.max(lastArrived, arrivedNanos);
    if (arrivedPackets == 1) {
      lastArrived = arrivedNanos;
    }
  }

  /**
   * What the probe found.
   *
   * @return bits per second, or -1 while it is not known
   */
  long result() {
    if (!running
        || bytesLeft > 0
        || arrivedPackets < Math.max(LEAST_PACKETS, sentPackets * 3 / 4)) {
      return -1;
    }
    running = false;
    long span = Math.max(1_000_000L, lastArrived - firstArrived);
    return arrivedBytes * 8 * 1_000_000_000L / span;
  }

  /** The line turned out to carry more: the next probe comes soon. */
  void encouraged(long nowNanos) {
    pause = SOON;
    nextAt = nowNanos + LEAST_PAUSE;
  }

  /** The line turned out to be full: wait. */
  void discouraged(long nowNanos) {
    nextAt = Math.max(nextAt, nowNanos + SOON);
    running = false;
    bytesLeft = 0;
  }
}
