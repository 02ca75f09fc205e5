package mx.interconsulta.media.transport;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop that is the calling thread, with a clock that stands still until it is advanced. */
public final class ManualLoop implements MediaLoop {
  private record Entry(long at, long order, Runnable action) {}

  private final Queue<Runnable> posted = new ArrayDeque<>();
  private final PriorityQueue<Entry> timers =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
  private long nanos = 1_000_000_000L;
  private long order;

  @Override
  public synchronized void post(Runnable action) {
    posted.add(action);
  }

  @Override
  public synchronized Timer after(long millis, Runnable action) {
    Entry entry = new Entry(nanos + millis * 1_000_000, order++, action);
    timers.add(entry);
    return () -> {
      synchronized (this) {
        timers.remove(entry);
      }
    };
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public boolean isHere() {
    return true;
  }

  /** Runs what was posted, also what that posts. */
  public void run() {
    for (Runnable next = poll(); next != null; next = poll()) {
      next.run();
    }
  }

  /** Lets time pass, running every timer at its moment. */
  public void advance(long millis) {
    advanceNanos(millis * 1_000_000);
  }

  /** Lets time pass, in nanoseconds. */
  public void advanceNanos(long by) {
    run();
    long end = nanoTime() + by;
    for (Entry next = due(end); next != null; next = due(end)) {
      next.action().run();
      run();
    }
    synchronized (this) {
      nanos = end;
    }
  }

  /** Timers that have not run. */
  public synchronized int pending() {
    return timers.size();
  }

  private synchronized Runnable poll() {
    return posted.poll();
  }

  private synchronized Entry due(long end) {
    if (timers.isEmpty() || timers.peek().at() > end) {
      return null;
    }
    Entry next = timers.poll();
    nanos = Math.max(nanos, next.at());
    return next;
  }
}
