package mx.interconsulta.platform.database;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The version of the data's shape, one document of {@code schema}. It grows when an older program
 * would misread what a newer one writes; an added field alone does not need it.
 *
 * @param id always 1
 * @param version of the data
 */
public record SchemaVersion(@BsonId Integer id, Integer version) {
  /** The newest version this program knows. */
  public static final int KNOWN = 1;

  public static final String COLLECTION = "schema";
  private static final Integer ONLY = 1;

  /** A restore has begun and not ended. */
  private static final int RESTORING = -1;

  /** The version of a database; 0 when it has none yet. */
  public static Future<Integer> of(Database database) {
    return database
        .first(collection(database).find(Filters.eq("_id", ONLY)))
        .map(found -> found == null ? 0 : found.version());
  }

  /** From now on every server refuses this database, until the version is set. */
  public static Future<Void> markRestoring(Database database) {
    return set(database, RESTORING);
  }

  /** Sets the version, as a restore does last. */
  public static Future<Void> set(Database database, int version) {
    return database.done(
        collection(database)
            .updateOne(
                Filters.eq("_id", ONLY),
                Updates.set("version", version),
                new UpdateOptions().upsert(true)));
  }

  private static MongoCollection<SchemaVersion> collection(Database database) {
    return database.collection(COLLECTION, SchemaVersion.class);
  }

  /**
   * Marks an empty database with the known version and refuses one that a newer program has
   * written.
   *
   * @return the version found; fails with {@link DatabaseRefusedException}
   */
  static Future<Integer> check(Database database) {
    MongoCollection<SchemaVersion> collection = collection(database);
    return database
        .first(
            collection.findOneAndUpdate(
                Filters.eq("_id", ONLY),
                Updates.setOnInsert("version", KNOWN),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)))
        .recover(
            failure ->
                // two processes started at once on an empty database
                Database.isDuplicateKey(failure)
                    ? database.first(collection.find(Filters.eq("_id", ONLY)))
                    : Future.failedFuture(failure))
        .map(
            found -> {
              if (found.version() == RESTORING) {
                throw new DatabaseRefusedException(
                    "a restore into this database has not ended: run it again with --force");
              }
              if (found.version() > KNOWN) {
                throw new DatabaseRefusedException(
                    "the database was written by a newer version of this program (schema "
                        + found.version()
                        + ", this one knows up to "
                        + KNOWN
                        + "): start that version, or restore a backup made before");
              }
              return found.version();
            });
  }
}
