package mx.interconsulta.signaling.room;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * What was written in rooms that live, sealed, so that it is there when a room goes on at another
 * server. It is dropped with the room: the clinical record is the note. Stateless; any context.
 */
public final class RoomTexts {
  /** How many a room keeps. */
  static final int KEPT = 500;

  private static final String COLLECTION = "room_texts";

  /** A room whose server died and that nobody entered again. */
  private static final Duration SWEPT_AFTER = Duration.ofDays(1);

  private final Timers timers;
  private final Database database;
  private final FieldSealing sealing;
  private final MongoCollection<TextRecord> texts;

  /** A text and its place in the order. */
  record Kept(long number, ServerMessage.Said said) {}

  public RoomTexts(Foundation foundation) {
    this.timers = foundation.timers();
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.texts = database.collection(COLLECTION, TextRecord.class);
  }

  /** What texts are found by. */
  public static Indexes indexes(Indexes indexes) {
    return indexes.index(COLLECTION, "consultation");
  }

  /** Keeps a text; harmless when it is kept. */
  Future<Void> keep(String consultation, Kept text) {
    ServerMessage.Said said = text.said();
    String id = id(consultation, said.message());
    JsonObject content =
        new JsonObject()
            .put("message", said.message())
            .put("participant", said.participant())
            .put("person", said.person())
            .put("text", said.text());
    return database
        .done(
            texts.insertOne(
                new TextRecord(
                    id,
                    consultation,
                    text.number(),
                    said.at(),
                    sealing.seal(address(id), content.encode()))))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  /** The last texts of a consultation's room, oldest first. */
  Future<List<Kept>> of(String consultation) {
    return database
        .all(
            texts
                .find(Filters.eq("consultation", consultation))
                .sort(Sorts.descending("number"))
                .limit(KEPT))
        .map(
            newestFirst -> {
              List<Kept> kept = new ArrayList<>();
              newestFirst.forEach(record -> kept.add(opened(record)));
              Collections.reverse(kept);
              return kept;
            });
  }

  private Kept opened(TextRecord record) {
    JsonObject content = new JsonObject(sealing.open(address(record.id()), record.content()));
    return new Kept(
        record.number(),
        new ServerMessage.Said(
            content.getString("message"),
            content.getString("participant"),
            content.getString("person"),
            record.at(),
            content.getString("text")));
  }

  /** Forgets what was written in a room that is over. */
  public Future<Void> drop(String consultation) {
    return database.done(texts.deleteMany(Filters.eq("consultation", consultation)));
  }

  /** Forgets what was written in rooms that nobody came back to. */
  public Future<Void> sweep() {
    return database.done(
        texts.deleteMany(Filters.lt("at", timers.clock().instant().minus(SWEPT_AFTER))));
  }

  private static String id(String consultation, String message) {
    return consultation + "/" + message;
  }

  private static FieldAddress address(String id) {
    return new FieldAddress(COLLECTION, id, "content");
  }
}
