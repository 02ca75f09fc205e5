package mx.interconsulta.bench.ring;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The baseline: a process with nothing but Vert.x that pushes the body of a POST to the WebSocket
 * of the same path. Nothing is kept, nobody is asked who they are, nobody is looked for.
 */
public final class BarePush {
  private final Map<String, ServerWebSocket> open = new ConcurrentHashMap<>();

  private BarePush() {}

  /** Serves on a free port of the loopback and prints it. */
  public static void main(String[] arguments) {
    BarePush push = new BarePush();
    Vertx.vertx()
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .webSocketHandler(socket -> push.open.put(socket.path(), socket))
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          push.open.get(request.path()).writeTextMessage(body.toString());
                          request.response().end();
                        }))
        .listen()
        .onSuccess(server -> System.out.println("listening " + server.actualPort()))
        .onFailure(
            failure -> {
              System.err.println(failure.getMessage());
              System.exit(1);
            });
  }
}
