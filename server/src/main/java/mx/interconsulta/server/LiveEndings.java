package mx.interconsulta.server;

import io.vertx.core.Future;
import mx.interconsulta.server.identity.SessionEndings;
import mx.interconsulta.signaling.Signaling;

/** Closes live connections when their sign-in ends, on every server. */
record LiveEndings(Signaling signaling) implements SessionEndings {
  @Override
  public Future<Void> sessionEnded(String session) {
    return signaling.endSession(session);
  }

  @Override
  public Future<Void> personEnded(String person) {
    return signaling.endPerson(person);
  }
}
