package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a change of a request does to its consultation. Declared here so that requests know no
 * consultations; called from the outbox, so every method may be called again.
 */
public interface Aftermath {
  /**
   * Makes the consultation unless it is there, and seats who took the request in it. An emergency's
   * is made when it is sent, and waits without a specialist.
   *
   * @param attending who took it, or null while an emergency waits
   */
  Future<Void> start(
      String consultation,
      RequestDocument request,
      RequestDocument.Attending attending,
      Instant at);

  /** Ends a consultation unless it has ended. */
  Future<Void> end(String consultation, String reason, Instant at);

  /** How many people are in the rooms of these consultations now; empty rooms are left out. */
  Future<Map<String, Integer>> peopleInRooms(Set<String> consultations);

  /** For a program part that has no consultations. */
  static Aftermath none() {
    return new Aftermath() {
      @Override
      public Future<Void> start(
          String consultation,
          RequestDocument request,
          RequestDocument.Attending attending,
          Instant at) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> end(String consultation, String reason, Instant at) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Map<String, Integer>> peopleInRooms(Set<String> consultations) {
        return Future.succeededFuture(Map.of());
      }
    };
  }
}
