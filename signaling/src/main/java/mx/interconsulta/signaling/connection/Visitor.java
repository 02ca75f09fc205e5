package mx.interconsulta.signaling.connection;

import io.vertx.core.Future;
import java.util.Optional;
import mx.interconsulta.platform.operation.Principal;

/** Who opened a WebSocket: a session that {@code server} has checked, with the page's Origin. */
public interface Visitor {
  /** The person as they stood when the WebSocket was opened. */
  Principal principal();

  /** The session's value that the page must say in its hello. */
  String csrf();

  /** The person as they stand now; empty when the session has ended. */
  Future<Optional<Principal>> now();

  /**
   * The person uses the page: the session does not end for idleness. May be called often.
   *
   * @param now milliseconds of the clock
   */
  void used(long now);
}
