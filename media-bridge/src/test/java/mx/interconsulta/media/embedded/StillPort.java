package mx.interconsulta.media.embedded;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import mx.interconsulta.media.transport.Candidate;
import mx.interconsulta.media.transport.FakePort;
import mx.interconsulta.media.transport.Fingerprint;
import mx.interconsulta.media.transport.MediaLoop;
import mx.interconsulta.media.transport.MediaPort;
import mx.interconsulta.media.transport.PeerTransport;
import mx.interconsulta.media.transport.PeerTransportListener;
import mx.interconsulta.media.transport.PortCensus;

/** A port over which nothing ever comes, on a loop that runs by itself. */
final class StillPort implements MediaPort {
  private final FakePort port = new FakePort();
  private final MediaLoop loop;

  StillPort(Vertx vertx) {
    loop = new ContextLoop(vertx, vertx.getOrCreateContext());
  }

  private record ContextLoop(Vertx vertx, Context context) implements MediaLoop {
    @Override
    public void post(Runnable action) {
      context.runOnContext(turn -> action.run());
    }

    @Override
    public Timer after(long millis, Runnable action) {
      AtomicBoolean cancelled = new AtomicBoolean();
      long timer =
          vertx.setTimer(
              millis,
              fired ->
                  context.runOnContext(
                      turn -> {
                        if (!cancelled.get()) {
                          action.run();
                        }
                      }));
      return () -> {
        cancelled.set(true);
        vertx.cancelTimer(timer);
      };
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public boolean isHere() {
      return Vertx.currentContext() == context;
    }
  }

  @Override
  public MediaLoop loop() {
    return loop;
  }

  @Override
  public List<Candidate> candidates() {
    return port.candidates();
  }

  @Override
  public Fingerprint fingerprint() {
    return port.fingerprint();
  }

  @Override
  public PeerTransport register(PeerTransportListener listener) {
    return port.register(listener);
  }

  @Override
  public PortCensus census() {
    return port.census();
  }

  @Override
  public Future<Void> close() {
    return port.close();
  }
}
