package mx.interconsulta.records.indicator;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The attentions in the database and how they are read for counting. Thread-safe. */
final class AttentionStore {
  /** What figures are made of. */
  private static final Bson COUNTED =
      Projections.fields(
          Projections.include(
              "unit",
              "group",
              "specialty",
              "kind",
              "visit",
              "mode",
              "answering",
              "month",
              "minutes",
              "transfer",
              "kilometres",
              "working"),
          Projections.excludeId());

  private static final int BATCH = 2_000;

  private final Database database;
  private final MongoCollection<Attention> attentions;
  private final MongoCollection<Document> rows;

  AttentionStore(Database database) {
    this.database = database;
    this.attentions = database.collection(Attention.COLLECTION, Attention.class);
    this.rows = database.collection(Attention.COLLECTION, Document.class);
  }

  Future<Void> index() {
    return Indexes.declare()
        .index(Attention.COLLECTION, "year", "unit")
        .index(Attention.COLLECTION, "unit", "year")
        .index(Attention.COLLECTION, "group", "year")
        .index(Attention.COLLECTION, "answering", "year")
        .index(Attention.COLLECTION, "-answeredAt", "-_id")
        .index(Attention.COLLECTION, "rule")
        .create(database);
  }

  /** Writes an attention whole under the id of its request; the same again changes nothing. */
  Future<Void> put(Attention attention) {
    return database
        .done(
            attentions.replaceOne(
                Filters.eq("_id", attention.id()), attention, new ReplaceOptions().upsert(true)))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture() // Another process has just written the same.
                    : Future.failedFuture(failure));
  }

  /** How many there are by the present rule. */
  Future<Long> count() {
    return count(Filters.eq("rule", Attention.RULE));
  }

  Future<Long> count(Bson filter) {
    return database.first(rows.countDocuments(filter));
  }

  /** Which of these requests are counted by the present rule. */
  Future<Set<String>> counted(List<String> requests) {
    return database
        .all(
            rows.find(Filters.and(Filters.in("_id", requests), Filters.eq("rule", Attention.RULE)))
                .projection(Projections.include("_id")))
        .map(
            found -> {
              Set<String> ids = new HashSet<>();
              found.forEach(row -> ids.add(row.getString("_id")));
              return ids;
            });
  }

  /** Newest answer first. */
  Future<List<Attention>> list(Bson filter, int limit) {
    return database.all(
        attentions.find(filter).sort(Sorts.descending("answeredAt", "_id")).limit(limit));
  }

  /** How many each year, and when the first was; the oldest year first. */
  Future<List<Document>> years(Bson filter) {
    return database.all(
        rows.aggregate(
            List.of(
                Aggregates.match(filter),
                Aggregates.group(
                    "$year", Accumulators.sum("n", 1), Accumulators.min("from", "$answeredAt")),
                Aggregates.sort(Sorts.ascending("_id")))));
  }

  /** Hands over what is counted of each attention; ids, instants and patients stay behind. */
  Future<Void> each(Bson filter, Consumer<Attention> taker) {
    return database.each(attentions.find(filter).projection(COUNTED).batchSize(BATCH), taker);
  }

  /** A number of a counted row, whichever width the server chose. */
  static long number(Document row, String field) {
    Object value = row.get(field);
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException(field + " is no " + BsonType.INT64);
  }
}
