package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.patient.Patients;

/**
 * Writes and sends requests as their authors would, for the sample network: the same rules, the
 * same table, the same history. Repeating it, also after a crash half-way, is harmless.
 */
public final class RequestSeeding {
  private final Requests requests;
  private final Directory directory;
  private final RequestDrafts drafts;
  private final RequestEvents events;

  public RequestSeeding(Requests requests, Directory directory, Patients patients) {
    Presence nobody = people -> Future.succeededFuture(java.util.Set.of());
    this.requests = requests;
    this.directory = directory;
    this.drafts = new RequestDrafts(requests, directory, patients);
    this.events =
        new RequestEvents(
            requests, directory, patients, new CoverageFinder(directory, nobody, requests.clock()));
  }

  /**
   * Sends a request unless it was sent.
   *
   * @param draft schema {@code RequestDraft} without its version
   */
  public Future<Void> send(String id, JsonObject draft, String author) {
    return requests
        .store()
        .find(id)
        .compose(
            found -> {
              if (found.isPresent() && !RequestReach.isDraft(found.get())) {
                return Future.succeededFuture();
              }
              return principal(author)
                  .compose(
                      principal ->
                          found
                              .map(Future::succeededFuture)
                              .orElseGet(
                                  () -> drafts.save(id, draft.copy().put("version", 0), principal))
                              .compose(saved -> events.submit(saved, saved.version(), principal)))
                  .mapEmpty();
            });
  }

  /** Takes a request that waits; whatever else it is stays. */
  public Future<Void> accept(String id, String specialist) {
    return act(id, specialist, events::accept);
  }

  /** Asks for more about a request that waits; whatever else it is stays. */
  public Future<Void> askBack(String id, String specialist, String reason, String question) {
    return act(
        id,
        specialist,
        (document, version, principal) ->
            events.askBack(document, version, principal, reason, question));
  }

  /** Declines a request that waits; whatever else it is stays. */
  public Future<Void> decline(String id, String specialist, String reason, String instead) {
    return act(
        id,
        specialist,
        (document, version, principal) ->
            events.decline(document, version, principal, reason, instead));
  }

  /** Says how the patient did, of an answered request; whatever else it is stays. */
  public Future<Void> close(String id, String author, String reason) {
    return requests
        .noteRead(id, author)
        .compose(
            read ->
                act(
                    id,
                    author,
                    RequestState.ANSWERED,
                    (document, version, principal) ->
                        events.close(document, version, principal, reason, null)));
  }

  @FunctionalInterface
  private interface Act {
    Future<RequestDocument> on(RequestDocument document, int version, Principal principal);
  }

  private Future<Void> act(String id, String person, Act act) {
    return act(id, person, RequestState.SUBMITTED, act);
  }

  private Future<Void> act(String id, String person, RequestState state, Act act) {
    return requests
        .store()
        .find(id)
        .compose(
            found -> {
              if (found.isEmpty() || found.get().stateNow() != state) {
                return Future.succeededFuture();
              }
              RequestDocument document = found.get();
              return principal(person)
                  .compose(principal -> act.on(document, document.version(), principal))
                  .mapEmpty();
            });
  }

  private Future<Principal> principal(String person) {
    return directory
        .grantsOf(person, requests.now())
        .map(grants -> new Principal(person, "sample", "es", grants));
  }
}
