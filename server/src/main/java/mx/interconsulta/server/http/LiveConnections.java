package mx.interconsulta.server.http;

import io.vertx.core.http.ServerWebSocket;

/** Takes over the live connection of a page once its sign-in and Origin were checked. */
@FunctionalInterface
public interface LiveConnections {
  /** Called on the socket's event loop, which the socket stays on. */
  void connect(ServerWebSocket socket, SignedIn caller);
}
