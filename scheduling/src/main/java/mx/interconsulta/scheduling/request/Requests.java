package mx.interconsulta.scheduling.request;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Directory;
import org.bson.conversions.Bson;

/**
 * The requests: one document each, one conditional write a change, an outbox for what follows. What
 * the modules above and the program's own events use; what people press is in {@link
 * RequestEvents}. Safe to use from any context and from several servers at once.
 */
public final class Requests {
  /** How often a change that nobody competes for by intent is tried again. */
  private static final int TRIES = 8;

  private static final int RECORD_LENGTH = 500;

  private final RequestStore store;
  private final RequestSeals seals;
  private final RequestRelay relay;
  private final Clock clock;
  private final Timer waiting;
  private Enclosures enclosures = Enclosures.none();

  public Requests(Foundation foundation, Directory directory, Notices notices) {
    this.seals = new RequestSeals(foundation.sealing());
    this.store = new RequestStore(foundation.database(), seals);
    this.relay = new RequestRelay(store, directory, notices);
    this.clock = foundation.timers().clock();
    this.waiting =
        Timer.builder("interconsulta.requests.waiting")
            .description("from submission to acceptance")
            .publishPercentileHistogram()
            .register(foundation.meters());
  }

  /** What requests are found by. */
  public static Indexes indexes(Indexes indexes) {
    return RequestStore.indexes(indexes);
  }

  /** Wires what a change does to a consultation; once, before the first change. */
  public void use(Aftermath consultations) {
    relay.use(consultations);
  }

  /** Wires who keeps the files of requests; once, before the first of them. */
  public void use(Enclosures files) {
    this.enclosures = files;
  }

  Enclosures enclosures() {
    return enclosures;
  }

  /** Wires the calendars; once, before the first change. */
  public void use(Places calendars) {
    relay.use(calendars);
  }

  Places places() {
    return relay.places();
  }

  /** Wires what rings for an emergency; once, before the first change. */
  public void ringWith(Urgencias escalations) {
    relay.ringWith(escalations);
  }

  RequestStore store() {
    return store;
  }

  RequestSeals seals() {
    return seals;
  }

  RequestRelay relay() {
    return relay;
  }

  Clock clock() {
    return clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A request with its newest frozen version opened. */
  public Future<Optional<RequestCase>> find(String id) {
    return store.find(id).map(found -> found.map(this::open));
  }

  RequestCase open(RequestDocument document) {
    return RequestCase.of(document, seals);
  }

  /** What was asked about a patient, newest first; drafts are nobody's record. */
  public Future<List<RequestBrief>> ofPatient(String patient) {
    return store
        .database()
        .all(
            store
                .collection()
                .find(Filters.and(Filters.eq("patient", patient), Filters.exists("waitingSince")))
                .sort(Sorts.descending("changedAt", "_id"))
                .limit(RECORD_LENGTH))
        .map(found -> found.stream().map(RequestBrief::of).toList());
  }

  /**
   * Finds what an operation with the request's id in this path parameter is about. The footprint's
   * document is the {@link RequestCase}.
   */
  public Reach.Lookup lookup(String parameter) {
    return call -> find(call.path(parameter)).map(found -> found.map(RequestReach::footprint));
  }

  /** Whoever may read at least the header of a request, by role; for {@link Reach.Document}. */
  public static Map<String, Reach.Rule> readers() {
    return RequestReach.readers();
  }

  /** The specialists who cover a request or had a hand in it; for {@link Reach.Document}. */
  public static Map<String, Reach.Rule> specialists() {
    return RequestReach.specialists();
  }

  /** Whoever of these people attends a consultation now, by id, with its consultation. */
  public Future<Map<String, String>> attendingNow(java.util.Set<String> people) {
    return store
        .database()
        .all(
            store
                .collection()
                .find(
                    Filters.and(
                        Filters.in("attending.person", people),
                        Filters.eq("state", RequestState.IN_CONSULTATION.name())))
                .projection(RequestLists.WITHOUT_TEXTS))
        .map(
            found -> {
              Map<String, String> busy = new java.util.HashMap<>();
              found.forEach(
                  document -> busy.put(document.attending().person(), document.consultation()));
              return busy;
            });
  }

  /** Whom and what a request concerns, as {@link #lookup} says it. */
  public static Footprint footprint(RequestCase found) {
    return RequestReach.footprint(found);
  }

  /** Whoever may read the clinical text of a request, by role; for {@link Reach.Document}. */
  public static Map<String, Reach.Rule> clinicalReaders() {
    return RequestReach.clinicalReaders();
  }

  /**
   * A note was signed. Idempotent; possible from every state but DRAFT, because a signed note is a
   * fact whatever happened to the request since.
   *
   * @param mode video, written or telephone
   */
  public Future<Void> answered(String request, String note, String person, String mode) {
    return answered(request, note, person, mode, null);
  }

  /**
   * The same, of a note that asks for a follow-up.
   *
   * @param followUp in how long, as a token; null when it asks for none
   */
  public Future<Void> answered(
      String request, String note, String person, String mode, String followUp) {
    return bySystem(
        request,
        RequestEvent.ANSWER,
        document -> isAnsweredBy(document, note),
        document -> answer(document, note, person, mode, followUp));
  }

  private static boolean isAnsweredBy(RequestDocument document, String note) {
    return (document.answer() != null && document.answer().note().equals(note))
        || (document.furtherNotes() != null && document.furtherNotes().contains(note));
  }

  private Deed answer(
      RequestDocument document, String note, String person, String mode, String followUp) {
    Bson change =
        document.answer() == null
            ? Updates.set(
                "answer", new RequestDocument.Answered(note, mode, person, now(), null, followUp))
            : Updates.push("furtherNotes", note);
    String assignment = document.isAttending(person) ? document.attending().assignment() : null;
    Deed deed = Deed.by(person, assignment, document).with(change);
    return switch (mode) {
      case "written" -> deed.ending("answered-in-writing");
      case "telephone" -> deed.ending("continued-by-telephone");
      default -> deed;
    };
  }

  /** Both sides are in the room. Idempotent; a request that has moved on stays where it is. */
  public Future<Void> entered(String request, String consultation) {
    return bySystem(
            request,
            RequestEvent.ENTER,
            document ->
                RequestTable.find(document.stateNow(), RequestEvent.ENTER).isEmpty()
                    || !consultation.equals(document.consultation()),
            document -> Deed.by(null, null, document))
        .mapEmpty();
  }

  /** The room of a booked request opens. Idempotent. */
  Future<Void> opened(RequestDocument base) {
    return bySystem(
        base.id(),
        RequestEvent.OPEN,
        document ->
            document.stateNow() != RequestState.SCHEDULED
                || document.consultation() != null
                || now().isBefore(document.appointment().opensAt()),
        document -> {
          Booked booked = document.appointment();
          String consultation = consultationOf(document.id(), document.version() + 1);
          return Deed.by(null, null, document)
              .with(
                  Updates.set("consultation", consultation),
                  Updates.set("wake", booked.late() == null ? booked.lateAt() : booked.missedAt()))
              .starting(consultation);
        });
  }

  /** Somebody is not there although it should have begun. Idempotent. */
  Future<Void> late(RequestDocument base, String reason) {
    return bySystem(
        base.id(),
        RequestEvent.LATE,
        document ->
            document.stateNow() != RequestState.SCHEDULED
                || document.appointment().late() != null
                || now().isBefore(document.appointment().lateAt()),
        document ->
            BookingEvents.announced(
                    Deed.by(null, null, document),
                    document,
                    new Booked.Late(null, reason, null, now()))
                .because(reason, null));
  }

  /** Its place is over and they never met. Idempotent. */
  Future<Void> missed(RequestDocument base, String reason) {
    return bySystem(
        base.id(),
        RequestEvent.MISS,
        document ->
            document.stateNow() != RequestState.SCHEDULED
                || now().isBefore(document.appointment().missedAt()),
        document ->
            BookingEvents.missing(Deed.by(null, null, document), document, reason)
                .because(reason, null));
  }

  /**
   * Whoever waited in the room of a booked request ended it because the other side did not come.
   * Idempotent; a request that has moved on, or whose time has not come, stays where it is.
   *
   * @param reason requester-absent or specialist-absent
   */
  public Future<Void> notHeld(String request, String consultation, String person, String reason) {
    return bySystem(
        request,
        RequestEvent.MISS,
        document ->
            document.stateNow() != RequestState.SCHEDULED
                || !consultation.equals(document.consultation())
                || now().isBefore(document.appointment().start()),
        document ->
            BookingEvents.missing(Deed.by(person, null, document), document, reason)
                .because(reason, null));
  }

  /** The calendars say that it was moved: the request follows. Idempotent. */
  public Future<Void> moved(String request, Booked booked, Places.Because because) {
    return bySystem(
        request,
        RequestEvent.MOVE,
        document ->
            document.stateNow() != RequestState.SCHEDULED
                || !booked.appointment().equals(document.appointment().appointment())
                || document.appointment().revision() >= booked.revision(),
        document -> BookingEvents.moving(document, because, booked, now()));
  }

  /** A claim lapsed before it was confirmed and somebody else has the place. Idempotent. */
  public Future<Void> placeLost(String request, Booked booked) {
    return bySystem(
        request,
        RequestEvent.UNBOOK,
        document ->
            document.stateNow() != RequestState.SCHEDULED
                || !booked.appointment().equals(document.appointment().appointment()),
        document ->
            BookingEvents.leaving(Deed.by(null, null, document), document)
                .because("place-lost", null));
  }

  /** The place that a request holds now; empty when it holds none. */
  public Future<Optional<Booked>> placeOf(String request) {
    return store.find(request).map(found -> found.flatMap(BookingEvents::held));
  }

  /** These requests without their texts; unknown ids are left out. */
  public Future<List<RequestDocument>> byIds(Set<String> ids) {
    return ids.isEmpty()
        ? Future.succeededFuture(List.of())
        : store
            .database()
            .all(
                store
                    .collection()
                    .find(Filters.in("_id", ids))
                    .projection(RequestLists.WITHOUT_TEXTS));
  }

  /** Waited too long, or a draft was left lying. A request that has moved on stays where it is. */
  Future<Void> expired(RequestDocument base) {
    boolean draft = RequestReach.isDraft(base);
    Deed deed =
        Deed.by(null, null, base).because(draft ? "draft-abandoned" : "waited-too-long", null);
    Deed thrownAway =
        draft
            ? deed.with(Updates.unset("content"))
            : RequestRules.rings(base) ? deed.ending("abandoned") : deed;
    return RequestTable.find(base.stateNow(), RequestEvent.EXPIRE)
        .map(change -> happen(base, change, thrownAway).<Void>mapEmpty())
        .orElse(Future.succeededFuture());
  }

  /** The requester has opened the answer. Idempotent. */
  public Future<Void> noteRead(String request, String person) {
    return store
        .find(request)
        .compose(
            found ->
                found.isPresent() && found.get().author().equals(person)
                    ? store.read(request, now())
                    : Future.succeededFuture());
  }

  /** The id of the consultation that an acceptance makes, the same however often it is asked. */
  static String consultationOf(String request, int acceptedVersion) {
    String name = "consultation:" + request + ":" + acceptedVersion;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Makes an event happen and does what follows; empty when another change came first. */
  Future<Optional<RequestDocument>> happen(
      RequestDocument base, RequestTable.Transition change, Deed deed) {
    Instant now = now();
    return store
        .happen(base, change, deed, now)
        .compose(
            changed -> {
              if (changed.isEmpty()) {
                return Future.succeededFuture(changed);
              }
              if (change.event() == RequestEvent.ACCEPT && base.waitingSince() != null) {
                waiting.record(Duration.between(base.waitingSince(), now));
              }
              return relay.relay(changed.get()).map(changed);
            });
  }

  @FunctionalInterface
  private interface Test {
    boolean holds(RequestDocument document);
  }

  @FunctionalInterface
  private interface Making {
    Deed of(RequestDocument document);
  }

  private Future<Void> bySystem(String request, RequestEvent event, Test settled, Making making) {
    return bySystem(request, event, settled, making, TRIES);
  }

  private Future<Void> bySystem(
      String request, RequestEvent event, Test settled, Making making, int tries) {
    return store
        .find(request)
        .compose(
            found -> {
              RequestDocument document = found.orElseThrow(Problem::notFound);
              if (settled.holds(document)) {
                return Future.succeededFuture();
              }
              RequestTable.Transition change =
                  RequestTable.find(document.stateNow(), event)
                      .orElseThrow(() -> refused(document, event));
              return happen(document, change, making.of(document))
                  .compose(
                      changed -> {
                        if (changed.isPresent()) {
                          return Future.succeededFuture();
                        }
                        return tries > 1
                            ? bySystem(request, event, settled, making, tries - 1)
                            : Future.failedFuture(refused(document, event));
                      });
            });
  }

  static Problem refused(RequestDocument document, RequestEvent event) {
    return Problem.conflict(
        "request-state",
        Map.of("state", document.state(), "event", event.token(), "version", document.version()));
  }
}
