package mx.interconsulta.records.note;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.records.canonical.CanonicalJson;

/**
 * Turns a draft into a signed note: prepare freezes the bytes and says their hash, sign uses up a
 * proof bound to that hash and inserts the note. Thread-safe.
 *
 * <p>The proof is used up before the write, so that a proof can never sign twice. What that costs:
 * when the process dies, or the database refuses, between the two, nothing is signed and the author
 * proves identity again. When the write did arrive, a repetition with the same hash finds it and
 * needs no proof. Everything that can be known to fail is asked before the proof is touched.
 */
final class Signing {

  /** How old prepared bytes may be: the instant they say is the one on the sheet. */
  static final Duration PREPARED_FOR = Duration.ofMinutes(10);

  private final Foundation foundation;
  private final FieldSealing sealing;
  private final CaseFiles files;
  private final Drafts drafts;
  private final NoteLedger ledger;
  private final SigningProofs proofs;
  private final NoteFiles enclosed;

  Signing(
      Foundation foundation,
      CaseFiles files,
      Drafts drafts,
      NoteLedger ledger,
      SigningProofs proofs,
      NoteFiles enclosed) {
    this.foundation = foundation;
    this.sealing = foundation.sealing();
    this.files = files;
    this.drafts = drafts;
    this.ledger = ledger;
    this.proofs = proofs;
    this.enclosed = enclosed;
  }

  /**
   * What a page asks to freeze.
   *
   * @param version the saved version of the draft
   * @param sitting the window that asks; empty when it does not say
   * @param mode how the answer was reached
   */
  record Prepare(int version, String sitting, NoteMode mode) {}

  /** Freezes the draft. */
  Future<CanonicalJson> prepare(CaseFile file, String person, Grant grant, Prepare asked) {
    return mayWrite(file, person)
        .compose(free -> drafts.find(file.request(), person))
        .compose(found -> ready(found, asked))
        .compose(draft -> freeze(file, person, grant, draft, asked.mode()));
  }

  private Future<NoteDraft> ready(Optional<NoteDraft> found, Prepare asked) {
    if (found.isEmpty() || found.get().version() != asked.version()) {
      return Future.failedFuture(Drafts.conflict(found.map(NoteDraft::version).orElse(0)));
    }
    NoteDraft draft = found.get();
    if (!asked.sitting().isEmpty() && !asked.sitting().equals(draft.sitting())) {
      return Future.failedFuture(Drafts.elsewhere(draft));
    }
    JsonObject fields = drafts.open(draft);
    if (fields.containsKey(NoteFields.VITAL_SIGNS)) {
      files.checkVitalSigns(fields.getJsonObject(NoteFields.VITAL_SIGNS));
    }
    List<String> missing = NoteFields.missing(fields, asked.mode().token());
    return missing.isEmpty()
        ? Future.succeededFuture(draft)
        : Future.failedFuture(Problem.invalid("note-incomplete", Map.of("missing", missing)));
  }

  private Future<CanonicalJson> freeze(
      CaseFile file, String person, Grant grant, NoteDraft draft, NoteMode mode) {
    Instant at = now();
    return Future.all(
            signer(files, person, grant),
            enclosed.of(file.request(), person),
            ledger.tailOf(file.patient()))
        .compose(
            all -> {
              NoteLedger.Tail tail = all.resultAt(2);
              CanonicalJson content =
                  Composition.note(
                      file, all.resultAt(0), drafts.open(draft), all.resultAt(1), mode, at, tail);
              PreparedEntry prepared =
                  new PreparedEntry(
                      NoteLedger.noteIdOf(file.request()),
                      content.hash(),
                      at,
                      mode.token(),
                      tail.sequence() + 1,
                      tail.hash(),
                      sealing.sealBytes(
                          PreparedEntry.canonicalOf(NoteDraft.COLLECTION, draft.id()),
                          content.bytes()));
              return drafts.prepare(draft, prepared).map(content);
            });
  }

  /** How the author signs; a sheet needs their cédula (NOM-004-SSA3-2012, 5.10). */
  static Future<JsonObject> signer(CaseFiles files, String person, Grant grant) {
    return files
        .author(person, grant)
        .compose(
            author ->
                author.getString("cedula") == null
                    ? Future.failedFuture(new Problem(422, "author-without-cedula"))
                    : Future.succeededFuture(author));
  }

  /** Signs what was prepared under this hash. */
  Future<SignedEntry> sign(CaseFile file, String person, Grant grant, String hash, String proof) {
    return ledger
        .find(NoteLedger.noteIdOf(file.request()))
        .compose(
            signed ->
                signed.isPresent()
                    ? again(signed.get(), person, hash)
                    : signPrepared(file, person, grant, hash, proof)
                        .recover(failure -> unlessSigned(file, person, hash, failure)));
  }

  /** Of two equal calls at once one finds the proof used up; it gets the note of the other. */
  private Future<SignedEntry> unlessSigned(
      CaseFile file, String person, String hash, Throwable failure) {
    return ledger
        .find(NoteLedger.noteIdOf(file.request()))
        .compose(
            signed ->
                signed
                    .map(entry -> again(entry, person, hash))
                    .orElseGet(() -> Future.failedFuture(failure)));
  }

  private Future<SignedEntry> signPrepared(
      CaseFile file, String person, Grant grant, String hash, String proof) {
    return mayWrite(file, person)
        .compose(free -> drafts.find(file.request(), person))
        .compose(
            found -> {
              PreparedEntry prepared = found.map(NoteDraft::prepared).orElse(null);
              if (!stands(prepared, hash, now())) {
                return Future.failedFuture(new Problem(409, "not-prepared"));
              }
              return inPlace(file.patient(), prepared)
                  .compose(inPlace -> proofs.consume(person, hash, proof))
                  .compose(proved -> ledger.insert(entry(file, person, grant, found.get())))
                  .compose(signed -> again(signed, person, hash));
            });
  }

  /** Whether something is prepared under this hash and not too old. */
  static boolean stands(PreparedEntry prepared, String hash, Instant now) {
    return prepared != null
        && prepared.hash().equals(hash)
        && !now.isAfter(prepared.at().plus(PREPARED_FOR));
  }

  /** Fails when another entry of the patient was signed since; asked before the proof is used. */
  Future<Void> inPlace(String patient, PreparedEntry prepared) {
    return ledger
        .tailOf(patient)
        .compose(
            tail ->
                tail.hash().equals(prepared.previous())
                    ? Future.succeededFuture()
                    : Future.failedFuture(NoteLedger.moved()));
  }

  private SignedEntry entry(CaseFile file, String person, Grant grant, NoteDraft draft) {
    PreparedEntry prepared = draft.prepared();
    byte[] canonical =
        sealing.openBytes(
            PreparedEntry.canonicalOf(NoteDraft.COLLECTION, draft.id()), prepared.canonical());
    return new SignedEntry(
        prepared.entry(),
        SignedEntry.NOTE,
        file.request(),
        prepared.entry(),
        file.patient(),
        person,
        grant.assignment(),
        grant.unit(),
        file.specialty(),
        prepared.mode(),
        now(),
        prepared.sequence(),
        prepared.previous(),
        prepared.hash(),
        sealing.sealBytes(SignedEntry.canonicalOf(prepared.entry()), canonical),
        SignedEntry.ANSWER,
        CanonicalJson.kept(canonical)
            .content()
            .getJsonObject("fields")
            .getString(NoteFields.FOLLOW_UP_AFTER));
  }

  /** The note of the request is there: the caller's own under this hash, or another. */
  private static Future<SignedEntry> again(SignedEntry signed, String person, String hash) {
    return signed.author().equals(person) && signed.hash().equals(hash)
        ? Future.succeededFuture(signed)
        : Future.failedFuture(alreadySigned(signed));
  }

  /** Fails unless this person attends the request and nobody has signed its note. */
  Future<Void> mayWrite(CaseFile file, String person) {
    return ledger
        .find(NoteLedger.noteIdOf(file.request()))
        .compose(
            signed -> {
              if (signed.isPresent()) {
                return Future.failedFuture(alreadySigned(signed.get()));
              }
              return file.attendedBy(person)
                  ? Future.succeededFuture()
                  : Future.failedFuture(new Problem(409, "not-attending"));
            });
  }

  private static Problem alreadySigned(SignedEntry signed) {
    return Problem.conflict(
        "note-signed", Map.of("note", signed.id(), "signedAt", signed.signedAt().toString()));
  }

  private Instant now() {
    return foundation.timers().clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
