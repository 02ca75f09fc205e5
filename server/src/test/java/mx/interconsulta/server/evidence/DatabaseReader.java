package mx.interconsulta.server.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ConnectionString;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;

/**
 * What the browser tests look at behind the server's back: a plain driver on the same database.
 *
 * <ul>
 *   <li>{@code dump URI}: the BSON bytes of every document, for looking for what must not be there
 *   <li>{@code note URI KEY_FILE REQUEST}: the signed note of a request, its bytes opened and their
 *       hash recomputed, as one line of JSON
 *   <li>{@code listener URI CONSULTATION PERSON}: gives somebody the part of a listener, which no
 *       page gives yet
 *   <li>{@code drop URI}: drops the database that a test made
 * </ul>
 */
public final class DatabaseReader {
  private final Database database;

  private DatabaseReader(Vertx vertx, MongoDatabase database) {
    this.database = new Database(vertx, database);
  }

  /** See the class. */
  public static void main(String[] words) throws Exception {
    Vertx vertx = Vertx.vertx();
    ConnectionString where = new ConnectionString(words[1]);
    try (MongoClient client = MongoClients.create(where)) {
      DatabaseReader reader = new DatabaseReader(vertx, client.getDatabase(where.getDatabase()));
      switch (words[0]) {
        case "dump" -> reader.dump(System.out);
        case "note" -> System.out.println(reader.note(words[2], words[3]).encode());
        case "listener" -> reader.listener(words[2], words[3]);
        case "drop" -> await(reader.database.done(reader.database.driver().drop()));
        default -> throw new IllegalArgumentException(words[0]);
      }
    } finally {
      await(vertx.close());
    }
  }

  private void dump(PrintStream out) throws Exception {
    List<String> names = await(database.all(database.driver().listCollectionNames()));
    for (String name : names) {
      for (RawBsonDocument document :
          await(database.all(database.collection(name, RawBsonDocument.class).find()))) {
        out.print(name);
        out.print(' ');
        out.write(document.getByteBuffer().array());
        out.println();
      }
    }
    out.flush();
  }

  private void listener(String consultation, String person) throws Exception {
    Document part =
        new Document("person", person)
            .append("side", "listener")
            .append("assignment", "listens")
            .append("unit", "")
            .append("from", Clock.systemUTC().instant());
    await(
        database.done(
            database
                .collection("consultations", Document.class)
                .updateOne(
                    Filters.eq("_id", consultation),
                    new Document("$push", new Document("participants", part)))));
  }

  private JsonObject note(String keyFile, String request) throws Exception {
    MasterKey key = MasterKey.find(Map.of("MASTER_KEY_FILE", keyFile), null);
    EnvelopeSealing sealing = await(EnvelopeSealing.open(database, key, Clock.systemUTC()));
    Document note =
        await(
            database.first(
                database
                    .collection("notes", Document.class)
                    .find(
                        Filters.and(Filters.eq("request", request), Filters.eq("kind", "note")))));
    Document sealed = note.get("canonical", Document.class);
    byte[] canonical =
        sealing.openBytes(
            new FieldAddress("notes", note.getString("_id"), "canonical"),
            new Sealed(sealed.getString("key"), sealed.get("bytes", Binary.class)));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
    return new JsonObject()
        .put("id", note.getString("_id"))
        .put("hash", note.getString("hash"))
        .put("computed", HexFormat.of().formatHex(hash))
        .put("content", new JsonObject(new String(canonical, UTF_8)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
