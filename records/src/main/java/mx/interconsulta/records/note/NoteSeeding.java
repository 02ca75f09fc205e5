package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.patient.Patients;
import mx.interconsulta.scheduling.request.Requests;

/**
 * Writes and signs notes as their authors would, for the sample network: the same rules, the same
 * chain, the same relay, under the clock it is given. Only the proof of identity is waived: these
 * authors are invented. Repeating it, also after a crash half-way, is harmless.
 */
public final class NoteSeeding {
  private static final String SITTING = "sample";

  private final Foundation foundation;
  private final Directory directory;
  private final CaseFiles files;
  private final Drafts drafts;
  private final NoteLedger ledger;
  private final Signing signing;
  private final AnswerRelay relay;

  public NoteSeeding(
      Foundation foundation,
      Directory directory,
      Patients patients,
      Requests requests,
      AnswerTally tally) {
    SigningProofs waived = (person, hash, proof) -> Future.succeededFuture();
    this.foundation = foundation;
    this.directory = directory;
    this.files = new SchedulingCaseFiles(directory, patients, requests);
    this.drafts = new Drafts(foundation);
    this.ledger = new NoteLedger(foundation);
    this.signing = new Signing(foundation, files, drafts, ledger, waived, NoteFiles.none());
    this.relay = new AnswerRelay(foundation, files, drafts, ledger, tally);
  }

  /**
   * Signs the note of a request that its author attends, unless it is signed.
   *
   * @param mode video, written or telephone
   * @param fields schema {@code NoteFields}
   */
  public Future<Void> sign(String request, String author, String mode, JsonObject fields) {
    return ledger
        .find(NoteLedger.noteIdOf(request))
        .compose(
            signed ->
                signed
                    .map(Future::succeededFuture)
                    .orElseGet(() -> write(request, author, mode, fields)))
        .compose(relay::relay);
  }

  private Future<SignedEntry> write(String request, String author, String mode, JsonObject fields) {
    NoteMode how = NoteMode.valueOf(mode.toUpperCase(Locale.ROOT));
    return Future.all(
            files.find(request, foundation.timers().clock().instant()),
            directory.grantsOf(author, foundation.timers().clock().instant()))
        .compose(
            both -> {
              CaseFile file = both.<Optional<CaseFile>>resultAt(0).orElseThrow();
              Grant grant =
                  both.<java.util.List<Grant>>resultAt(1).stream()
                      .filter(held -> held.assignment().equals(file.assignment()))
                      .findFirst()
                      .orElseThrow();
              return draft(file, author, fields)
                  .compose(
                      draft ->
                          signing.prepare(
                              file, author, grant, new Signing.Prepare(draft.version(), "", how)))
                  .compose(content -> signing.sign(file, author, grant, content.hash(), SITTING));
            });
  }

  private Future<NoteDraft> draft(CaseFile file, String author, JsonObject fields) {
    return drafts
        .find(file.request(), author)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(
                        () ->
                            drafts.save(file, author, new Drafts.Save(0, SITTING, false, fields))));
  }
}
