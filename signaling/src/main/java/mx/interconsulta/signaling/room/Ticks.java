package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import java.time.Duration;
import mx.interconsulta.platform.time.Timers;

/**
 * Seconds that have passed for a context. A process that stood still counts one, not as many as its
 * timers fire when it goes on: what was said to it meanwhile must be heard first.
 */
final class Ticks {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Timers timers;
  private final Context context;
  private final Runnable action;
  private Timers.Cancellable timer = () -> {};
  private long last;

  Ticks(Timers timers, Context context, Runnable action) {
    this.timers = timers;
    this.context = context;
    this.action = action;
  }

  void start() {
    timer = timers.every(EVERY, () -> context.runOnContext(turn -> tick()));
  }

  private void tick() {
    long now = timers.clock().millis();
    if (now - last >= EVERY.toMillis() / 2) {
      last = now;
      action.run();
    }
  }

  void stop() {
    timer.cancel();
  }
}
