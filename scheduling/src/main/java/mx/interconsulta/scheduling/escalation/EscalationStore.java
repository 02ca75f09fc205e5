package mx.interconsulta.scheduling.escalation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import org.bson.conversions.Bson;

/** The escalations in the database; whoever comes second with a change gets an empty answer. */
final class EscalationStore {
  private static final String COLLECTION = "escalations";
  private static final int LISTED = 200;

  private final Database database;
  private final MongoCollection<EscalationDocument> collection;

  EscalationStore(Database database) {
    this.database = database;
    this.collection = database.collection(COLLECTION, EscalationDocument.class);
  }

  static Indexes indexes(Indexes indexes) {
    return indexes.index(COLLECTION, "state", "due");
  }

  Future<Optional<EscalationDocument>> find(String request) {
    return database.first(collection.find(Filters.eq("_id", request))).map(Optional::ofNullable);
  }

  /** Those that ring and fit a filter. */
  Future<List<EscalationDocument>> ringing(Bson filter) {
    return database.all(
        collection
            .find(Filters.and(Filters.eq("state", EscalationDocument.RINGING), filter))
            .limit(LISTED));
  }

  /** Those whose round is due. */
  Future<List<EscalationDocument>> due(Instant now) {
    return database.all(
        collection
            .find(
                Filters.and(
                    Filters.eq("state", EscalationDocument.RINGING), Filters.lte("due", now)))
            .limit(LISTED));
  }

  /** Inserts it; empty when it is there. */
  Future<Optional<EscalationDocument>> insert(EscalationDocument made) {
    return database
        .first(collection.insertOne(made))
        .map(done -> Optional.of(made))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  /** Claims the round that is due: of all servers exactly one gets it. */
  Future<Optional<EscalationDocument>> claim(EscalationDocument seen, Instant next) {
    return update(
        Filters.and(
            Filters.eq("_id", seen.id()),
            Filters.eq("state", EscalationDocument.RINGING),
            Filters.eq("due", seen.due())),
        List.of(Updates.set("due", next)));
  }

  /** Changes it unless another change came first. */
  Future<Optional<EscalationDocument>> change(EscalationDocument base, List<Bson> updates) {
    List<Bson> all = new ArrayList<>(updates);
    all.add(Updates.inc("version", 1));
    return update(
        Filters.and(
            Filters.eq("_id", base.id()),
            Filters.eq("state", base.state()),
            Filters.eq("version", base.version())),
        all);
  }

  /** Changes one person's entry while it rings and they are in one of these states. */
  Future<Optional<EscalationDocument>> person(
      String request,
      String person,
      Set<RingState> from,
      Map<String, Object> fields,
      Bson... more) {
    String path = "people." + person + ".";
    List<Bson> all = new ArrayList<>(List.of(more));
    fields.forEach(
        (name, value) ->
            all.add(value == null ? Updates.unset(path + name) : Updates.set(path + name, value)));
    all.add(Updates.inc("version", 1));
    return update(
        Filters.and(
            Filters.eq("_id", request),
            Filters.eq("state", EscalationDocument.RINGING),
            Filters.in(path + "state", from.stream().map(RingState::token).toList())),
        all);
  }

  /** Ends the ringing, whatever each person has answered meanwhile; empty when it had ended. */
  Future<Optional<EscalationDocument>> end(String request, List<Bson> updates) {
    List<Bson> all = new ArrayList<>(updates);
    all.add(Updates.unset("due"));
    all.add(Updates.inc("version", 1));
    return update(
        Filters.and(Filters.eq("_id", request), Filters.eq("state", EscalationDocument.RINGING)),
        all);
  }

  private Future<Optional<EscalationDocument>> update(Bson filter, List<Bson> updates) {
    return database
        .first(
            collection.findOneAndUpdate(
                filter,
                Updates.combine(updates),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .map(Optional::ofNullable);
  }
}
