package mx.interconsulta.records;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.records.attachment.Attachments;
import mx.interconsulta.records.note.Notes;
import mx.interconsulta.records.trail.Trail;
import mx.interconsulta.scheduling.Scheduling;

/** What came out of a consultation: the outcome note, its signature, and who used what. */
public final class Records {
  private final Trail trail;
  private final Notes notes;
  private final Attachments attachments;

  private Records(Trail trail, Notes notes, Attachments attachments) {
    this.trail = trail;
    this.notes = notes;
    this.attachments = attachments;
  }

  /** Opens the module; completes when its indexes stand and what was due has been told. */
  public static Future<Records> open(
      Foundation foundation, Scheduling scheduling, Notices notices, SigningProofs proofs) {
    return Trail.open(foundation)
        .compose(
            trail ->
                Notes.open(foundation, scheduling, notices, proofs)
                    .compose(
                        notes ->
                            Attachments.open(foundation, scheduling, notes)
                                .map(files -> new Records(trail, notes, files))));
  }

  /** The operations of records.yaml. */
  public List<Operation> operations() {
    return Stream.of(notes.operations(), attachments.operations(), trail.operations())
        .flatMap(List::stream)
        .toList();
  }

  /** Where every use of patient data is written before its answer leaves. */
  public AuditSink auditSink() {
    return trail.sink();
  }

  /** Fails while the audit trail cannot be written or read. */
  public Future<Void> checkTrail() {
    return trail.check();
  }

  /** Ends the module's timers and writes down how far the trail has come. */
  public Future<Void> close() {
    return attachments.close().eventually(notes::close).eventually(trail::close);
  }
}
