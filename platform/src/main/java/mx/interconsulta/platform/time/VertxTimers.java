package mx.interconsulta.platform.time;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** Timers on Vert.x's event loops and a wall clock. */
public final class VertxTimers implements Timers {
  private final Vertx vertx;
  private final Clock clock;

  public VertxTimers(Vertx vertx, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Cancellable after(Duration delay, Runnable action) {
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
    return () -> vertx.cancelTimer(id);
  }

  @Override
  public Cancellable every(Duration period, Runnable action) {
    long id = vertx.setPeriodic(Math.max(1, period.toMillis()), fired -> action.run());
    return () -> vertx.cancelTimer(id);
  }
}
