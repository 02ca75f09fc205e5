package mx.interconsulta.platform.time;

import java.time.Duration;

/**
 * Timers that a test can advance. The same object hands out the time, so that what is due and what
 * the clock says never disagree. Callbacks run on the context that set the timer.
 */
public interface Timers {
  /** The clock these timers run by. */
  java.time.Clock clock();

  /** Runs an action once. */
  Cancellable after(Duration delay, Runnable action);

  /** Runs an action again and again, first after one period. */
  Cancellable every(Duration period, Runnable action);

  /** Stops a timer; harmless when it has run or was stopped. */
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
