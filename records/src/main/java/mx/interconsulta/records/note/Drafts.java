package mx.interconsulta.records.note;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.records.canonical.CanonicalJson;
import org.bson.conversions.Bson;

/**
 * Drafts as their authors type them. A save is one conditional write on version and sitting, so
 * that neither a slow line nor a second window of the same author can overwrite what is newer.
 * Thread-safe.
 */
final class Drafts {
  private final Foundation foundation;
  private final Database database;
  private final FieldSealing sealing;
  private final MongoCollection<NoteDraft> drafts;

  /**
   * A save as it was asked for.
   *
   * @param version the version it was made on; 0 for the first
   * @param sitting the window that saves
   * @param takeOver whether it may take the draft from another window
   * @param fields all fields
   */
  record Save(int version, String sitting, boolean takeOver, JsonObject fields) {}

  Drafts(Foundation foundation) {
    this.foundation = foundation;
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.drafts = database.collection(NoteDraft.COLLECTION, NoteDraft.class);
  }

  Future<Optional<NoteDraft>> find(String request, String author) {
    return database
        .first(drafts.find(Filters.eq("_id", NoteDraft.idOf(request, author))))
        .map(Optional::ofNullable);
  }

  /** The fields of a draft. */
  JsonObject open(NoteDraft draft) {
    return new JsonObject(sealing.open(NoteDraft.fieldsOf(draft.id()), draft.fields()));
  }

  /**
   * Saves. Fails with {@code draft-elsewhere} when another window of the author holds the draft,
   * with {@code version-conflict} when a newer version is there.
   */
  Future<NoteDraft> save(CaseFile file, String author, Save save) {
    return save.version() == 0 ? first(file, author, save) : next(file, author, save);
  }

  private Future<NoteDraft> first(CaseFile file, String author, Save save) {
    String id = NoteDraft.idOf(file.request(), author);
    NoteDraft draft =
        new NoteDraft(
            id,
            file.request(),
            author,
            file.patient(),
            1,
            save.sitting(),
            now(),
            sealing.seal(NoteDraft.fieldsOf(id), save.fields().encode()),
            null);
    return database
        .done(drafts.insertOne(draft))
        .map(draft)
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? refuse(file.request(), author, save)
                    : Future.failedFuture(failure));
  }

  private Future<NoteDraft> next(CaseFile file, String author, Save save) {
    String id = NoteDraft.idOf(file.request(), author);
    List<Bson> conditions = new ArrayList<>();
    conditions.add(Filters.eq("_id", id));
    conditions.add(Filters.eq("version", save.version()));
    if (!save.takeOver()) {
      conditions.add(Filters.eq("sitting", save.sitting()));
    }
    Bson change =
        Updates.combine(
            Updates.inc("version", 1),
            Updates.set("sitting", save.sitting()),
            Updates.set("savedAt", now()),
            Updates.set("fields", sealing.seal(NoteDraft.fieldsOf(id), save.fields().encode())),
            Updates.unset("prepared"));
    return database
        .first(drafts.findOneAndUpdate(Filters.and(conditions), change, after()))
        .compose(
            saved ->
                saved == null
                    ? refuse(file.request(), author, save)
                    : Future.succeededFuture(saved));
  }

  /** Says why a save did not apply; a repetition of the last save is answered as the save was. */
  private Future<NoteDraft> refuse(String request, String author, Save save) {
    return find(request, author)
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Future.failedFuture(conflict(0));
              }
              NoteDraft there = found.get();
              boolean mine = there.sitting().equals(save.sitting());
              if (mine && there.version() == save.version() + 1 && same(there, save.fields())) {
                return Future.succeededFuture(there);
              }
              return Future.failedFuture(
                  mine || save.takeOver() ? conflict(there.version()) : elsewhere(there));
            });
  }

  private boolean same(NoteDraft there, JsonObject fields) {
    return CanonicalJson.of(open(there)).equals(CanonicalJson.of(fields));
  }

  /** Keeps what is prepared from this version of the draft. */
  Future<NoteDraft> prepare(NoteDraft draft, PreparedEntry prepared) {
    return database
        .first(
            drafts.findOneAndUpdate(
                Filters.and(Filters.eq("_id", draft.id()), Filters.eq("version", draft.version())),
                Updates.set("prepared", prepared),
                after()))
        .compose(
            kept ->
                kept == null
                    ? find(draft.request(), draft.author())
                        .compose(
                            now ->
                                Future.failedFuture(
                                    conflict(now.map(NoteDraft::version).orElse(0))))
                    : Future.succeededFuture(kept));
  }

  /** What goes with the note has changed, so that what was prepared no longer says it. */
  Future<Void> unprepare(String request, String author) {
    return database.done(
        drafts.updateOne(
            Filters.eq("_id", NoteDraft.idOf(request, author)), Updates.unset("prepared")));
  }

  /** A draft of the request has become its note; one that another specialist left is of no use. */
  Future<Void> removeAllOf(String request) {
    return database.done(drafts.deleteMany(Filters.eq("request", request)));
  }

  static Problem elsewhere(NoteDraft there) {
    return Problem.conflict(
        "draft-elsewhere",
        Map.of(
            "sitting", there.sitting(),
            "savedAt", there.savedAt().toString(),
            "version", there.version()));
  }

  static Problem conflict(int current) {
    return Problem.conflict("version-conflict", Map.of("version", current));
  }

  private static FindOneAndUpdateOptions after() {
    return new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
  }

  private Instant now() {
    return foundation.timers().clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
