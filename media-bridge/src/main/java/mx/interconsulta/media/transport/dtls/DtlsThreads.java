package mx.interconsulta.media.transport.dtls;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which Bouncy Castle may block. A handshake keeps one until it ends or its time is
 * up, so they are bounded and the rest wait their turn; the few records after a handshake have
 * threads of their own, so that a goodbye never waits behind strangers' handshakes.
 */
public final class DtlsThreads {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ThreadPoolExecutor handshakes;
  private final ThreadPoolExecutor records;
  private final AtomicInteger alive = new AtomicInteger(2);
  private volatile Runnable whenEnded = () -> {};

  /** Up to this many handshakes at one time. */
  public DtlsThreads(int handshakesAtOnce) {
    handshakes = pool(handshakesAtOnce);
    records = pool(2);
  }

  void handshake(Runnable task) {
    handshakes.execute(task);
  }

  void records(Runnable task) {
    records.execute(task);
  }

  /** Takes no more work, finishes what there is, and then calls back on one of its threads. */
  public void close(Runnable ended) {
    whenEnded = ended;
    handshakes.shutdown();
    records.shutdown();
  }

  private ThreadPoolExecutor pool(int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "media-dtls-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            }) {
          @Override
          protected void terminated() {
            if (alive.decrementAndGet() == 0) {
              whenEnded.run();
            }
          }
        };
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
