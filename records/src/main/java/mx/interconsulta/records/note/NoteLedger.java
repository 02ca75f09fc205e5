package mx.interconsulta.records.note;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.sealing.SealBrokenException;
import mx.interconsulta.records.canonical.CanonicalJson;

/**
 * The signed entries of all patients. It can insert an entry and take away what was due; it has no
 * other write, so that nothing in the product can alter what was signed. Thread-safe.
 *
 * <p>One unique index on patient and sequence makes each patient's entries one chain: of two that
 * claim the same place, one is refused.
 */
final class NoteLedger {
  private static final int LONGEST_RECORD = 2_000;

  private final Database database;
  private final FieldSealing sealing;
  private final MongoCollection<SignedEntry> entries;

  /** The end of a patient's chain; sequence 0 and an empty hash before the first entry. */
  record Tail(long sequence, String hash) {}

  NoteLedger(Foundation foundation) {
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.entries = database.collection(SignedEntry.COLLECTION, SignedEntry.class);
  }

  /** The id of the note of a request. */
  static String noteIdOf(String request) {
    byte[] name = ("interconsulta.note/" + request).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  Future<Void> index() {
    return Indexes.declare()
        .unique(SignedEntry.COLLECTION, "patient", "sequence")
        .index(SignedEntry.COLLECTION, "due")
        .index(SignedEntry.COLLECTION, "note")
        .index(NoteDraft.COLLECTION, "request")
        .create(database);
  }

  Future<Optional<SignedEntry>> find(String id) {
    return database.first(entries.find(Filters.eq("_id", id))).map(Optional::ofNullable);
  }

  /** Addenda of a note, the oldest first. */
  Future<List<SignedEntry>> addendaOf(String note) {
    return database
        .all(
            entries
                .find(Filters.eq("note", note))
                .sort(Sorts.ascending("sequence"))
                .limit(LONGEST_RECORD))
        .map(found -> found.stream().filter(entry -> !entry.isNote()).toList());
  }

  /** The entries of a patient, in the order of the chain. */
  Future<List<SignedEntry>> ofPatient(String patient) {
    return database.all(
        entries
            .find(Filters.eq("patient", patient))
            .sort(Sorts.ascending("sequence"))
            .limit(LONGEST_RECORD));
  }

  /** Where the next entry of a patient would go. */
  Future<Tail> tailOf(String patient) {
    return database
        .first(
            entries
                .find(Filters.eq("patient", patient))
                .sort(Sorts.descending("sequence"))
                .limit(1))
        .map(last -> last == null ? new Tail(0, "") : new Tail(last.sequence(), last.hash()));
  }

  /**
   * The one write of a signature. When the id is taken the entry there is answered, so the caller
   * sees whether it is the same one; when the place in the chain is taken, {@code record-moved}.
   */
  Future<SignedEntry> insert(SignedEntry entry) {
    return database
        .done(entries.insertOne(entry))
        .map(entry)
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? find(entry.id())
                        .compose(
                            there ->
                                there
                                    .map(Future::succeededFuture)
                                    .orElseGet(() -> Future.failedFuture(moved())))
                    : Future.failedFuture(failure));
  }

  /** Notes whose request was not told yet, the oldest first. */
  Future<List<SignedEntry>> due(int limit) {
    return database.all(
        entries
            .find(Filters.eq("due", SignedEntry.ANSWER))
            .sort(Sorts.ascending("signedAt"))
            .limit(limit));
  }

  /** How many notes there are. */
  Future<Long> signed() {
    return database.first(entries.countDocuments(Filters.eq("kind", SignedEntry.NOTE)));
  }

  /** Notes whose id comes after this one, by id. */
  Future<List<SignedEntry>> signedAfter(String note, int limit) {
    return database.all(
        entries
            .find(Filters.and(Filters.gt("_id", note), Filters.eq("kind", SignedEntry.NOTE)))
            .sort(Sorts.ascending("_id"))
            .limit(limit));
  }

  /** What can be counted of a note; of a damaged one, that it was signed. */
  SignedAnswer answer(SignedEntry entry) {
    String disposition;
    try {
      disposition = open(entry).content().getJsonObject("fields").getString("disposition", "");
    } catch (Problem damaged) {
      disposition = "";
    }
    return new SignedAnswer(
        entry.id(),
        entry.request(),
        entry.patient(),
        entry.unit(),
        entry.mode(),
        entry.signedAt(),
        disposition);
  }

  /** Nothing is due any more. */
  Future<Void> settled(SignedEntry entry) {
    return database.done(
        entries.updateOne(
            Filters.and(Filters.eq("_id", entry.id()), Filters.eq("due", SignedEntry.ANSWER)),
            Updates.unset("due")));
  }

  /**
   * The signed bytes of an entry, found to have the hash that was signed and to speak of this
   * entry.
   *
   * @throws Problem {@code note-damaged} when they do not
   */
  CanonicalJson open(SignedEntry entry) {
    try {
      CanonicalJson kept =
          CanonicalJson.kept(
              sealing.openBytes(SignedEntry.canonicalOf(entry.id()), entry.canonical()));
      if (kept.hash().equals(entry.hash()) && speaksOf(entry, kept)) {
        return kept;
      }
    } catch (SealBrokenException broken) {
      throw damaged();
    }
    throw damaged();
  }

  private static boolean speaksOf(SignedEntry entry, CanonicalJson kept) {
    var content = kept.content();
    return entry.id().equals(content.getString("id"))
        && entry.sequence().equals(content.getLong("sequence"))
        && entry.previous().equals(content.getString("previous"));
  }

  static Problem moved() {
    return new Problem(409, "record-moved");
  }

  private static Problem damaged() {
    return new Problem(500, "note-damaged");
  }
}
