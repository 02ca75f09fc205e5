package mx.interconsulta.server.identity;

import io.vertx.core.Future;

/** Told when a sign-in ends, so that live connections end with it. */
public interface SessionEndings {
  /** One sign-in ended: by signing out. */
  Future<Void> sessionEnded(String session);

  /** Every sign-in of a person ended: they left, or their password was reset. */
  Future<Void> personEnded(String person);
}
