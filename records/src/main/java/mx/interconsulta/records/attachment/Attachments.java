package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.records.attachment.check.ContentChecks;
import mx.interconsulta.records.note.NoteFiles;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.request.Enclosure;
import mx.interconsulta.scheduling.request.Enclosures;

/**
 * Photographs and documents that go with requests and notes: received part by part, checked and
 * cleaned, kept sealed, shown to whoever may read what they belong to.
 */
public final class Attachments {
  private final AttachmentStore store;
  private final AttachmentSweep sweep;
  private final ContentChecks checks;
  private final List<Operation> operations;

  private Attachments(Foundation foundation, Scheduling scheduling, Notes notes) {
    this.store = new AttachmentStore(foundation);
    this.checks = new ContentChecks(foundation);
    AttachmentReach reach = new AttachmentReach(store, scheduling.requests(), notes);
    this.sweep = new AttachmentSweep(foundation, store, reach, scheduling.requests());
    this.operations = new AttachmentOperations(store, reach, checks, notes).all();
  }

  /** Opens the attachments and tells requests and notes where their files are. */
  public static Future<Attachments> open(
      Foundation foundation, Scheduling scheduling, Notes notes) {
    Attachments attachments = new Attachments(foundation, scheduling, notes);
    return attachments
        .store
        .index()
        .map(
            done -> {
              scheduling.requests().use((Enclosures) attachments::ofRequest);
              notes.use((NoteFiles) attachments::ofNote);
              return attachments;
            });
  }

  private Future<List<Enclosure>> ofRequest(String request, String author) {
    return whole(request, Attachment.REQUEST, author);
  }

  private Future<List<Enclosure>> ofNote(String request, String author) {
    return whole(request, Attachment.NOTE, author);
  }

  private Future<List<Enclosure>> whole(String request, String side, String author) {
    return store
        .of(request, side, author)
        .map(
            found -> {
              if (!found.stream().allMatch(Attachment::isKept)) {
                throw new Problem(409, "files-uploading");
              }
              return found.stream().map(store::enclosure).toList();
            });
  }

  /** The operations of records.yaml that concern attachments. */
  public List<Operation> operations() {
    return operations;
  }

  /** What time does to files; for tests that do not wait for a timer. */
  Future<Void> sweep() {
    return sweep.round();
  }

  /** Stops sweeping and checking. */
  public Future<Void> close() {
    sweep.close();
    checks.close();
    return Future.succeededFuture();
  }
}
