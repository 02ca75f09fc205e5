package mx.interconsulta.scheduling.request;

import static mx.interconsulta.scheduling.request.Actor.ATTENDING;
import static mx.interconsulta.scheduling.request.Actor.AUTHOR;
import static mx.interconsulta.scheduling.request.Actor.COORDINATOR;
import static mx.interconsulta.scheduling.request.Actor.COVERING;
import static mx.interconsulta.scheduling.request.Actor.OWN_COORDINATOR;
import static mx.interconsulta.scheduling.request.Actor.SYSTEM;
import static mx.interconsulta.scheduling.request.RequestState.ACCEPTED;
import static mx.interconsulta.scheduling.request.RequestState.ANSWERED;
import static mx.interconsulta.scheduling.request.RequestState.CANCELLED;
import static mx.interconsulta.scheduling.request.RequestState.CLOSED;
import static mx.interconsulta.scheduling.request.RequestState.DECLINED;
import static mx.interconsulta.scheduling.request.RequestState.DRAFT;
import static mx.interconsulta.scheduling.request.RequestState.EXPIRED;
import static mx.interconsulta.scheduling.request.RequestState.IN_CONSULTATION;
import static mx.interconsulta.scheduling.request.RequestState.NO_SHOW;
import static mx.interconsulta.scheduling.request.RequestState.RETURNED;
import static mx.interconsulta.scheduling.request.RequestState.SCHEDULED;
import static mx.interconsulta.scheduling.request.RequestState.SUBMITTED;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of a request, as data. {@code docs/request-states.md} says the same for people;
 * a test reads it and holds both together, row by row.
 *
 * <p>A signed note is a fact: {@code answer} is possible from every state but DRAFT, because
 * between signing and answering the request may have been released, cancelled or expired, on this
 * server or another.
 */
public final class RequestTable {

  /**
   * One allowed change.
   *
   * @param from state before
   * @param event what happens
   * @param to state after
   * @param actors as whom it may be done
   */
  public record Transition(
      RequestState from, RequestEvent event, RequestState to, Set<Actor> actors) {}

  private static final Map<RequestState, Map<RequestEvent, Transition>> TABLE = build();

  private RequestTable() {}

  private static Map<RequestState, Map<RequestEvent, Transition>> build() {
    List<Transition> rows = new ArrayList<>();
    rows.add(row(DRAFT, RequestEvent.SUBMIT, SUBMITTED, AUTHOR));
    rows.add(row(DRAFT, RequestEvent.CANCEL, CANCELLED, AUTHOR));
    rows.add(row(DRAFT, RequestEvent.EXPIRE, EXPIRED, SYSTEM));

    rows.add(row(SUBMITTED, RequestEvent.ACCEPT, ACCEPTED, COVERING));
    rows.add(row(SUBMITTED, RequestEvent.BOOK, SCHEDULED, AUTHOR, COVERING));
    rows.add(row(SUBMITTED, RequestEvent.DECLINE, DECLINED, COVERING));
    rows.add(row(SUBMITTED, RequestEvent.RETURN, RETURNED, COVERING));
    rows.add(row(SUBMITTED, RequestEvent.REDIRECT, SUBMITTED, COORDINATOR));
    rows.add(row(SUBMITTED, RequestEvent.SUPPLEMENT, SUBMITTED, AUTHOR));
    rows.add(row(SUBMITTED, RequestEvent.CANCEL, CANCELLED, AUTHOR, OWN_COORDINATOR));
    rows.add(row(SUBMITTED, RequestEvent.EXPIRE, EXPIRED, SYSTEM));
    rows.add(row(SUBMITTED, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    rows.add(row(ACCEPTED, RequestEvent.RELEASE, SUBMITTED, ATTENDING));
    rows.add(row(ACCEPTED, RequestEvent.DECLINE, DECLINED, ATTENDING));
    rows.add(row(ACCEPTED, RequestEvent.RETURN, RETURNED, ATTENDING));
    rows.add(row(ACCEPTED, RequestEvent.REDIRECT, SUBMITTED, COORDINATOR));
    rows.add(row(ACCEPTED, RequestEvent.CANCEL, CANCELLED, AUTHOR, OWN_COORDINATOR));
    rows.add(row(ACCEPTED, RequestEvent.ASK, ACCEPTED, ATTENDING));
    rows.add(row(ACCEPTED, RequestEvent.REPLY, ACCEPTED, AUTHOR));
    rows.add(row(ACCEPTED, RequestEvent.SUPPLEMENT, ACCEPTED, AUTHOR));
    rows.add(row(ACCEPTED, RequestEvent.BOOK, SCHEDULED, AUTHOR, ATTENDING));
    rows.add(row(ACCEPTED, RequestEvent.ENTER, IN_CONSULTATION, SYSTEM));
    rows.add(row(ACCEPTED, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    rows.add(row(SCHEDULED, RequestEvent.MOVE, SCHEDULED, AUTHOR, ATTENDING, OWN_COORDINATOR));
    rows.add(
        row(SCHEDULED, RequestEvent.UNBOOK, SUBMITTED, AUTHOR, ATTENDING, OWN_COORDINATOR, SYSTEM));
    rows.add(row(SCHEDULED, RequestEvent.OPEN, SCHEDULED, SYSTEM));
    rows.add(row(SCHEDULED, RequestEvent.LATE, SCHEDULED, AUTHOR, ATTENDING, SYSTEM));
    rows.add(row(SCHEDULED, RequestEvent.ASK, SCHEDULED, ATTENDING));
    rows.add(row(SCHEDULED, RequestEvent.REPLY, SCHEDULED, AUTHOR));
    rows.add(row(SCHEDULED, RequestEvent.ENTER, IN_CONSULTATION, SYSTEM));
    rows.add(row(SCHEDULED, RequestEvent.MISS, NO_SHOW, AUTHOR, ATTENDING, SYSTEM));
    rows.add(row(SCHEDULED, RequestEvent.DECLINE, DECLINED, ATTENDING));
    rows.add(row(SCHEDULED, RequestEvent.RETURN, RETURNED, ATTENDING));
    rows.add(row(SCHEDULED, RequestEvent.REDIRECT, SUBMITTED, COORDINATOR));
    rows.add(row(SCHEDULED, RequestEvent.CANCEL, CANCELLED, AUTHOR, OWN_COORDINATOR));
    rows.add(row(SCHEDULED, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    rows.add(row(NO_SHOW, RequestEvent.BOOK, SCHEDULED, AUTHOR));
    rows.add(row(NO_SHOW, RequestEvent.UNBOOK, SUBMITTED, AUTHOR, OWN_COORDINATOR));
    rows.add(row(NO_SHOW, RequestEvent.CANCEL, CANCELLED, AUTHOR, OWN_COORDINATOR));
    rows.add(row(NO_SHOW, RequestEvent.EXPIRE, EXPIRED, SYSTEM));
    rows.add(row(NO_SHOW, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    rows.add(row(IN_CONSULTATION, RequestEvent.RELEASE, SUBMITTED, ATTENDING));
    rows.add(row(IN_CONSULTATION, RequestEvent.RETURN, RETURNED, ATTENDING));
    rows.add(row(IN_CONSULTATION, RequestEvent.REDIRECT, SUBMITTED, COORDINATOR));
    rows.add(row(IN_CONSULTATION, RequestEvent.CANCEL, CANCELLED, AUTHOR));
    rows.add(row(IN_CONSULTATION, RequestEvent.ASK, IN_CONSULTATION, ATTENDING));
    rows.add(row(IN_CONSULTATION, RequestEvent.REPLY, IN_CONSULTATION, AUTHOR));
    rows.add(row(IN_CONSULTATION, RequestEvent.SUPPLEMENT, IN_CONSULTATION, AUTHOR));
    rows.add(row(IN_CONSULTATION, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    rows.add(row(RETURNED, RequestEvent.RESUBMIT, SUBMITTED, AUTHOR));
    rows.add(row(RETURNED, RequestEvent.CANCEL, CANCELLED, AUTHOR, OWN_COORDINATOR));
    rows.add(row(RETURNED, RequestEvent.EXPIRE, EXPIRED, SYSTEM));
    rows.add(row(RETURNED, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    rows.add(row(ANSWERED, RequestEvent.CLOSE, CLOSED, AUTHOR));
    rows.add(row(ANSWERED, RequestEvent.ANSWER, ANSWERED, SYSTEM));
    rows.add(row(CLOSED, RequestEvent.ANSWER, CLOSED, SYSTEM));
    rows.add(row(CANCELLED, RequestEvent.ANSWER, ANSWERED, SYSTEM));
    rows.add(row(DECLINED, RequestEvent.ANSWER, ANSWERED, SYSTEM));
    rows.add(row(EXPIRED, RequestEvent.ANSWER, ANSWERED, SYSTEM));

    Map<RequestState, Map<RequestEvent, Transition>> table = new EnumMap<>(RequestState.class);
    for (Transition row : rows) {
      table
          .computeIfAbsent(row.from(), state -> new EnumMap<>(RequestEvent.class))
          .put(row.event(), row);
    }
    return table;
  }

  private static Transition row(
      RequestState from, RequestEvent event, RequestState to, Actor... actors) {
    return new Transition(from, event, to, Set.of(actors));
  }

  /** The change an event makes in a state; empty when it is refused. */
  public static Optional<Transition> find(RequestState from, RequestEvent event) {
    return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(event));
  }

  /** The changes possible in a state. */
  public static List<Transition> from(RequestState state) {
    return List.copyOf(TABLE.getOrDefault(state, Map.of()).values());
  }
}
