package mx.interconsulta.scheduling.request;

import com.mongodb.client.model.Updates;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.patient.Identity;
import mx.interconsulta.scheduling.patient.Patients;
import org.bson.conversions.Bson;

/**
 * What people do to requests. Of two who press at once exactly one wins; the other is told who and
 * when. Pressing again after a lost answer is harmless: the same event of the same person on the
 * same version answers with what it made.
 */
final class RequestEvents {
  private final Requests requests;
  private final Directory directory;
  private final Patients patients;
  private final CoverageFinder coverage;

  RequestEvents(
      Requests requests, Directory directory, Patients patients, CoverageFinder coverage) {
    this.requests = requests;
    this.directory = directory;
    this.patients = patients;
    this.coverage = coverage;
  }

  /** Makes the deed once it is known as whom and on what. */
  @FunctionalInterface
  interface Making {
    Future<Deed> of(RequestDocument base, Grant grant);
  }

  Future<RequestDocument> submit(RequestDocument base, int version, Principal principal) {
    RequestEvent event =
        base.stateNow() == RequestState.RETURNED ? RequestEvent.RESUBMIT : RequestEvent.SUBMIT;
    return press(base, event, version, principal, this::freeze);
  }

  /**
   * Adds to an emergency what it was sent without: a further frozen version, and nothing else of it
   * moves.
   *
   * @param added parts of {@link RequestContent}
   */
  Future<RequestDocument> supplement(
      RequestDocument base, int version, Principal principal, JsonObject added) {
    if (!RequestRules.isEmergency(base)) {
      throw Requests.refused(base, RequestEvent.SUPPLEMENT);
    }
    RequestRules.checkSupplement(added).orThrow("request-invalid");
    return press(
        base,
        RequestEvent.SUPPLEMENT,
        version,
        principal,
        (document, grant) -> {
          RequestContent.Frozen newest =
              requests.seals().openFrozen(document.id(), document.newest());
          RequestContent content = newest.content().with(added);
          RequestRules.checkAdds(newest.content(), content).orThrow("request-invalid");
          return identity(document)
              .map(
                  identity ->
                      Deed.by(principal.person(), grant.assignment(), document)
                          .with(
                              Updates.set(
                                  "content", requests.seals().sealContent(document.id(), content)),
                              Updates.push(
                                  "versions",
                                  version(
                                      document,
                                      grant,
                                      new RequestContent.Frozen(
                                          identity, content, newest.files())))));
        });
  }

  private Future<Identity> identity(RequestDocument document) {
    return patients
        .find(document.patient())
        .map(found -> found.orElseThrow(RequestEvents::patientUnknown).identity());
  }

  private Future<Deed> freeze(RequestDocument base, Grant grant) {
    RequestContent content = requests.seals().openContent(base);
    RequestRules.checkComplete(base, content).orThrow("request-incomplete");
    return identity(base)
        .compose(
            identity ->
                requests
                    .enclosures()
                    .of(base.id(), base.author())
                    .compose(
                        files -> {
                          RequestContent.Frozen whole =
                              new RequestContent.Frozen(identity, content, files);
                          return base.isRouted()
                              ? Future.succeededFuture(frozen(base, grant, whole, base.covering()))
                              : coverage
                                  .units(base.unit(), base.specialty(), base.reason())
                                  .map(units -> frozen(base, grant, whole, units));
                        }));
  }

  private Deed frozen(
      RequestDocument base, Grant grant, RequestContent.Frozen whole, List<String> units) {
    List<Bson> updates = new ArrayList<>();
    updates.add(Updates.push("versions", version(base, grant, whole)));
    updates.add(Updates.set("coveredBy", units));
    if (base.waitingSince() == null) {
      updates.add(Updates.set("waitingSince", requests.now()));
    }
    if (RequestRules.isEmergency(base)) {
      // Its room is open from now on: the requester waits in it, the patient beside them.
      updates.add(
          Updates.set("consultation", Requests.consultationOf(base.id(), base.version() + 1)));
    }
    return Deed.by(base.author(), grant.assignment(), base)
        .with(updates.toArray(Bson[]::new))
        .coveredBy(units, base.specialty());
  }

  private RequestDocument.Frozen version(
      RequestDocument base, Grant grant, RequestContent.Frozen whole) {
    int number = base.frozen().size() + 1;
    return new RequestDocument.Frozen(
        number,
        requests.now(),
        base.author(),
        grant.assignment(),
        base.kind(),
        base.specialty(),
        base.reason(),
        base.priority(),
        requests.seals().sealFrozen(base.id(), number, whole));
  }

  private static Problem patientUnknown() {
    return Problem.invalid(
        "request-incomplete",
        Map.of("fields", new Faults().add("/patient", "patient-unknown").fields()));
  }

  Future<RequestDocument> accept(RequestDocument base, int version, Principal principal) {
    return accept(base, version, principal, null);
  }

  /**
   * Takes a request.
   *
   * @param mode written when it will be answered without a room; otherwise null
   */
  Future<RequestDocument> accept(
      RequestDocument base, int version, Principal principal, String mode) {
    return press(
        base,
        RequestEvent.ACCEPT,
        version,
        principal,
        (document, grant) -> {
          RequestDocument.Attending attending =
              new RequestDocument.Attending(
                  principal.person(), grant.assignment(), grant.unit(), requests.now(), mode);
          String consultation =
              RequestRules.rings(document) && document.consultation() != null
                  ? document.consultation()
                  : Requests.consultationOf(document.id(), document.version() + 1);
          return Future.succeededFuture(
              Deed.by(principal.person(), grant.assignment(), document)
                  .with(
                      Updates.set("attending", attending),
                      Updates.set("consultation", consultation))
                  .attendedBy(attending)
                  .starting(consultation));
        });
  }

  Future<RequestDocument> release(
      RequestDocument base, int version, Principal principal, String reason, String note) {
    return leave(base, RequestEvent.RELEASE, version, principal, reason, note, "released");
  }

  Future<RequestDocument> decline(
      RequestDocument base, int version, Principal principal, String reason, String note) {
    return leave(base, RequestEvent.DECLINE, version, principal, reason, note, "declined");
  }

  Future<RequestDocument> askBack(
      RequestDocument base, int version, Principal principal, String reason, String question) {
    return leave(base, RequestEvent.RETURN, version, principal, reason, question, "returned");
  }

  Future<RequestDocument> cancel(
      RequestDocument base, int version, Principal principal, String reason, String note) {
    return leave(base, RequestEvent.CANCEL, version, principal, reason, note, "cancelled");
  }

  /** A question of the thread: the request stays with whoever asks. */
  Future<RequestDocument> ask(
      RequestDocument base, int version, Principal principal, String question) {
    return press(
        base,
        RequestEvent.ASK,
        version,
        principal,
        (document, grant) ->
            Future.succeededFuture(
                Deed.by(principal.person(), grant.assignment(), document).because(null, question)));
  }

  /** The author's answer in the thread; with it go the files that were added since the last. */
  Future<RequestDocument> reply(
      RequestDocument base, int version, Principal principal, String answer) {
    return press(
        base,
        RequestEvent.REPLY,
        version,
        principal,
        (document, grant) ->
            requests
                .enclosures()
                .of(document.id(), document.author())
                .map(
                    files -> {
                      Set<String> sent =
                          requests.seals().openAllFiles(document).stream()
                              .map(Enclosure::id)
                              .collect(Collectors.toSet());
                      return Deed.by(principal.person(), grant.assignment(), document)
                          .because(null, answer)
                          .enclosing(
                              files.stream().filter(file -> !sent.contains(file.id())).toList());
                    }));
  }

  /** An event after which nobody attends; a running consultation ends with it. */
  private Future<RequestDocument> leave(
      RequestDocument base,
      RequestEvent event,
      int version,
      Principal principal,
      String reason,
      String note,
      String ending) {
    return press(
        base,
        event,
        version,
        principal,
        (document, grant) -> {
          Deed deed =
              Deed.by(principal.person(), grant.assignment(), document).because(reason, note);
          if (RequestRules.isEmergency(document) && document.attending() == null) {
            mayEndForAll(document, event);
          }
          if (document.attending() != null) {
            deed = deed.with(Updates.unset("attending")).attendedBy(null);
          }
          boolean hasRoom = document.attending() != null || RequestRules.rings(document);
          // The room of an emergency that is given back stays: the requester waits on in it.
          boolean goesOn = RequestRules.isEmergency(document) && event == RequestEvent.RELEASE;
          if (hasRoom && !goesOn) {
            deed = deed.ending(ending);
          }
          if (RequestReach.isDraft(document)) {
            deed = deed.with(Updates.unset("content"));
          }
          return Future.succeededFuture(deed);
        });
  }

  /**
   * One specialist's refusal is not everybody's while an emergency rings: theirs is noted on its
   * escalation, and the others go on ringing.
   */
  private static void mayEndForAll(RequestDocument document, RequestEvent event) {
    if (event == RequestEvent.DECLINE || event == RequestEvent.RETURN) {
      throw Requests.refused(document, event);
    }
  }

  Future<RequestDocument> close(
      RequestDocument base, int version, Principal principal, String reason, String note) {
    return press(
        base,
        RequestEvent.CLOSE,
        version,
        principal,
        (document, grant) ->
            Future.succeededFuture(
                Deed.by(principal.person(), grant.assignment(), document)
                    .because(reason, note)
                    .ending("completed")));
  }

  /**
   * Where a coordinator sends a request.
   *
   * @param unit CLUES of the unit that shall answer
   * @param specialty key of the specialty, or null to keep it
   * @param person whom they ask by name, or null
   */
  record Destination(String unit, String specialty, String person) {}

  Future<RequestDocument> redirect(
      RequestDocument base,
      int version,
      Principal principal,
      Destination destination,
      String reason,
      String note) {
    return press(
        base,
        RequestEvent.REDIRECT,
        version,
        principal,
        (document, grant) -> {
          String specialty =
              Objects.requireNonNullElse(destination.specialty(), document.specialty());
          return directory
              .specialists(Set.of(destination.unit()), specialty)
              .map(
                  found -> {
                    mustBeCovered(document, destination, found);
                    return sentTo(document, grant, principal, destination, specialty)
                        .because(reason, note);
                  });
        });
  }

  private static void mustBeCovered(
      RequestDocument document, Destination destination, List<Person> found) {
    boolean covered =
        found.stream()
            .map(Person::id)
            .filter(id -> !id.equals(document.author()))
            .anyMatch(id -> destination.person() == null || destination.person().equals(id));
    if (!covered) {
      throw Problem.invalid("redirect-uncovered", Map.of("unit", destination.unit()));
    }
  }

  private static Deed sentTo(
      RequestDocument document,
      Grant grant,
      Principal principal,
      Destination destination,
      String specialty) {
    List<String> units = List.of(destination.unit());
    Deed deed =
        Deed.by(principal.person(), grant.assignment(), document)
            .with(
                Updates.set("coveredBy", units),
                Updates.set("specialty", specialty),
                Updates.set("routed", true),
                destination.person() == null
                    ? Updates.unset("addressee")
                    : Updates.set("addressee", destination.person()))
            .coveredBy(units, specialty);
    if (document.attending() == null) {
      return deed;
    }
    Deed left = deed.with(Updates.unset("attending")).attendedBy(null);
    return RequestRules.isEmergency(document) ? left : left.ending("redirected");
  }

  // ---------------------------------------------------------------- the one write

  Future<RequestDocument> press(
      RequestDocument base, RequestEvent event, int version, Principal principal, Making making) {
    return press(base, event, version, principal, making, lost -> Future.succeededFuture());
  }

  /** The same for a deed that has already done something elsewhere, to be undone when it loses. */
  Future<RequestDocument> press(
      RequestDocument base,
      RequestEvent event,
      int version,
      Principal principal,
      Making making,
      Function<Deed, Future<Void>> undo) {
    if (isReplay(base, event, version, principal)) {
      return requests.relay().relay(base).map(base);
    }
    Optional<RequestTable.Transition> change = RequestTable.find(base.stateNow(), event);
    if (change.isEmpty()) {
      return refuse(base, event);
    }
    if (base.version() != version) {
      throw Problem.conflict("version-conflict", Map.of("version", base.version()));
    }
    Grant grant = grantFor(change.get(), principal, base);
    return making
        .of(base, grant)
        .compose(
            deed ->
                requests
                    .happen(base, change.get(), deed)
                    .compose(
                        changed ->
                            changed.isPresent()
                                ? Future.succeededFuture(changed.get())
                                : undo.apply(deed)
                                    .compose(
                                        undone ->
                                            explainLoss(base.id(), event, version, principal))));
  }

  private static Grant grantFor(
      RequestTable.Transition change, Principal principal, RequestDocument base) {
    return change.actors().stream()
        .sorted()
        .map(actor -> RequestReach.as(actor, principal, base))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () -> new Problem(403, "request-not-yours", Map.of("event", change.event().token())));
  }

  /** Whether the same person already made this event happen on this version. */
  private static boolean isReplay(
      RequestDocument base, RequestEvent event, int version, Principal principal) {
    RequestDocument.Happening last =
        base.events().isEmpty() ? null : base.events().get(base.events().size() - 1);
    RequestEvent asked = event == RequestEvent.SUBMIT ? RequestEvent.RESUBMIT : event;
    return last != null
        && last.version() == version + 1
        && base.version().equals(last.version())
        && principal.person().equals(last.by())
        && (last.event().equals(event.token()) || last.event().equals(asked.token()));
  }

  private Future<RequestDocument> explainLoss(
      String id, RequestEvent event, int version, Principal principal) {
    return requests
        .store()
        .find(id)
        .compose(
            found -> {
              RequestDocument current = found.orElseThrow(Problem::notFound);
              if (isReplay(current, event, version, principal)) {
                return Future.succeededFuture(current);
              }
              if (RequestTable.find(current.stateNow(), event).isEmpty()) {
                return refuse(current, event);
              }
              throw Problem.conflict("version-conflict", Map.of("version", current.version()));
            });
  }

  /** Not in this state; for whoever wanted to take it: who has it, and since when. */
  private Future<RequestDocument> refuse(RequestDocument current, RequestEvent event) {
    RequestDocument.Attending attending = current.attending();
    if (event != RequestEvent.ACCEPT || attending == null) {
      throw Requests.refused(current, event);
    }
    return directory
        .person(attending.person())
        .map(
            person -> {
              throw Problem.conflict(
                  "request-taken",
                  Map.of(
                      "person",
                      attending.person(),
                      "by",
                      person.map(Person::displayName).orElse(attending.person()),
                      "at",
                      attending.at().toString(),
                      "state",
                      current.state(),
                      "version",
                      current.version()));
            });
  }
}
