package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.scheduling.request.Enclosure;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.Requests;

/**
 * How far attachments reach: what was sent or signed is read by whoever reads the clinical side of
 * its request; what is still being put together, and every change, is its author's alone.
 */
final class AttachmentReach {
  private final AttachmentStore store;
  private final Requests requests;
  private final Notes notes;

  /**
   * An attachment with what it belongs to.
   *
   * @param sent whether a version, an answer of the thread or a signed note names it
   */
  record Found(Attachment attachment, RequestCase request, boolean sent) {
    boolean isOf(Principal principal) {
      return attachment.author().equals(principal.person());
    }
  }

  AttachmentReach(AttachmentStore store, Requests requests, Notes notes) {
    this.store = store;
    this.requests = requests;
    this.notes = notes;
  }

  /** The request of the path, for its author and whoever attends it. */
  Reach onRequest() {
    return new Reach.Document(
        requests.lookup("id"),
        Requests.clinicalReaders().keySet().stream()
            .collect(Collectors.toUnmodifiableMap(role -> role, role -> Reach.Rule.takesPart())));
  }

  /** The attachment of the path, for whoever may read it. */
  Reach reading() {
    Map<String, Reach.Rule> rules =
        Requests.clinicalReaders().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    rule ->
                        (principal, grant, footprint) -> {
                          Found found = (Found) footprint.document();
                          return (found.sent() || found.isOf(principal))
                              && rule.getValue()
                                  .reaches(principal, grant, around(footprint, found.request()));
                        }));
    return new Reach.Document(lookup(), rules);
  }

  /** The attachment of the path, for who brought it. */
  Reach owning() {
    return new Reach.Document(
        lookup(),
        Requests.clinicalReaders().keySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    role -> role,
                    role ->
                        (principal, grant, footprint) ->
                            ((Found) footprint.document()).isOf(principal))));
  }

  private Reach.Lookup lookup() {
    return call ->
        store
            .find(call.path("id"))
            .compose(
                found ->
                    found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : requests
                            .find(found.get().request())
                            .compose(
                                request ->
                                    request.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : around(found.get(), request.get()).map(Optional::of)));
  }

  private Future<Footprint> around(Attachment attachment, RequestCase request) {
    return isSent(attachment, request)
        .map(
            sent -> {
              Footprint of = Requests.footprint(request);
              return new Footprint(
                  new Found(attachment, request, sent),
                  of.units(),
                  of.people(),
                  of.specialties(),
                  of.patients());
            });
  }

  /** Whether something that was sent or signed names it. */
  Future<Boolean> isSent(Attachment attachment, RequestCase request) {
    return attachment.isOfNote()
        ? notes.filesOf(request.id()).map(files -> names(files, attachment))
        : Future.succeededFuture(names(request.files(), attachment));
  }

  private static boolean names(java.util.List<Enclosure> files, Attachment attachment) {
    return files.stream().anyMatch(file -> file.id().equals(attachment.id()));
  }

  private static Footprint around(Footprint footprint, RequestCase request) {
    return new Footprint(
        request,
        footprint.units(),
        footprint.people(),
        footprint.specialties(),
        footprint.patients());
  }
}
