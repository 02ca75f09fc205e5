package mx.interconsulta.bench.relay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The baseline: a process with nothing but Vert.x that passes each text frame of a WebSocket to the
 * other one of the same path. No sign-in, no schema, no room, no limit.
 */
public final class BareRelay {
  private final Map<String, ServerWebSocket> waiting = new ConcurrentHashMap<>();

  private BareRelay() {}

  /** Serves on a free port of the loopback and prints it. */
  public static void main(String[] arguments) {
    BareRelay relay = new BareRelay();
    Vertx.vertx()
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .webSocketHandler(relay::accept)
        .listen()
        .onSuccess(server -> System.out.println("listening " + server.actualPort()))
        .onFailure(
            failure -> {
              System.err.println(failure.getMessage());
              System.exit(1);
            });
  }

  private void accept(ServerWebSocket socket) {
    ServerWebSocket other = waiting.remove(socket.path());
    if (other == null) {
      waiting.put(socket.path(), socket);
      return;
    }
    socket.textMessageHandler(other::writeTextMessage);
    other.textMessageHandler(socket::writeTextMessage);
  }
}
