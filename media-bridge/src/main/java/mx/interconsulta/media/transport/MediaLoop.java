package mx.interconsulta.media.transport;

/**
 * The one thread that owns a media port, its peers and everything forwarded between them. Nothing
 * on it may block. Tests pass a loop whose clock they advance.
 */
public interface MediaLoop {

  /** Undoes {@link #after}; harmless once the action has run. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }

  /** Runs the action on the loop, later; from any thread. */
  void post(Runnable action);

  /** Runs the action on the loop once the time has passed. From any thread. */
  Timer after(long millis, Runnable action);

  /** The loop's monotonic clock in nanoseconds; the same clock as packets' arrival times. */
  long nanoTime();

  /** Whether the caller is on the loop. */
  boolean isHere();
}
