package mx.interconsulta.scheduling.escalation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Set;

/**
 * Makes people's devices sound and lets them fall silent. Declared here, implemented by {@code
 * signaling}: people are addressed, never sockets, and every window they have open on any server
 * sounds. Calls may be repeated; what is lost is rung again by the next round.
 */
public interface Ringer {

  /**
   * What rings. No word of it is about the patient.
   *
   * @param request id of the request
   * @param version version of the escalation; a repeated call of one version is one call
   * @param specialty key of the specialty that is asked
   * @param unit CLUES of the unit that asks
   * @param triage level, 1 to 5
   * @param since when it was sent: the one clock of both sides
   */
  record Ringing(
      String request, int version, String specialty, String unit, int triage, Instant since) {}

  /** Rings these people in every window they have open. */
  Future<Void> ring(Set<String> people, Ringing what);

  /**
   * Lets these people's windows fall silent.
   *
   * @param why {@code taken} or the state in which the request ended
   * @param takenBy id of who took it, or null
   */
  Future<Void> quiet(Set<String> people, Ringing what, String why, String takenBy);

  /** Tells these people to read the escalation again: somebody's answer to it has changed. */
  Future<Void> changed(Set<String> people, Ringing what);

  /** Tells these people that nobody has answered in time. */
  Future<Void> unanswered(Set<String> people, Ringing what);

  /** Rings nowhere: for a part of the program that no page is connected to. */
  static Ringer none() {
    return new Ringer() {
      @Override
      public Future<Void> ring(Set<String> people, Ringing what) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> quiet(Set<String> people, Ringing what, String why, String takenBy) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> changed(Set<String> people, Ringing what) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> unanswered(Set<String> people, Ringing what) {
        return Future.succeededFuture();
      }
    };
  }
}
