package mx.interconsulta.signaling.connection;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ServerWebSocket;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.signaling.message.CloseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A line is ended by one thread while another says something. */
class LineEndTest {
  private static final int ROUNDS = 20_000;

  /** Fewer than the turns that an owner takes in a row: all are over when the context is free. */
  private static final int MOST_SAID = 100;

  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  private final Connections connections =
      new Connections(HOUSE.foundation(), ConnectionLimits.DEFAULTS, null, null, null);
  private final Context owner = HOUSE.vertx().getOrCreateContext();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger behindTheClose = new AtomicInteger();

  @Test
  void nothingIsWrittenBehindTheCloseFrame() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Line line = new Line(socket(), owner, visitor(), connections);
        AtomicInteger said = new AtomicInteger();
        java.util.concurrent.Future<?> speaking =
            other.submit(
                () -> {
                  while (!line.isOver() && said.incrementAndGet() <= MOST_SAID) {
                    line.write("x");
                  }
                });
        while (said.get() < 3) {
          Thread.onSpinWait();
        }
        line.end(CloseCode.SERVER_STOPPING, "server-stopping");
        speaking.get();
        Promise<Void> settled = Promise.promise();
        owner.runOnContext(turn -> settled.complete());
        await(settled.future());
      }
    } finally {
      other.shutdownNow();
    }

    assertEquals(ROUNDS, closed.get());
    assertTrue(written.get() > ROUNDS, "others spoke meanwhile: " + written);
    assertEquals(0, behindTheClose.get());
  }

  /** Knows only whether it was closed. */
  private ServerWebSocket socket() {
    AtomicBoolean over = new AtomicBoolean();
    return (ServerWebSocket)
        Proxy.newProxyInstance(
            ServerWebSocket.class.getClassLoader(),
            new Class<?>[] {ServerWebSocket.class},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "writeTextMessage" -> {
                  written.incrementAndGet();
                  if (over.get()) {
                    behindTheClose.incrementAndGet();
                  }
                  return Future.succeededFuture();
                }
                case "close" -> {
                  over.set(true);
                  closed.incrementAndGet();
                  return Future.succeededFuture();
                }
                case "isClosed" -> {
                  return over.get();
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
            });
  }

  private static Visitor visitor() {
    return new Visitor() {
      @Override
      public Principal principal() {
        throw new UnsupportedOperationException("nobody speaks here");
      }

      @Override
      public String csrf() {
        return "";
      }

      @Override
      public Future<Optional<Principal>> now() {
        return Future.succeededFuture(Optional.empty());
      }

      @Override
      public void used(long now) {
        // nobody speaks here
      }
    };
  }
}
