package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;

/**
 * What rings for an emergency. Declared here so that requests know no escalation; called from the
 * outbox after every change of an emergency, so it may be called again.
 */
@FunctionalInterface
public interface Urgencias {
  /** An emergency was sent, taken, given back or ended: ring, or fall silent. */
  Future<Void> moved(RequestDocument request);
}
