package mx.interconsulta.platform.notice;

import io.vertx.core.Future;

/**
 * Tells people's pages what happened, whichever server they are connected to. Declared here because
 * every module has news; {@code signaling} delivers it.
 */
@FunctionalInterface
public interface Notices {
  /** Completes when the notice will reach every connected page, also after a crash. */
  Future<Void> publish(Notice notice);
}
