package mx.interconsulta.records.note;

import io.vertx.core.Future;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.scheduling.Scheduling;

/**
 * Outcome notes: drafted as the author types, signed once, never altered, added to by addenda.
 * Thread-safe.
 */
public final class Notes {
  private final NoteLedger ledger;
  private final AnswerRelay relay;
  private final List<Operation> operations;

  private Notes(NoteLedger ledger, AnswerRelay relay, List<Operation> operations) {
    this.ledger = ledger;
    this.relay = relay;
    this.operations = operations;
  }

  /** Opens the notes over what scheduling knows. */
  public static Future<Notes> open(
      Foundation foundation,
      Scheduling scheduling,
      Notices notices,
      SigningProofs proofs,
      AnswerTally tally) {
    CaseFiles files =
        new SchedulingCaseFiles(
            scheduling.directory(), scheduling.patients(), scheduling.requests());
    return open(foundation, files, notices, proofs, tally);
  }

  /** Opens the notes; what an earlier process signed and did not get to tell is told first. */
  static Future<Notes> open(
      Foundation foundation,
      CaseFiles files,
      Notices notices,
      SigningProofs proofs,
      AnswerTally tally) {
    NoteLedger ledger = new NoteLedger(foundation);
    return ledger
        .index()
        .compose(
            indexed -> {
              Drafts drafts = new Drafts(foundation);
              AnswerRelay relay = new AnswerRelay(foundation, files, drafts, ledger, tally);
              Signing signing = new Signing(foundation, files, drafts, ledger, proofs);
              List<Operation> operations =
                  new NoteOperations(
                          files,
                          drafts,
                          ledger,
                          signing,
                          new Addenda(foundation, files, ledger, signing, proofs),
                          relay,
                          new NoteReach(foundation, files, ledger),
                          notices)
                      .all();
              return relay.round().map(new Notes(ledger, relay, operations));
            });
  }

  /** The operations of records.yaml that concern notes and the record. */
  public List<Operation> operations() {
    return operations;
  }

  /** How many notes are signed. */
  public Future<Long> signed() {
    return ledger.signed();
  }

  /** Signed notes whose id comes after this one, by id: for counting what nobody has counted. */
  public Future<List<SignedAnswer>> signedAfter(String note, int limit) {
    return ledger
        .signedAfter(note, limit)
        .map(found -> found.stream().map(ledger::answer).toList());
  }

  /**
   * Until {@link #resume} nothing is told a second time: somebody else is writing notes and tells
   * of each.
   */
  public void rest() {
    relay.rest(true);
  }

  /** Goes on telling what is left. */
  public void resume() {
    relay.rest(false);
  }

  /** Stops telling. What is due stays due in the database. */
  public Future<Void> close() {
    relay.close();
    return Future.succeededFuture();
  }
}
