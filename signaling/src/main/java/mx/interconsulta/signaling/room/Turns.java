package mx.interconsulta.signaling.room;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The turns of one owner of state: whatever is asked for, from any thread, happens on the owner's
 * context, one after the other, in the order of the calls, and never inside another turn of the
 * same owner.
 *
 * <p>Why not {@link Context#runOnContext} each time: a message from a page to another passes three
 * owners, and each hop was a task of its own and, between threads, a wake-up of its own. Here what
 * comes from elsewhere while a hop is under way goes along with it, and on the owner's own thread
 * {@link #take} needs no hop at all.
 *
 * <p>Threading: thread-safe.
 */
public final class Turns {
  /** Most turns before others on the same thread get theirs: sockets must be read meanwhile. */
  private static final int IN_A_ROW = 128;

  private final ContextInternal owner;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Handler<Void> taking = turn -> takeAll();

  public Turns(Context owner) {
    this.owner = (ContextInternal) owner;
  }

  /** Takes a turn: at once when called on the owner's thread while nobody has one. */
  public void take(Runnable turn) {
    waiting.add(turn);
    if (count.getAndIncrement() == 0) {
      owner.emit(taking);
    }
  }

  /** Takes a turn, never before this call has returned. */
  public void takeLater(Runnable turn) {
    waiting.add(turn);
    if (count.getAndIncrement() == 0) {
      owner.runOnContext(taking);
    }
  }

  private void takeAll() {
    int left = IN_A_ROW;
    do {
      run(waiting.remove());
      if (--left == 0) {
        if (count.decrementAndGet() != 0) {
          owner.runOnContext(taking);
        }
        return;
      }
    } while (count.decrementAndGet() != 0);
  }

  /** A turn that fails is told to whoever hears the context's failures, and spoils no other. */
  private void run(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException failure) {
      owner.reportException(failure);
    }
  }
}
