package mx.interconsulta.media.feedback;

import java.util.Arrays;
import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.Sequence;
import mx.interconsulta.media.rtp.TransportFeedback;

/**
 * What the line towards one participant carries, from when each packet arrived there
 * (transport-wide-cc-extensions-01). It goes down to what was delivered when a queue grows or
 * stands, or when so much is lost that chance cannot be the reason; it goes up slowly by itself and
 * at once by probes. Loss alone is no reason: a radio link that loses one packet in ten carries no
 * more when it is given less.
 *
 * <p>Threading: the media loop's only.
 */
public final class LineEstimate implements TransportFeedback.Receiver {
  /** What is believed before anything is known. */
  public static final long FIRST = 700_000;

  /** Never less: two voices. */
  public static final long LEAST = 60_000;

  /** Never more. */
  public static final long MOST = 20_000_000;

  private static final int PACKETS = 4096;

  /** A trend is believed only when there is a queue: jitter has a trend, too, but no queue. */
  private static final long GROWN_NANOS = 20_000_000L;

  private static final long STANDING_NANOS = 120_000_000L;
  private static final long BASE_WINDOW = 10_000_000_000L;
  private static final double CONGESTED_LOSS = 0.25;
  private static final long LOSS_PERIOD = 500_000_000L;

  private final long[] sentAt = new long[PACKETS];
  private final int[] sizes = new int[PACKETS];
  private final int[] numbers = new int[PACKETS];
  private final Sequence references = new Sequence(24);
  private final DelayTrend trend = new DelayTrend();
  private final Probes probes = new Probes();
  private final Rate delivered = new Rate(600_000_000L);
  private final Rate offered = new Rate();
  private long estimate = FIRST;
  private long wanted;
  private long roundTripNanos = 100_000_000L;
  private long now;
  private long referenceMicros;
  private long newestArrived = Long.MIN_VALUE;
  private long baseDelay = Long.MAX_VALUE;
  private long nextBaseDelay = Long.MAX_VALUE;
  private long baseSince = Long.MIN_VALUE;
  private double queueNanos;
  private long lowestInReport;
  private int periodLost;
  private int periodTold;
  private long periodSince;
  private double loss;
  private long reducedAt = Long.MIN_VALUE;
  private long raisedAt = Long.MIN_VALUE;
  private long reductions;

  public LineEstimate() {
    Arrays.fill(numbers, -1);
  }

  /** A packet left. */
  public void sent(int sequence, int size, long nowNanos) {
    int place = sequence % PACKETS;
    sentAt[place] = nowNanos;
    sizes[place] = size + 28;
    numbers[place] = sequence;
    offered.add(nowNanos, size);
    probes.sent(sequence, size);
  }

  public void roundTrip(long nanos) {
    roundTripNanos = nanos;
  }

  /** What would be sent if there were room, in bits per second; 0 when nothing more is wanted. */
  public void want(long bitsPerSecond) {
    wanted = bitsPerSecond;
  }

  /** Bytes of a probe that are to be sent now. */
  public long probeBytesDue(long nowNanos) {
    return probes.due(nowNanos, estimate, wanted > estimate);
  }

  /** Takes a feedback's body. */
  public void arrivals(byte[] bytes, int at, int length, long nowNanos) {
    now = nowNanos;
    lowestInReport = Long.MAX_VALUE;
    if (length >= 8) {
      long before = references.started() ? references.newest() : 0;
      int reference = BigEndian.u24(bytes, at + 4);
      long whole = references.extend(reference);
      referenceMicros = (whole - reference) * 64_000L;
      if (before != 0 && Math.abs(whole - before) > 1_000_000) {
        newestArrived = Long.MIN_VALUE;
      }
    }
    TransportFeedback.read(bytes, at, length, this);
    followQueue();
    judge();
  }

  @Override
  public void packet(int sequence, long micros) {
    int place = sequence % PACKETS;
    if (numbers[place] != sequence) {
      return;
    }
    if (micros == TransportFeedback.NEVER) {
      periodLost++;
      periodTold++;
      return;
    }
    periodTold++;
    numbers[place] = -1;
    long arrived = (micros + referenceMicros) * 1000;
    delivered.add(arrived, sizes[place]);
    newestArrived = Math.max(newestArrived, arrived);
    lowestInReport = Math.min(lowestInReport, arrived - sentAt[place]);
    trend.packet(sentAt[place], arrived);
    probes.arrived(sequence, sizes[place], arrived);
  }

  /** How long packets wait, against the shortest way in ten to twenty seconds (clocks drift). */
  private void followQueue() {
    if (lowestInReport == Long.MAX_VALUE) {
      return;
    }
    if (baseSince == Long.MIN_VALUE || now - baseSince > BASE_WINDOW) {
      baseDelay = baseSince == Long.MIN_VALUE ? lowestInReport : nextBaseDelay;
      nextBaseDelay = lowestInReport;
      baseSince = now;
    }
    baseDelay = Math.min(baseDelay, lowestInReport);
    nextBaseDelay = Math.min(nextBaseDelay, lowestInReport);
    queueNanos += 0.3 * ((lowestInReport - baseDelay) - queueNanos);
  }

  private void judge() {
    boolean congestedLoss = false;
    if (now - periodSince >= LOSS_PERIOD && periodTold >= 10) {
      loss = (double) periodLost / periodTold;
      congestedLoss = loss > CONGESTED_LOSS || (loss > 0.02 && queueNanos > STANDING_NANOS / 2.0);
      periodLost = 0;
      periodTold = 0;
      periodSince = now;
    }
    boolean standing = queueNanos > STANDING_NANOS;
    boolean grows = trend.use() == DelayTrend.Use.OVER && queueNanos > GROWN_NANOS;
    if (grows || standing || congestedLoss) {
      reduce();
      return;
    }
    long found = probes.result();
    if (found > estimate) {
      estimate = Math.min(MOST, Math.min(found * 9 / 10, estimate * 3));
      raisedAt = now;
      probes.encouraged(now);
    } else if (trend.use() == DelayTrend.Use.NORMAL) {
      rise();
    }
    estimate = Math.max(LEAST, Math.min(MOST, estimate));
  }

  /** To what the line delivers, less what empties the queue; once in a round trip. */
  private void reduce() {
    trend.acted();
    probes.discouraged(now);
    if (reducedAt != Long.MIN_VALUE && now - reducedAt < Math.max(300_000_000L, roundTripNanos)) {
      return;
    }
    long carried = delivered.bitsPerSecond(newestArrived);
    long to = Math.max(LEAST, carried * 85 / 100);
    if (to < estimate) {
      estimate = to;
      reductions++;
    }
    reducedAt = now;
    raisedAt = now;
  }

  /** Eight in a hundred each second, but not far beyond what the line was seen to carry. */
  private void rise() {
    if (raisedAt == Long.MIN_VALUE) {
      raisedAt = now;
      return;
    }
    long elapsed = Math.min(1_000_000_000L, now - raisedAt);
    raisedAt = now;
    if (reducedAt != Long.MIN_VALUE && now - reducedAt < 1_000_000_000L) {
      return;
    }
    long bound = delivered.bitsPerSecond(newestArrived) * 3 / 2 + 10_000;
    double risen = estimate * (1 + 0.08 * elapsed / 1e9);
    if (risen <= bound) {
      estimate = (long) risen;
    }
  }

  /** What the line carries. */
  public long bitsPerSecond() {
    return estimate;
  }

  /** Whether the line was ever seen to be full: before that, what is believed is only a guess. */
  public boolean proven() {
    return reductions > 0;
  }

  /** What was sent in the last second. */
  public long offered(long nowNanos) {
    return offered.bitsPerSecond(nowNanos);
  }

  /** Fraction lost on the way in the last period, 0 to 1. */
  public double loss() {
    return loss;
  }

  /** How long packets wait on the line, in milliseconds. */
  public long queueMillis() {
    return (long) (queueNanos / 1e6);
  }

  /** How often it was reduced. */
  public long reductions() {
    return reductions;
  }
}
