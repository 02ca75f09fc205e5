package mx.interconsulta.scheduling.request;

import com.mongodb.client.model.Updates;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import org.bson.conversions.Bson;

/**
 * What people do to the place a request is booked on. The claim on the calendars comes first, the
 * request second: whoever loses the request gives the claim back, and a claim whose server died in
 * between lapses or is carried on by the sweep.
 */
final class BookingEvents {
  private final Requests requests;
  private final RequestEvents events;

  BookingEvents(Requests requests, RequestEvents events) {
    this.requests = requests;
    this.events = events;
  }

  /** The places that this principal may choose for the request, soonest first. */
  Future<Places.Free> free(RequestDocument base, Principal principal, Instant from, int limit) {
    return requests.places().free(wanted(base, principal), from, limit);
  }

  private static Places.Wanted wanted(RequestDocument base, Principal principal) {
    if (RequestRules.EMERGENCY.equals(base.kind())) {
      // What cannot wait rings; it is not booked.
      throw Requests.refused(base, RequestEvent.BOOK);
    }
    return new Places.Wanted(
        base.id(),
        base.author(),
        base.unit(),
        base.specialty(),
        base.reason(),
        Set.copyOf(base.covering()),
        only(base, principal),
        base.sample());
  }

  /**
   * The requester chooses among everybody who covers it; a specialist only their own places; what
   * was accepted stays with whoever accepted it.
   */
  private static String only(RequestDocument base, Principal principal) {
    if (base.stateNow() == RequestState.ACCEPTED && base.attending() != null) {
      return base.attending().person();
    }
    boolean chooses =
        RequestReach.as(Actor.AUTHOR, principal, base) != null
            || RequestReach.as(Actor.OWN_COORDINATOR, principal, base) != null;
    return chooses ? null : principal.person();
  }

  Future<RequestDocument> book(
      RequestDocument base, int version, Principal principal, Places.Place place) {
    return events.press(
        base,
        RequestEvent.BOOK,
        version,
        principal,
        (document, grant) ->
            requests
                .places()
                .claim(wanted(document, principal), place)
                .map(booked -> booking(document, principal, grant, booked)),
        deed -> requests.places().end(deed.place().appointment(), "dropped", requests.now()));
  }

  private Deed booking(RequestDocument document, Principal principal, Grant grant, Booked booked) {
    Deed deed =
        Deed.by(principal.person(), grant.assignment(), document)
            .with(taken(booked, document, requests.now()))
            .attendedBy(attending(booked, requests.now()))
            .taking(booked);
    return document.stateNow() == RequestState.ACCEPTED ? deed.ending("rescheduled") : deed;
  }

  Future<RequestDocument> move(
      RequestDocument base,
      int version,
      Principal principal,
      Places.Place place,
      String reason,
      String note) {
    return events.press(
        base,
        RequestEvent.MOVE,
        version,
        principal,
        (document, grant) -> {
          Places.Because because =
              new Places.Because(principal.person(), grant.assignment(), reason, note);
          return requests
              .places()
              .move(wanted(document, principal), document.appointment(), place, because)
              .map(booked -> moving(document, because, booked, requests.now()));
        },
        // The calendars say where it is now: the request follows them, whoever else changed it.
        deed -> requests.places().settle(deed.place().appointment()));
  }

  static Deed moving(RequestDocument document, Places.Because because, Booked booked, Instant now) {
    Deed deed =
        Deed.by(because.person(), because.assignment(), document)
            .because(because.reason(), because.note())
            .with(taken(booked, document, now))
            .attendedBy(attending(booked, now))
            .taking(booked);
    return document.consultation() == null ? deed : deed.ending("rescheduled");
  }

  private static Bson[] taken(Booked booked, RequestDocument document, Instant now) {
    Bson set =
        Updates.combine(
            Updates.set("appointment", booked),
            Updates.set("wake", booked.opensAt()),
            Updates.set("attending", attending(booked, now)));
    return document.consultation() == null
        ? new Bson[] {set}
        : new Bson[] {set, Updates.unset("consultation")};
  }

  private static RequestDocument.Attending attending(Booked booked, Instant now) {
    return new RequestDocument.Attending(
        booked.specialist(), booked.assignment(), booked.unit(), now, null);
  }

  Future<RequestDocument> unbook(
      RequestDocument base, int version, Principal principal, String reason, String note) {
    mustBePressed(reason);
    return events.press(
        base,
        RequestEvent.UNBOOK,
        version,
        principal,
        (document, grant) ->
            Future.succeededFuture(
                leaving(Deed.by(principal.person(), grant.assignment(), document), document)
                    .because(reason, note)));
  }

  /** What the end of a place does to the request beside its state. */
  static Deed leaving(Deed deed, RequestDocument document) {
    Deed left = deed;
    if (document.attending() != null) {
      left = left.with(Updates.unset("attending")).attendedBy(null);
    }
    return document.consultation() == null
        ? left
        : left.with(Updates.unset("consultation")).ending("rescheduled");
  }

  Future<RequestDocument> late(
      RequestDocument base,
      int version,
      Principal principal,
      String reason,
      Integer minutes,
      String note) {
    mustBePressed(reason);
    return events.press(
        base,
        RequestEvent.LATE,
        version,
        principal,
        (document, grant) -> {
          Instant now = requests.now();
          return Future.succeededFuture(
              announced(
                      Deed.by(principal.person(), grant.assignment(), document),
                      document,
                      new Booked.Late(principal.person(), reason, minutes, now))
                  .because(reason, note));
        });
  }

  /** Late, by whoever said or noticed it: the next thing time does is to count it as missed. */
  static Deed announced(Deed deed, RequestDocument document, Booked.Late late) {
    Booked booked = document.appointment().with(late);
    boolean open = document.consultation() != null;
    return deed.with(
        Updates.set("appointment", booked),
        Updates.set("wake", open ? booked.missedAt() : booked.opensAt()));
  }

  Future<RequestDocument> miss(
      RequestDocument base, int version, Principal principal, String reason, String note) {
    mustBePressed(reason);
    return events.press(
        base,
        RequestEvent.MISS,
        version,
        principal,
        (document, grant) -> {
          mustHaveBegun(document);
          return Future.succeededFuture(
              missing(Deed.by(principal.person(), grant.assignment(), document), document, reason)
                  .because(reason, note));
        });
  }

  /** Not held: the consultation ends for the same reason, the request may be booked anew. */
  static Deed missing(Deed deed, RequestDocument document, String reason) {
    Deed left = leaving(deed, document);
    String ending =
        switch (reason) {
          case "specialist-absent" -> "specialist-no-show";
          case "technical" -> "technical-failure";
          default -> "requester-no-show";
        };
    return document.consultation() == null ? left : left.ending(ending);
  }

  private void mustHaveBegun(RequestDocument document) {
    if (requests.now().isBefore(document.appointment().start())) {
      throw Problem.conflict(
          "not-begun", Map.of("start", document.appointment().start().toString()));
    }
  }

  private static void mustBePressed(String reason) {
    if (!RequestEvent.isPressed(reason)) {
      throw Problem.invalid("request-invalid", Map.of("reason", reason));
    }
  }

  /** The places of a request that is not to be booked any more are nobody's business. */
  static Optional<Booked> held(RequestDocument document) {
    return List.of(RequestState.SCHEDULED, RequestState.IN_CONSULTATION)
            .contains(document.stateNow())
        ? Optional.ofNullable(document.appointment())
        : Optional.empty();
  }
}
