package mx.interconsulta.scheduling.directory;

import io.vertx.core.Future;

/**
 * Told when a person left or holds fewer assignments, so that what they have open is closed.
 * Declared here; {@code server} ends their sessions and sockets.
 */
@FunctionalInterface
public interface Departures {
  /** Completes when nothing of the person is open any more. Idempotent. */
  Future<Void> left(String person);
}
