package mx.interconsulta.media.inbound;

import mx.interconsulta.media.rtp.NtpTime;

/** How a stream arrives, for its receiver reports (RFC 3550 §6.4.1, appendix A.3 and A.8). */
public final class Reception {
  private final int clockRate;
  private long first = -1;
  private long highest;
  private long received;
  private long expectedBefore;
  private long receivedBefore;
  private double jitter;
  private long transitBefore;
  private boolean transitKnown;
  private long senderNtp;
  private int senderTimestamp;
  private long senderReportAt;
  private boolean senderKnown;
  private int fraction;

  Reception(int clockRate) {
    this.clockRate = clockRate;
  }

  void arrived(long sequence, int timestamp, long nanos) {
    if (first < 0) {
      first = sequence;
      highest = sequence;
    }
    highest = Math.max(highest, sequence);
    received++;
    long transit = nanos / 1000 * clockRate / 1_000_000 - (timestamp & 0xffff_ffffL);
    if (transitKnown) {
      long difference = Math.abs((long) (int) (transit - transitBefore));
      if (difference < clockRate) {
        jitter += (difference - jitter) / 16;
      }
    }
    transitBefore = transit;
    transitKnown = true;
  }

  void senderReport(long ntp, int timestamp, long nanos) {
    senderNtp = ntp;
    senderTimestamp = timestamp;
    senderReportAt = nanos;
    senderKnown = true;
  }

  /** Ends a period of reporting; the fraction lost in it, in 256ths. */
  int endPeriod() {
    long expected = expected();
    long expectedNow = expected - expectedBefore;
    long lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected;
    receivedBefore = received;
    fraction =
        expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
    return fraction;
  }

  /** Fraction lost in the last period, 0 to 1. */
  public double loss() {
    return fraction / 256.0;
  }

  private long expected() {
    return first < 0 ? 0 : highest - first + 1;
  }

  long lost() {
    return expected() - received;
  }

  long highest() {
    return highest;
  }

  long jitter() {
    return (long) jitter;
  }

  boolean started() {
    return first >= 0;
  }

  long lastReport() {
    return senderKnown ? NtpTime.middle(senderNtp) : 0;
  }

  /** In 65,536ths of a second. */
  long delaySinceReport(long nanos) {
    return senderKnown ? (nanos - senderReportAt) * 65_536 / 1_000_000_000L : 0;
  }

  /** Whether the sender has said how its timestamps stand to its clock. */
  public boolean clockKnown() {
    return senderKnown;
  }

  /** The sender's wall-clock time at a moment of ours, from its last report. */
  public long ntpAt(long nanos) {
    return NtpTime.plusNanos(senderNtp, nanos - senderReportAt);
  }

  /** The stream's timestamp at a moment of ours, from the same report. */
  public int timestampAt(long nanos) {
    return senderTimestamp + (int) ticks(nanos - senderReportAt);
  }

  /** The sender's wall-clock time of a timestamp. */
  public long ntpOf(int timestamp) {
    int ticks = timestamp - senderTimestamp; // timestamps wrap around, and so does this
    return NtpTime.plusNanos(senderNtp, ticks * 1_000_000_000L / clockRate);
  }

  /** The timestamp of a wall-clock time of the sender. */
  public int timestampOf(long ntp) {
    return senderTimestamp + (int) ticks(NtpTime.nanosBetween(senderNtp, ntp));
  }

  private long ticks(long nanos) {
    return nanos / 1000 * clockRate / 1_000_000;
  }
}
