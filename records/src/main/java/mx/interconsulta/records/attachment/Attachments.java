package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.records.attachment.check.ContentChecks;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.scheduling.Scheduling;

/**
 * Photographs and documents that go with requests and notes: received part by part, checked and
 * cleaned, kept sealed, shown to whoever may read what they belong to.
 */
public final class Attachments {
  private final AttachmentSweep sweep;
  private final ContentChecks checks;
  private final List<Operation> operations;

  /** Opens the attachments over their files and tells requests where those are. */
  public Attachments(Foundation foundation, Scheduling scheduling, Notes notes, KeptFiles files) {
    AttachmentStore store = files.store();
    this.checks = new ContentChecks(foundation);
    AttachmentReach reach = new AttachmentReach(store, scheduling.requests(), notes);
    this.sweep = new AttachmentSweep(foundation, store, reach, scheduling.requests());
    this.operations = new AttachmentOperations(store, reach, checks, notes).all();
    scheduling.requests().use(files.ofRequests());
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
