package mx.interconsulta.media.feedback;

/**
 * Whether a queue grows on the line. Packets sent within 5 ms are one group; how much longer each
 * group took than the one before is summed, smoothed, and a straight line laid through the last
 * twenty sums: its slope against a threshold that follows what is usual on this line (Carlucci et
 * al., "Analysis and design of the Google congestion control", 2016, §4). On a line that jitters
 * the threshold rises, so that jitter is not taken for a queue.
 */
final class DelayTrend {
  /** What the line does. */
  enum Use {
    UNDER,
    NORMAL,
    OVER
  }

  private static final long GROUP_NANOS = 5_000_000L;
  private static final int WINDOW = 20;
  private static final double SMOOTHING = 0.9;
  private static final double GAIN = 4;
  private static final double LEAST_THRESHOLD = 6;
  private static final double MOST_THRESHOLD = 600;
  private static final double OVER_MILLIS = 10;

  private final double[] times = new double[WINDOW];
  private final double[] sums = new double[WINDOW];
  private int points;
  private double sum;
  private double smoothed;
  private double threshold = 12.5;
  private double overFor = -1;
  private double trendBefore;
  private double updatedAt = -1;
  private long groupSent = Long.MIN_VALUE;
  private long groupLastSent;
  private long groupArrived;
  private long beforeSent = Long.MIN_VALUE;
  private long beforeArrived;
  private long firstArrived = Long.MIN_VALUE;
  private Use use = Use.NORMAL;

  /** Takes the next packet that arrived, in the order of sending; times in nanoseconds. */
  void packet(long sent, long arrived) {
    if (groupSent == Long.MIN_VALUE) {
      begin(sent, arrived);
      return;
    }
    if (sent < groupSent) {
      return;
    }
    if (sent - groupSent <= GROUP_NANOS) {
      groupLastSent = Math.max(groupLastSent, sent);
      groupArrived = Math.max(groupArrived, arrived);
      return;
    }
    if (beforeSent != Long.MIN_VALUE) {
      group(groupLastSent - beforeSent, groupArrived - beforeArrived, groupArrived);
    }
    beforeSent = groupLastSent;
    beforeArrived = groupArrived;
    begin(sent, arrived);
  }

  private void begin(long sent, long arrived) {
    groupSent = sent;
    groupLastSent = sent;
    groupArrived = arrived;
  }

  private void group(long sentStep, long arrivedStep, long arrived) {
    if (arrivedStep < 0 || arrivedStep > 3_000_000_000L) {
      return;
    }
    if (firstArrived == Long.MIN_VALUE) {
      firstArrived = arrived;
    }
    sum += (arrivedStep - sentStep) / 1e6;
    smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * sum;
    int place = points++ % WINDOW;
    times[place] = (arrived - firstArrived) / 1e6;
    sums[place] = smoothed;
    if (points >= WINDOW) {
      judge(slope() * Math.min(points, 60) * GAIN, sentStep / 1e6, times[place]);
    }
  }

  private double slope() {
    double meanTime = 0;
    double meanSum = 0;
    for (int i = 0; i < WINDOW; i++) {
      meanTime += times[i] / WINDOW;
      meanSum += sums[i] / WINDOW;
    }
    double above = 0;
    double below = 0;
    for (int i = 0; i < WINDOW; i++) {
      above += (times[i] - meanTime) * (sums[i] - meanSum);
      below += (times[i] - meanTime) * (times[i] - meanTime);
    }
    return below == 0 ? 0 : above / below;
  }

  private void judge(double trend, double stepMillis, double now) {
    if (trend > threshold) {
      overFor = overFor < 0 ? stepMillis / 2 : overFor + stepMillis;
      if (overFor > OVER_MILLIS && trend >= trendBefore) {
        overFor = 0;
        use = Use.OVER;
      }
    } else {
      overFor = -1;
      use = trend < -threshold ? Use.UNDER : Use.NORMAL;
    }
    trendBefore = trend;
    follow(Math.abs(trend), now);
  }

  /** A single spike does not move the threshold. */
  private void follow(double trend, double now) {
    double elapsed = updatedAt < 0 ? 0 : Math.min(100, now - updatedAt);
    updatedAt = now;
    if (trend > threshold + 15) {
      return;
    }
    double speed = trend < threshold ? 0.039 : 0.0087;
    threshold += speed * (trend - threshold) * elapsed;
    threshold = Math.max(LEAST_THRESHOLD, Math.min(MOST_THRESHOLD, threshold));
  }

  Use use() {
    return use;
  }

  /** A judgement was acted upon: the next one is made afresh. */
  void acted() {
    use = Use.NORMAL;
    overFor = -1;
  }
}
