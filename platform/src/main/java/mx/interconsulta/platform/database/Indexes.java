package mx.interconsulta.platform.database;

import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes that a module needs, declared at its start. Names are {@code collection_field_field},
 * so they are unique over the whole database, and an index is never dropped: on the embedded server
 * dropping one by name erases another collection's of the same name. A changed index gets a new
 * name.
 *
 * <pre>{@code
 * Indexes.declare()
 *     .unique("accounts", "user")
 *     .index("requests", "unit", "state", "-submittedAt")
 *     .uniqueSparse("bookings", "claims")
 *     .create(database);
 * }</pre>
 */
public final class Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);

  /** How often the answer is waited for anew: an hour, as long as an answer is waited for. */
  private static final int MOST_WAITS = 180;

  private final Map<String, List<IndexModel>> byCollection = new LinkedHashMap<>();

  private Indexes() {}

  public static Indexes declare() {
    return new Indexes();
  }

  /** For finding; a field after {@code -} is in descending order. */
  public Indexes index(String collection, String... fields) {
    return add(collection, fields, new IndexOptions());
  }

  /** No two documents have the same values; a missing field counts as one value. */
  public Indexes unique(String collection, String... fields) {
    return add(collection, fields, new IndexOptions().unique(true));
  }

  /**
   * No two documents that have the field share a value of it, nor an element when it is a list. An
   * ended claim unsets the field; it never leaves an empty list, which MongoDB indexes as one
   * value.
   */
  public Indexes uniqueSparse(String collection, String field) {
    return add(collection, new String[] {field}, new IndexOptions().unique(true).sparse(true));
  }

  private Indexes add(String collection, String[] fields, IndexOptions options) {
    BsonDocument keys = new BsonDocument();
    StringBuilder name = new StringBuilder(collection);
    for (String field : fields) {
      boolean descending = field.startsWith("-");
      String path = descending ? field.substring(1) : field;
      keys.append(path, new BsonInt32(descending ? -1 : 1));
      name.append('_').append(path.replace('.', '_'));
    }
    byCollection
        .computeIfAbsent(collection, none -> new ArrayList<>())
        .add(new IndexModel(keys, options.name(name.toString())));
    return this;
  }

  /**
   * Creates what is missing; harmless when all are there, and when two processes do it at once. On
   * data that is there already MongoDB builds for as long as it takes, on every member of a replica
   * set: whoever asks again for an index that is being built waits for that one.
   */
  public Future<Void> create(Database database) {
    Future<Void> created = Future.succeededFuture();
    for (Map.Entry<String, List<IndexModel>> entry : byCollection.entrySet()) {
      created =
          created.compose(none -> create(database, entry.getKey(), entry.getValue(), MOST_WAITS));
    }
    return created;
  }

  private static Future<Void> create(
      Database database, String collection, List<IndexModel> indexes, int waits) {
    return database
        .done(database.driver().getCollection(collection, Document.class).createIndexes(indexes))
        .recover(
            failure -> {
              if (!(failure instanceof MongoSocketReadTimeoutException) || waits == 0) {
                return Future.failedFuture(failure);
              }
              LOG.info("the indexes of {} are still being built", collection);
              return create(database, collection, indexes, waits - 1);
            });
  }
}
