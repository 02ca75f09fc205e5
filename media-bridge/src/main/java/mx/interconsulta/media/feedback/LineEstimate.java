package mx.interconsulta.media.feedback;

import java.util.Arrays;
import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.Sequence;
import mx.interconsulta.media.rtp.TransportFeedback;

/**
 * What the line towards one participant carries, from when each packet arrived there
 * (transport-wide-cc-extensions-01). It goes below what was delivered when a queue grows or stands,
 * the further the longer the queue, so that a voice does not wait behind it; when the queue is gone
 * it is soon back near what was delivered, and from there it goes up slowly by itself and at once
 * by probes. It also goes down when so much is lost that chance cannot be the reason. Loss alone is
 * no reason: a radio link that loses one packet in ten carries no more when it is given less.
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

  /** What a queue may stand at, beside three times what the line's own jitter is. */
  private static final long STANDING_NANOS = 50_000_000L;

  /** What is taken for an empty queue. */
  private static final long EMPTY_NANOS = 25_000_000L;

  /** Below what was delivered, so that a queue drains, and by how much more for a second of it. */
  private static final double RELIEF = 0.88;

  private static final double MOST_DRAIN = 0.4;

  /** A line that was seen to carry something is used up to here at once when its queue is gone. */
  private static final double KNOWN_SHARE = 0.9;

  private static final double FAST_RISE = 0.5;
  private static final double SLOW_RISE = 0.02;
  private static final double RISE = 0.08;
  private static final long KNOWN_NANOS = 30_000_000_000L;
  private static final long EMPTIED_WITHIN = 1_300_000_000L;
  private static final long CONFIRMED_WITHIN = 1_500_000_000L;
  private static final long LOSS_PERIOD = 500_000_000L;

  /** A queue that grows is longer than it was in the last second by so much. */
  private static final long RISEN_NANOS = 10_000_000L;

  /**
   * Where no more than this share of what is believed is sent, and all arrives, nothing is full.
   */
  private static final double UNUSED_SHARE = 0.5;

  private static final double ALL_ARRIVES = 0.85;
  private static final double UNUSED_RELIEF = 0.7;

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
  private final Queue queue = new Queue();
  private long capacity;
  private long fullSince = Long.MIN_VALUE;
  private long fullQueue;
  private long fullCarried;
  private long foundBefore;
  private long foundAt;
  private long lowestInReport;
  private int periodLost;
  private int periodTold;
  private long periodSince;
  private final ChanceLoss losses = new ChanceLoss();
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
    if (lowestInReport != Long.MAX_VALUE) {
      queue.report(lowestInReport, now);
    }
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

  private void judge() {
    boolean congestedLoss = false;
    if (now - periodSince >= LOSS_PERIOD && periodTold >= 10) {
      congestedLoss = losses.period(periodLost, periodTold, offered.bitsPerSecond(now));
      periodLost = 0;
      periodTold = 0;
      periodSince = now;
    }
    long tolerated = 3 * queue.jitter();
    boolean standing = queue.standing() > STANDING_NANOS + tolerated;
    boolean grows =
        trend.use() == DelayTrend.Use.OVER
            && queue.standing() > GROWN_NANOS + tolerated / 2
            && queue.risen() > RISEN_NANOS;
    if (queue.standing() < STANDING_NANOS / 2 + tolerated) {
      fullSince = Long.MIN_VALUE;
    }
    if (grows || standing) {
      losses.endTrial();
    } else {
      giveBack(losses.verdict(now));
    }
    if (grows || standing || congestedLoss) {
      if (standing && wayIsLonger()) {
        queue.wayIsLonger();
        estimate = Math.max(estimate, (long) (fullCarried * RELIEF));
        fullSince = Long.MIN_VALUE;
        raisedAt = now;
      } else {
        if (congestedLoss && !grows && !standing) {
          losses.tryWithLess(estimate, offered.bitsPerSecond(now), now);
        }
        reduce();
      }
      return;
    }
    long found = probes.result();
    if (found * 9 / 10 > estimate) {
      raiseTo(found);
    } else if (trend.use() == DelayTrend.Use.NORMAL) {
      rise();
    }
    estimate = Math.max(LEAST, Math.min(MOST, estimate));
  }

  /** Less was sent because of a loss, and as much was lost: that was no reason. */
  private void giveBack(long before) {
    if (before > 0) {
      estimate = Math.max(estimate, before);
      capacity = 0;
      raisedAt = now;
    }
  }

  /**
   * A probe found more. Packets that were held up somewhere come close together and look like a
   * wide line, so it is believed when a second one says the same.
   */
  private void raiseTo(long found) {
    probes.encouraged(now);
    if (foundBefore == 0 || now - foundAt > CONFIRMED_WITHIN) {
      foundBefore = found;
      foundAt = now;
      return;
    }
    long both = Math.min(found, foundBefore);
    foundBefore = 0;
    estimate = Math.max(estimate, Math.min(both * 9 / 10, estimate * 3));
    raisedAt = now;
  }

  /**
   * Whether what looks like a queue is a longer way, after a change of route: far less was sent for
   * more than a second, and it did not get shorter.
   */
  private boolean wayIsLonger() {
    long carried = delivered.bitsPerSecond(newestArrived);
    if (fullSince == Long.MIN_VALUE) {
      fullSince = now;
      fullQueue = queue.standing();
      fullCarried = carried;
      return false;
    }
    fullQueue = Math.max(fullQueue, queue.standing());
    return now - fullSince > EMPTIED_WITHIN
        && carried < fullCarried * 3 / 4
        && queue.standing() > fullQueue * 3 / 4;
  }

  /** Below what the line delivers; once in a round trip, for only then is it felt. */
  private void reduce() {
    trend.acted();
    foundBefore = 0;
    probes.discouraged(now);
    if (reducedAt != Long.MIN_VALUE && now - reducedAt < Math.max(200_000_000L, roundTripNanos)) {
      return;
    }
    long carried = (long) (delivered.bitsPerSecond(newestArrived) / (1 - losses.chance()));
    boolean near = Math.abs(carried - capacity) < capacity / 4;
    capacity = near ? (7 * capacity + 3 * carried) / 10 : carried;
    double drain = Math.min(MOST_DRAIN, queue.newest() / 1e9);
    long to = Math.max(LEAST, (long) (carried * (RELIEF - drain)));
    long sent = offered.bitsPerSecond(now);
    if (sent < estimate * UNUSED_SHARE && carried > sent * ALL_ARRIVES) {
      to = Math.max(to, (long) (estimate * UNUSED_RELIEF));
    }
    if (to < estimate) {
      estimate = to;
      reductions++;
    }
    reducedAt = now;
    raisedAt = now;
  }

  /** Fast up to what the line was seen to carry, then slowly, and never far beyond what is used. */
  private void rise() {
    if (raisedAt == Long.MIN_VALUE) {
      raisedAt = now;
      return;
    }
    double seconds = Math.min(1_000_000_000L, now - raisedAt) / 1e9;
    raisedAt = now;
    boolean known = reducedAt != Long.MIN_VALUE && now - reducedAt < KNOWN_NANOS;
    double speed = RISE;
    if (known && estimate < capacity * KNOWN_SHARE) {
      speed = queue.newest() < EMPTY_NANOS + queue.jitter() ? FAST_RISE : 0;
    } else if (known && estimate < capacity * 6 / 5) {
      speed = SLOW_RISE;
    }
    long bound = delivered.bitsPerSecond(newestArrived) * 3 / 2 + 10_000;
    double risen = estimate * (1 + speed * seconds);
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
    return losses.smoothed();
  }

  /** How long packets wait on the line, in milliseconds. */
  public long queueMillis() {
    return queue.standing() / 1_000_000;
  }

  /** How often it was reduced. */
  public long reductions() {
    return reductions;
  }
}
