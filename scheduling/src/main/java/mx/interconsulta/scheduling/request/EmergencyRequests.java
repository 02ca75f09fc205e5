package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.patient.Patients;

/**
 * An emergency valuation as a request: written and sent in one go, and taken by whoever is first.
 * The same rules, table and history as any other.
 */
public final class EmergencyRequests {
  /** The kind of request that rings. */
  public static final String KIND = RequestRules.EMERGENCY;

  private final Requests requests;
  private final RequestDrafts drafts;
  private final RequestEvents events;

  public EmergencyRequests(
      Requests requests, Directory directory, Patients patients, Presence presence) {
    this.requests = requests;
    this.drafts = new RequestDrafts(requests, directory, patients);
    this.events =
        new RequestEvents(
            requests,
            directory,
            patients,
            new CoverageFinder(directory, presence, requests.clock()));
  }

  /**
   * Sends an emergency under an id the page made. The same call again, also after a crash half-way,
   * sends it once.
   *
   * @param draft schema {@code RequestDraft} without its version
   */
  public Future<RequestCase> send(String id, JsonObject draft, Principal principal) {
    return requests
        .store()
        .find(id)
        .compose(
            found -> {
              if (found.isPresent() && !RequestReach.isDraft(found.get())) {
                return Future.succeededFuture(own(found.get(), principal));
              }
              int version = found.map(RequestDocument::version).orElse(0);
              return drafts
                  .save(id, draft.copy().put("version", version), principal)
                  .compose(saved -> events.submit(saved, saved.version(), principal));
            })
        .map(requests::open);
  }

  private static RequestDocument own(RequestDocument document, Principal principal) {
    if (!document.author().equals(principal.person()) || !RequestRules.isEmergency(document)) {
      throw Problem.notFound();
    }
    return document;
  }

  /**
   * Takes it as it stands now: whoever accepts has seen the case, not a version of it. Of two who
   * press at once one wins; the other is told who.
   */
  public Future<RequestCase> accept(String id, Principal principal) {
    return requests
        .store()
        .find(id)
        .compose(
            found -> {
              RequestDocument document =
                  found.filter(RequestRules::isEmergency).orElseThrow(Problem::notFound);
              boolean mine =
                  document.isAttending(principal.person())
                      && (document.stateNow() == RequestState.ACCEPTED
                          || document.stateNow() == RequestState.IN_CONSULTATION);
              return mine
                  ? Future.succeededFuture(document)
                  : events
                      .accept(document, document.version(), principal)
                      .recover(failure -> acceptAgain(failure, id, principal));
            })
        .map(requests::open);
  }

  /** A change that was not an acceptance came first: a redirect, for example. */
  private Future<RequestDocument> acceptAgain(Throwable failure, String id, Principal principal) {
    if (!(failure instanceof Problem problem) || !problem.code().equals("version-conflict")) {
      return Future.failedFuture(failure);
    }
    return requests
        .store()
        .find(id)
        .compose(
            found ->
                events.accept(
                    found.orElseThrow(Problem::notFound), found.get().version(), principal));
  }

  /** The request of an emergency, unless there is none under this id. */
  public Future<Optional<RequestCase>> find(String id) {
    return requests.find(id).map(found -> found.filter(one -> KIND.equals(one.kind())));
  }
}
