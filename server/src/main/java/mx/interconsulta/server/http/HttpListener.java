package mx.interconsulta.server.http;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Listens on one port with several event loops: one server for each, sharing the port. A free port
 * is found by the first and taken by the rest.
 */
public final class HttpListener {
  private static final AtomicInteger SHARED_PORTS = new AtomicInteger();

  private static final int WRITES_TOGETHER = 64;

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final Handler<HttpServerRequest> handler;
  private final List<String> deployments = new ArrayList<>();
  private volatile int port;
  private final int sharedPort = SHARED_PORTS.decrementAndGet();

  /**
   * A listener that does not listen yet.
   *
   * @param options host, port, TLS; limits are ours
   * @param maxMessage largest WebSocket frame and message in bytes
   */
  public HttpListener(
      Vertx vertx, HttpServerOptions options, int maxMessage, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.handler = handler;
    this.options =
        options
            // HTTP/1.1 only: on HTTP/2 a page's forty preloads were answered for one connection and
            // hung for the next (tried between two hosts).
            .setUseAlpn(false)
            .setMaxInitialLineLength(4096)
            .setMaxHeaderSize(16 * 1024)
            .setIdleTimeout(75)
            .setHandle100ContinueAutomatically(true)
            .setMaxWebSocketFrameSize(maxMessage)
            .setMaxWebSocketMessageSize(maxMessage)
            // Compressing secrets together with what others chose leaks them (CRIME).
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setCompressionSupported(false);
  }

  /** Begins to listen. Fails when the port is taken. Each loop is handed over as it starts. */
  public Future<Integer> listen(int loops, BiConsumer<Context, Integer> onLoop) {
    return deploy(0, onLoop)
        .compose(
            first -> {
              List<Future<Void>> rest = new ArrayList<>();
              for (int loop = 1; loop < loops; loop++) {
                rest.add(deploy(loop, onLoop));
              }
              return Future.all(rest);
            })
        .map(all -> port);
  }

  /** The port it listens on; 0 before it does. */
  public int port() {
    return port;
  }

  /** Stops listening and closes connections. */
  public Future<Void> close() {
    return Future.join(List.copyOf(deployments).stream().map(vertx::undeploy).toList()).mapEmpty();
  }

  private Future<Void> deploy(int loop, BiConsumer<Context, Integer> onLoop) {
    return vertx
        .deployVerticle(new Loop(loop, onLoop), new DeploymentOptions())
        .onSuccess(deployments::add)
        .mapEmpty();
  }

  /**
   * What is written to a connection in one go of its loop leaves in one write to the network:
   * Vert.x does this for what answers a read, but not for what is relayed from another connection,
   * where each message was a system call (a fifth of the processor time of a relayed message).
   */
  private static void flushTogether(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .addFirst(new FlushConsolidationHandler(WRITES_TOGETHER, true));
  }

  private final class Loop extends VerticleBase {
    private final int number;
    private final BiConsumer<Context, Integer> onLoop;

    Loop(int number, BiConsumer<Context, Integer> onLoop) {
      this.number = number;
      this.onLoop = onLoop;
    }

    @Override
    public Future<?> start() {
      HttpServerOptions mine = new HttpServerOptions(options);
      if (options.getPort() == 0) {
        // Loops share a free port by a negative number; no other listener has this one.
        mine.setPort(sharedPort);
      }
      HttpServer server =
          vertx
              .createHttpServer(mine)
              .requestHandler(handler)
              .connectionHandler(HttpListener::flushTogether);
      return server
          .listen()
          .onSuccess(
              listening -> {
                if (number == 0) {
                  port = listening.actualPort();
                }
                onLoop.accept(context, number);
              });
    }
  }
}
