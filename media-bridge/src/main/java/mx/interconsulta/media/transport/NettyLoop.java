package mx.interconsulta.media.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The loop of a port: one thread of Netty's. What is posted after its end is dropped. */
record NettyLoop(EventLoop eventLoop) implements MediaLoop {

  @Override
  public void post(Runnable action) {
    try {
      eventLoop.execute(action);
    } catch (RejectedExecutionException ended) {
      // The port is closed: everything that could be told about it has been.
    }
  }

  @Override
  public Timer after(long millis, Runnable action) {
    try {
      ScheduledFuture<?> scheduled = eventLoop.schedule(action, millis, TimeUnit.MILLISECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException ended) {
      return () -> {};
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean isHere() {
    return eventLoop.inEventLoop();
  }
}
