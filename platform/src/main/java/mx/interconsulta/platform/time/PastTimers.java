package mx.interconsulta.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * An earlier time that stands still until it is moved: what is done under it is dated then. Nothing
 * becomes due. For writing the history of a sample network; used by one caller at a time.
 */
public final class PastTimers implements Timers {
  private volatile Instant now;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return Clock.fixed(now, zone);
        }
      };

  public PastTimers(Instant start) {
    this.now = start;
  }

  /** Goes to an instant, earlier or later. */
  public void moveTo(Instant instant) {
    now = instant;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Cancellable after(Duration delay, Runnable action) {
    return () -> {};
  }

  @Override
  public Cancellable every(Duration period, Runnable action) {
    return () -> {};
  }
}
