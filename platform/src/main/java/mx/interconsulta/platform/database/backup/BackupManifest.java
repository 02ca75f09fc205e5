package mx.interconsulta.platform.database.backup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import mx.interconsulta.platform.database.DatabaseRefusedException;

/**
 * What a backup says of itself, {@code manifest.json} in the zip.
 *
 * @param schema version of the data
 * @param madeAt when it was begun
 * @param parts one for each collection
 */
record BackupManifest(int schema, Instant madeAt, List<Part> parts) {
  static final String ENTRY = "manifest.json";
  private static final String FORMAT = "interconsulta-backup-1";

  /**
   * One collection.
   *
   * @param entry of the zip; an entry that no part names is a reading that could not be put back
   * @param sha256 of the concatenated BSON documents, in hexadecimal
   * @param indexes as listIndexes tells them, without {@code _id_}
   */
  record Part(
      String collection,
      String entry,
      long documents,
      long bytes,
      String sha256,
      JsonArray indexes) {
    static String entry(String collection, int reading) {
      return "collections/" + collection + (reading == 1 ? "" : "." + reading) + ".bson";
    }
  }

  JsonObject toJson() {
    JsonArray collections = new JsonArray();
    for (Part part : parts) {
      collections.add(
          new JsonObject()
              .put("collection", part.collection())
              .put("entry", part.entry())
              .put("documents", part.documents())
              .put("bytes", part.bytes())
              .put("sha256", part.sha256())
              .put("indexes", part.indexes()));
    }
    return new JsonObject()
        .put("format", FORMAT)
        .put("schema", schema)
        .put("madeAt", madeAt)
        .put("collections", collections);
  }

  static BackupManifest of(JsonObject json) {
    if (!FORMAT.equals(json.getString("format"))) {
      throw new DatabaseRefusedException("the file is no backup of this program");
    }
    return new BackupManifest(
        json.getInteger("schema"),
        json.getInstant("madeAt"),
        json.getJsonArray("collections").stream()
            .map(JsonObject.class::cast)
            .map(
                part ->
                    new Part(
                        part.getString("collection"),
                        part.getString("entry", Part.entry(part.getString("collection"), 1)),
                        part.getLong("documents"),
                        part.getLong("bytes"),
                        part.getString("sha256"),
                        part.getJsonArray("indexes")))
            .toList());
  }
}
