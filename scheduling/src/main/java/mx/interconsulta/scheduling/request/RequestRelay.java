package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what changes of requests have left in their outboxes: makes or ends the consultation, tells
 * the people. Runs right after a change, and again from the sweep for what a dead server left
 * behind; every step may be repeated, the notice carries the version and so keeps one id.
 */
final class RequestRelay {
  private static final Logger LOG = LoggerFactory.getLogger(RequestRelay.class);
  private static final int BATCH = 100;

  /** What only the two who meet are told. */
  private static final Set<String> BETWEEN_TWO =
      Set.of(RequestEvent.ENTER.token(), RequestEvent.OPEN.token());

  private final RequestStore store;
  private final Directory directory;
  private final Notices notices;
  private Aftermath aftermath = Aftermath.none();
  private Places places = Places.none();
  private Urgencias urgencias = document -> Future.succeededFuture();

  RequestRelay(RequestStore store, Directory directory, Notices notices) {
    this.store = store;
    this.directory = directory;
    this.notices = notices;
  }

  /** Set once, before the first change. */
  void use(Aftermath consultations) {
    this.aftermath = consultations;
  }

  /** Set once, before the first change. */
  void use(Places calendars) {
    this.places = calendars;
  }

  Places places() {
    return places;
  }

  /** Set once, before the first change. */
  void ringWith(Urgencias escalations) {
    this.urgencias = escalations;
  }

  Aftermath aftermath() {
    return aftermath;
  }

  /** Does what a change left to do. Never fails: what could not be done stays for the sweep. */
  Future<Void> relay(RequestDocument document) {
    return run(document)
        .recover(
            failure -> {
              LOG.warn(
                  "request {}: the outbox stays for the sweep: {}",
                  document.id(),
                  failure.getClass().getSimpleName());
              return Future.succeededFuture();
            });
  }

  /** Does what has been left undone since before an instant; says how many requests that were. */
  Future<Integer> sweep(Instant before) {
    return store
        .unsettled(before, BATCH)
        .compose(
            left -> {
              Future<Void> done = Future.succeededFuture();
              for (RequestDocument document : left) {
                done = done.compose(ok -> relay(document));
              }
              return done.map(left.size());
            });
  }

  private Future<Void> run(RequestDocument document) {
    Future<Void> done = Future.succeededFuture();
    List<RequestDocument.Errand> errands =
        document.outbox() == null ? List.of() : document.outbox();
    for (RequestDocument.Errand errand : errands) {
      done =
          done.compose(ok -> consult(document, errand))
              .compose(ok -> keepOrLetGo(document, errand));
    }
    if (RequestRules.isEmergency(document)) {
      done = done.compose(ok -> urgencias.moved(document));
    }
    for (RequestDocument.Errand errand : errands) {
      done = done.compose(ok -> tell(document, errand));
    }
    return done.compose(ok -> store.settle(document));
  }

  private Future<Void> consult(RequestDocument document, RequestDocument.Errand errand) {
    if (errand.consultation() == null) {
      return RequestRules.rings(document)
          ? aftermath.start(document.consultation(), document, null, errand.at())
          : Future.succeededFuture();
    }
    if (errand.ending() != null) {
      return aftermath.end(errand.consultation(), errand.ending(), errand.at());
    }
    return errand.attending() == null
        ? Future.succeededFuture()
        : aftermath.start(errand.consultation(), document, errand.attending(), errand.at());
  }

  private Future<Void> keepOrLetGo(RequestDocument document, RequestDocument.Errand errand) {
    Booked place = errand.place();
    if (place == null) {
      return Future.succeededFuture();
    }
    return errand.outcome() == null
        ? places.confirm(document.id(), place)
        : places.end(place.appointment(), errand.outcome(), errand.at());
  }

  private Future<Void> tell(RequestDocument document, RequestDocument.Errand errand) {
    if (BETWEEN_TWO.contains(errand.event()) || document.unit() == null) {
      return publish(new LinkedHashSet<>(errand.people()), errand, errand.type());
    }
    Set<String> units = new LinkedHashSet<>(errand.units());
    return directory
        .specialists(units, errand.specialty())
        .compose(
            specialists -> {
              Set<String> people = new LinkedHashSet<>(errand.people());
              specialists.forEach(person -> people.add(person.id()));
              boolean arrives =
                  RequestState.SUBMITTED.name().equals(errand.facts().get("state"))
                      && !RequestEvent.SUPPLEMENT.token().equals(errand.event());
              boolean uncovered =
                  arrives
                      && specialists.stream().allMatch(one -> one.id().equals(document.author()));
              return wasDraft(errand)
                  ? publish(people, errand, errand.type())
                  : directory
                      .coordinators(Set.of(document.unit()))
                      .compose(
                          coordinators ->
                              uncovered
                                  ? uncovered(people, coordinators, errand)
                                  : publish(with(people, coordinators), errand, errand.type()));
            });
  }

  /** An uncovered request goes to the coordinators as work, to its author as news. */
  private Future<Void> uncovered(
      Set<String> people, List<Person> coordinators, RequestDocument.Errand errand) {
    return publish(people, errand, errand.type())
        .compose(told -> publish(with(Set.of(), coordinators), errand, "request.uncovered"));
  }

  private static Set<String> with(Set<String> people, List<Person> more) {
    Set<String> all = new LinkedHashSet<>(people);
    more.forEach(person -> all.add(person.id()));
    return all;
  }

  /** A thrown away or abandoned draft is nobody else's business. */
  private static boolean wasDraft(RequestDocument.Errand errand) {
    return RequestState.DRAFT.name().equals(errand.facts().get("from"))
        && !RequestState.SUBMITTED.name().equals(errand.facts().get("state"));
  }

  private Future<Void> publish(Set<String> people, RequestDocument.Errand errand, String type) {
    return people.isEmpty()
        ? Future.succeededFuture()
        : notices.publish(new Notice(people, type, errand.facts()));
  }
}
