package mx.interconsulta.records.sample;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import org.bson.conversions.Bson;

/**
 * Sees to it that one server at a time writes the past, and that another goes on with it when that
 * one died. Stateless but for the id; any context.
 */
final class PastLease {
  /** How long a writer that says nothing counts as alive. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** How often one that waits asks again. */
  static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  /** Whose turn it is. */
  enum Turn {
    OURS,
    ANOTHERS,
    NOBODYS
  }

  private static final String PAST = "past";

  private final String writer = UUID.randomUUID().toString();
  private final Database database;
  private final MongoCollection<PastRecord> collection;
  private final Clock clock;

  PastLease(Foundation foundation) {
    this.database = foundation.database();
    this.collection = database.collection("sample_past", PastRecord.class);
    this.clock = foundation.timers().clock();
  }

  /**
   * Asks for the turn.
   *
   * @param alone whether this server has the database to itself, so that whoever had the turn
   *     before is gone
   */
  Future<Turn> take(boolean alone) {
    List<Bson> free = new ArrayList<>(List.of(Filters.eq("_id", PAST), Filters.ne("done", true)));
    if (!alone) {
      free.add(Filters.lte("until", now()));
    }
    return database
        .first(
            collection.findOneAndUpdate(
                Filters.and(free),
                Updates.combine(
                    Updates.set("writer", writer), Updates.set("until", now().plus(LEASE))),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .compose(taken -> taken != null ? Future.succeededFuture(Turn.OURS) : begin());
  }

  private Future<Turn> begin() {
    return database
        .done(collection.insertOne(new PastRecord(PAST, writer, now().plus(LEASE), null)))
        .map(Turn.OURS)
        .recover(
            failure -> Database.isDuplicateKey(failure) ? begun() : Future.failedFuture(failure));
  }

  private Future<Turn> begun() {
    return database
        .first(collection.find(Filters.eq("_id", PAST)))
        .map(found -> found != null && found.isDone() ? Turn.NOBODYS : Turn.ANOTHERS);
  }

  /** Says that it is still being written; false when another server has taken it over. */
  Future<Boolean> renew() {
    return change(Updates.set("until", now().plus(LEASE)));
  }

  /** Lets another server go on at once. */
  Future<Boolean> release() {
    return change(Updates.set("until", now()));
  }

  /** All of it is written. */
  Future<Boolean> done() {
    return change(Updates.set("done", true));
  }

  private Future<Boolean> change(Bson update) {
    return database
        .first(
            collection.findOneAndUpdate(
                Filters.and(Filters.eq("_id", PAST), Filters.eq("writer", writer)), update))
        .map(java.util.Objects::nonNull);
  }

  private Instant now() {
    return clock.instant();
  }
}
