package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The calendars, as requests need them: which places are free, to claim one, to move, to let go.
 * Declared here so that requests know no agendas; all but {@code claim} and {@code move} are called
 * from the outbox and may be called again.
 */
public interface Places {

  /**
   * Whose calendars a request may be booked on.
   *
   * @param request id of the request
   * @param requester id of the physician who asks
   * @param unit CLUES of the requesting unit
   * @param specialty key of the specialty
   * @param reason key of the reason: it says how long
   * @param answering units that answer for it
   * @param only id of the one specialist who may be chosen, or null for all
   * @param sample whether invented
   */
  record Wanted(
      String request,
      String requester,
      String unit,
      String specialty,
      String reason,
      Set<String> answering,
      String only,
      Boolean sample) {}

  /**
   * One place.
   *
   * @param start when it begins
   * @param end when it ends
   * @param specialist id of the specialist
   * @param unit CLUES of the unit in whose agenda it is
   */
  record Place(Instant start, Instant end, String specialist, String unit) {}

  /**
   * Free places, soonest first.
   *
   * @param total how many there are within the horizon
   * @param places the first of them
   * @param specialists ids of those who keep an agenda
   * @param silent ids of those who cover it and keep none
   */
  record Free(int total, List<Place> places, Set<String> specialists, Set<String> silent) {}

  /**
   * Why a place was moved, and by whom.
   *
   * @param person id of the person
   * @param assignment the assignment that granted it
   * @param reason token of the closed list
   * @param note what was written with it, or null
   */
  record Because(String person, String assignment, String reason, String note) {}

  /** Free places from an instant on. */
  Future<Free> free(Wanted wanted, Instant from, int limit);

  /**
   * Claims a place on the calendars of the specialist, the requesting physician and a station, in
   * one write. The claim lapses unless the request says within half a minute that it has it.
   *
   * @return fails with {@code place-taken} (409, details: start, whose) or {@code
   *     place-not-offered} (409)
   */
  Future<Booked> claim(Wanted wanted, Place place);

  /**
   * Moves to another place in one write: the old one is kept unless the new one is claimed.
   *
   * @return fails as {@link #claim} does, and with {@code version-conflict} when somebody else
   *     moved it first
   */
  Future<Booked> move(Wanted wanted, Booked from, Place place, Because because);

  /** The request has it: the claim no longer lapses. A claim that lapsed meanwhile is made anew. */
  Future<Void> confirm(String request, Booked booked);

  /** Lets the place go; the first outcome stays. */
  Future<Void> end(String appointment, String outcome, Instant at);

  /** Does for one appointment what a server left half done; harmless otherwise. */
  Future<Void> settle(String appointment);

  /** For a program part that has no calendars. */
  static Places none() {
    return new Places() {
      @Override
      public Future<Free> free(Wanted wanted, Instant from, int limit) {
        return Future.succeededFuture(new Free(0, List.of(), Set.of(), Set.of()));
      }

      @Override
      public Future<Booked> claim(Wanted wanted, Place place) {
        return Future.failedFuture(new IllegalStateException("no calendars"));
      }

      @Override
      public Future<Booked> move(Wanted wanted, Booked from, Place place, Because because) {
        return Future.failedFuture(new IllegalStateException("no calendars"));
      }

      @Override
      public Future<Void> confirm(String request, Booked booked) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> end(String appointment, String outcome, Instant at) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> settle(String appointment) {
        return Future.succeededFuture();
      }
    };
  }
}
