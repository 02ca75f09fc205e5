package mx.interconsulta.records.note;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.proof.SigningProofs;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.records.canonical.CanonicalJson;

/**
 * What an author adds to a note after signing it: the only change there is. An addendum is an entry
 * of its own in the patient's chain, signed as a note is. Thread-safe.
 */
final class Addenda {
  private final Foundation foundation;
  private final FieldSealing sealing;
  private final CaseFiles files;
  private final NoteLedger ledger;
  private final Signing signing;
  private final SigningProofs proofs;
  private final MongoCollection<AddendumDraft> drafts;

  Addenda(
      Foundation foundation,
      CaseFiles files,
      NoteLedger ledger,
      Signing signing,
      SigningProofs proofs) {
    this.foundation = foundation;
    this.sealing = foundation.sealing();
    this.files = files;
    this.ledger = ledger;
    this.signing = signing;
    this.proofs = proofs;
    this.drafts = foundation.database().collection(AddendumDraft.COLLECTION, AddendumDraft.class);
  }

  /** Freezes an addendum. */
  Future<CanonicalJson> prepare(
      SignedEntry note, JsonObject patientHeader, String person, Grant grant, String text) {
    if (!note.author().equals(person)) {
      return Future.failedFuture(new Problem(409, "not-author"));
    }
    if (text.isBlank()) {
      return Future.failedFuture(new Problem(422, "addendum-empty"));
    }
    Instant at = now();
    String id = UUID.randomUUID().toString();
    return Signing.signer(files, person, grant)
        .compose(
            author ->
                ledger
                    .tailOf(note.patient())
                    .compose(
                        tail -> {
                          CanonicalJson content =
                              Composition.addendum(id, note, patientHeader, author, text, at, tail);
                          return keep(note, id, content, at, tail).map(content);
                        }));
  }

  private Future<Void> keep(
      SignedEntry note, String id, CanonicalJson content, Instant at, NoteLedger.Tail tail) {
    PreparedEntry prepared =
        new PreparedEntry(
            id,
            content.hash(),
            at,
            null,
            tail.sequence() + 1,
            tail.hash(),
            sealing.sealBytes(
                PreparedEntry.canonicalOf(AddendumDraft.COLLECTION, note.id()), content.bytes()));
    return foundation
        .database()
        .done(
            drafts.replaceOne(
                Filters.eq("_id", note.id()),
                new AddendumDraft(note.id(), prepared),
                new ReplaceOptions().upsert(true)));
  }

  /** Signs what was prepared under this hash. A repetition answers what is signed. */
  Future<SignedEntry> sign(
      SignedEntry note, String person, Grant grant, String hash, String proof) {
    return ledger
        .addendaOf(note.id())
        .compose(
            signed ->
                signed.stream()
                    .filter(entry -> entry.hash().equals(hash) && entry.author().equals(person))
                    .findFirst()
                    .map(Future::succeededFuture)
                    .orElseGet(() -> signPrepared(note, person, grant, hash, proof)));
  }

  private Future<SignedEntry> signPrepared(
      SignedEntry note, String person, Grant grant, String hash, String proof) {
    if (!note.author().equals(person)) {
      return Future.failedFuture(new Problem(409, "not-author"));
    }
    return foundation
        .database()
        .first(drafts.find(Filters.eq("_id", note.id())))
        .compose(
            draft -> {
              if (draft == null || !Signing.stands(draft.prepared(), hash, now())) {
                return Future.failedFuture(new Problem(409, "not-prepared"));
              }
              return signing
                  .inPlace(note.patient(), draft.prepared())
                  .compose(inPlace -> proofs.consume(person, hash, proof))
                  .compose(proved -> ledger.insert(entry(note, person, grant, draft.prepared())))
                  .compose(signed -> forget(note).map(signed).otherwise(signed));
            });
  }

  private Future<Void> forget(SignedEntry note) {
    return foundation.database().done(drafts.deleteOne(Filters.eq("_id", note.id())));
  }

  private SignedEntry entry(SignedEntry note, String person, Grant grant, PreparedEntry prepared) {
    byte[] canonical =
        sealing.openBytes(
            PreparedEntry.canonicalOf(AddendumDraft.COLLECTION, note.id()), prepared.canonical());
    return new SignedEntry(
        prepared.entry(),
        SignedEntry.ADDENDUM,
        note.request(),
        note.id(),
        note.patient(),
        person,
        grant.assignment(),
        grant.unit(),
        note.specialty(),
        null,
        now(),
        prepared.sequence(),
        prepared.previous(),
        prepared.hash(),
        sealing.sealBytes(SignedEntry.canonicalOf(prepared.entry()), canonical),
        null,
        null);
  }

  private Instant now() {
    return foundation.timers().clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
