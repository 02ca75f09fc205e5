package mx.interconsulta.scheduling;

import java.time.Duration;

/**
 * What of scheduling can be configured.
 *
 * @param requestAge how long a request may wait, unchanged, before it expires
 * @param draftAge how long a draft may lie, unchanged, before it is thrown away
 */
public record SchedulingOptions(Duration requestAge, Duration draftAge) {
  private static final int DAYS = 30;

  public SchedulingOptions {
    if (requestAge.isNegative() || requestAge.isZero()) {
      throw new IllegalArgumentException("requestAge must be positive: " + requestAge);
    }
    if (draftAge.isNegative() || draftAge.isZero()) {
      throw new IllegalArgumentException("draftAge must be positive: " + draftAge);
    }
  }

  /** Thirty days for both. */
  public static SchedulingOptions defaults() {
    return new SchedulingOptions(Duration.ofDays(DAYS), Duration.ofDays(DAYS));
  }
}
