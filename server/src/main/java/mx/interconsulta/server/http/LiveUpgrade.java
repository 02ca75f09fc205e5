package mx.interconsulta.server.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import mx.interconsulta.platform.problem.Problem;

/**
 * GET /api/live: becomes a WebSocket for a signed-in page of our own origin, a problem for anybody
 * else. The Origin is required here, because no token can travel with an upgrade (RFC 6455, 10.2).
 */
final class LiveUpgrade implements Handler<RoutingContext> {
  private final SignIns signIns;
  private final Proxies proxies;
  private final Problems problems;
  private final LiveConnections live;

  LiveUpgrade(SignIns signIns, Proxies proxies, Problems problems, LiveConnections live) {
    this.signIns = signIns;
    this.proxies = proxies;
    this.problems = problems;
    this.live = live;
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String correlation = Correlation.next();
    request.pause();
    signIns
        .of(request)
        .compose(
            caller -> {
              if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                throw new Problem(426, "upgrade-required");
              }
              if (request.getHeader("Origin") == null) {
                throw new Problem(403, "foreign-origin");
              }
              SameOrigin.requireOwnPage(request, proxies.peer(request));
              if (caller.isEmpty()) {
                throw new Problem(401, "signed-out");
              }
              return request
                  .toWebSocket()
                  .onSuccess(
                      socket -> {
                        stopIdleTimer(request.connection());
                        live.connect(socket, caller.get());
                      });
            })
        .onFailure(
            failure -> {
              Problem problem = problems.problem(failure, correlation, "live");
              problems.write(routing.response(), Language.of(request, null), correlation, problem);
              if (!request.isEnded()) {
                request.resume();
              }
            });
  }

  /**
   * The live connection looks for pages that fall silent by itself, and sooner: the timer of plain
   * connections would only read the clock at every frame.
   */
  private static void stopIdleTimer(HttpConnection connection) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
    if (pipeline.get(IdleStateHandler.class) != null) {
      pipeline.remove(IdleStateHandler.class);
    }
  }
}
