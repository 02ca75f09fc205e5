package mx.interconsulta.signaling.room;

import io.vertx.core.Future;

/** For how long a server may act for a room. Thread-safe. */
interface Tenure {

  /** Whether no other server can have the room now. Cheap: asked before everything a room does. */
  boolean isSure();

  /** Asks the database; false when another server has the room by now. */
  Future<Boolean> confirm();
}
