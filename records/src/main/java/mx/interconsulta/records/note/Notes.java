package mx.interconsulta.records.note;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.request.Enclosure;

/**
 * Outcome notes: drafted as the author types, signed once, never altered, added to by addenda.
 * Thread-safe.
 */
public final class Notes {
  private final NoteLedger ledger;
  private final AnswerRelay relay;
  private final Drafts drafts;
  private final List<Operation> operations;

  private Notes(NoteLedger ledger, AnswerRelay relay, Drafts drafts, List<Operation> operations) {
    this.ledger = ledger;
    this.relay = relay;
    this.drafts = drafts;
    this.operations = operations;
  }

  /** Whether the note of a request is signed. */
  public Future<Boolean> isSigned(String request) {
    return ledger.find(NoteLedger.noteIdOf(request)).map(Optional::isPresent);
  }

  /** The files that the signed note of a request names; none while it is not signed. */
  public Future<List<Enclosure>> filesOf(String request) {
    return ledger
        .find(NoteLedger.noteIdOf(request))
        .map(
            signed ->
                signed
                    .map(ledger::open)
                    .map(note -> Enclosure.from(note.content().getJsonArray("attachments")))
                    .orElse(List.of()));
  }

  /** The files that go with somebody's note have changed: what was prepared is so no longer. */
  public Future<Void> filesChanged(String request, String author) {
    return drafts.unprepare(request, author);
  }

  /**
   * Opens the notes over what scheduling knows.
   *
   * @param enclosed the files that are signed with them
   */
  public static Future<Notes> open(
      Foundation foundation,
      Scheduling scheduling,
      Notices notices,
      SigningProofs proofs,
      AnswerTally tally,
      NoteFiles enclosed) {
    CaseFiles files =
        new SchedulingCaseFiles(
            scheduling.directory(), scheduling.patients(), scheduling.requests());
    return open(foundation, files, notices, proofs, tally, enclosed);
  }

  /** Opens the notes; what an earlier process signed and did not get to tell is told first. */
  static Future<Notes> open(
      Foundation foundation,
      CaseFiles files,
      Notices notices,
      SigningProofs proofs,
      AnswerTally tally,
      NoteFiles enclosed) {
    NoteLedger ledger = new NoteLedger(foundation);
    return ledger
        .index()
        .compose(
            indexed -> {
              Drafts drafts = new Drafts(foundation);
              AnswerRelay relay = new AnswerRelay(foundation, files, drafts, ledger, tally);
              Signing signing = new Signing(foundation, files, drafts, ledger, proofs, enclosed);
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
              return relay.round().map(new Notes(ledger, relay, drafts, operations));
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
