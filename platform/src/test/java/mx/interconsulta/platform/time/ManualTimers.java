package mx.interconsulta.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test advances it. Actions run on the advancing thread. */
public final class ManualTimers implements Timers {
  private record Due(Instant at, long order, Duration period, Runnable action) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long orders;

  public ManualTimers(Instant start) {
    this.now = start;
  }

  /** Lets time pass and runs what falls due, in order. */
  public synchronized void advance(Duration step) {
    Instant end = now.plus(step);
    while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
      Due next = due.poll();
      now = next.at();
      if (next.period() != null) {
        schedule(next.period(), next.period(), next.action());
      }
      next.action().run();
    }
    now = end;
  }

  /** Time passes without anything that falls due being run, as when a process is stopped. */
  public synchronized void jump(Duration step) {
    now = now.plus(step);
  }

  /** How many timers are waiting: zero when nothing was left behind. */
  public synchronized int waiting() {
    return due.size();
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
      }

      @Override
      public Instant instant() {
        synchronized (ManualTimers.this) {
          return now;
        }
      }
    };
  }

  @Override
  public synchronized Cancellable after(Duration delay, Runnable action) {
    return schedule(delay, null, action);
  }

  @Override
  public synchronized Cancellable every(Duration period, Runnable action) {
    return schedule(period, period, action);
  }

  private Cancellable schedule(Duration delay, Duration period, Runnable action) {
    due.add(new Due(now.plus(delay), orders++, period, action));
    return () -> {
      synchronized (this) {
        due.removeIf(waiting -> waiting.action() == action);
      }
    };
  }
}
