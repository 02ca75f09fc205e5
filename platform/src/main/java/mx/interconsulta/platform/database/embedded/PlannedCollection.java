package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * A collection that uses an index also when the query asks for more than the index holds. The stock
 * server uses one only if the keys are exactly the same, so that {@code {_id, state, version}}, the
 * shape of every transition, reads the whole collection.
 */
final class PlannedCollection extends H2Collection {
  /** Combinations of {@code $in} values looked up one by one; beyond, a shorter prefix is used. */
  private static final int MOST_LOOKUPS = 10_000;

  private Document expected;

  PlannedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> data,
      MVMap<String, Object> meta,
      CursorRegistry cursors) {
    super(database, name, options, data, meta, cursors);
  }

  /** Sizes would cost one more encoding and one more page for every write; nobody asks for them. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      Document orderBy,
      int skip,
      int limit,
      int batchSize,
      Document fieldSelector) {
    Optional<Set<Object>> candidates =
        isNaturalDescending(orderBy) ? Optional.empty() : candidates(query);
    if (candidates.isPresent()) {
      return matchDocumentsFromStream(
          documents(candidates.get().stream()),
          query,
          orderBy,
          skip,
          limit,
          batchSize,
          fieldSelector);
    }
    Optional<Stream<Object>> sorted = limit > 0 ? sorted(orderBy) : Optional.empty();
    if (sorted.isPresent()) {
      return matchDocumentsFromStream(
          documents(sorted.get()), query, null, skip, limit, batchSize, fieldSelector);
    }
    return matchDocuments(query, orderBy, skip, limit, batchSize, fieldSelector);
  }

  private Stream<Document> documents(Stream<Object> ids) {
    return ids.map(this::getDocument).filter(Objects::nonNull);
  }

  /** All ids in the order asked for, when an index has it, so that a limit ends the reading. */
  private Optional<Stream<Object>> sorted(Document orderBy) {
    if (orderBy == null || orderBy.isEmpty()) {
      return Optional.empty();
    }
    List<String> wanted = List.copyOf(orderBy.keySet());
    Set<Boolean> ascending =
        orderBy.values().stream()
            .map(direction -> direction instanceof Number number && number.intValue() > 0)
            .collect(Collectors.toSet());
    if (ascending.size() != 1) {
      return Optional.empty();
    }
    return getIndexes().stream()
        .filter(SecondaryIndex.class::isInstance)
        .map(SecondaryIndex.class::cast)
        .filter(index -> index.fields().equals(wanted) && index.hasOneEntryForEachOf(count()))
        .findFirst()
        .map(index -> index.ordered().inOrder(ascending.contains(true)));
  }

  /** What the pipeline that comes next will match first; null when it is over. */
  void expect(Document match) {
    expected = match;
  }

  /** The first reading of a pipeline; what it expects is filtered again by its {@code $match}. */
  @Override
  public Stream<Document> queryAllAsStream() {
    Document match = expected;
    expected = null;
    return Optional.ofNullable(match)
        .flatMap(this::candidates)
        .map(ids -> documents(ids.stream()))
        .orElseGet(super::queryAllAsStream);
  }

  /** Ids among which every match is, or nothing when only reading the whole collection helps. */
  private Optional<Set<Object>> candidates(Document query) {
    QueryShape shape = QueryShape.of(query);
    if (shape.equal().values().stream().anyMatch(List::isEmpty)) {
      return Optional.of(Set.of());
    }
    Optional<Plan> best =
        getIndexes().stream()
            .map(index -> plan(index, shape))
            .filter(plan -> plan.score() > 0)
            .max(Comparator.comparingInt(Plan::score));
    if (best.isPresent()) {
      return Optional.of(best.get().look().get());
    }
    return shape.either().isEmpty() ? Optional.empty() : union(shape.either());
  }

  private Optional<Set<Object>> union(List<Document> alternatives) {
    Set<Object> union = new LinkedHashSet<>();
    for (Document alternative : alternatives) {
      Optional<Set<Object>> part = candidates(alternative);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      union.addAll(part.get());
    }
    return Optional.of(union);
  }

  /** How much an index helps (0: not at all) and how to ask it. */
  private record Plan(int score, Supplier<Set<Object>> look) {}

  private static Plan plan(Index<Object> index, QueryShape shape) {
    List<String> fields = index.getKeys().stream().map(IndexKey::getKey).toList();
    List<List<Object>> rows = rows(fields, shape);
    int depth = rows.get(0).size();
    if (index.isUnique() && depth == fields.size()) {
      return new Plan(Integer.MAX_VALUE, () -> points(index, fields, rows));
    }
    OrderedEntries<?> ordered =
        index instanceof SecondaryIndex secondary
            ? secondary.ordered()
            : ((UniqueIndex) index).ordered();
    String next = depth < fields.size() ? fields.get(depth) : null;
    Object from = next == null ? null : shape.from().get(next);
    Object to = next == null ? null : shape.to().get(next);
    return new Plan(
        2 * depth + (from == null && to == null ? 0 : 1),
        () -> {
          Set<Object> ids = new LinkedHashSet<>();
          rows.forEach(row -> ids.addAll(ordered.within(row, from, to)));
          return ids;
        });
  }

  private static Set<Object> points(
      Index<Object> index, List<String> fields, List<List<Object>> rows) {
    Set<Object> ids = new LinkedHashSet<>();
    for (List<Object> row : rows) {
      Document point = new Document();
      for (int i = 0; i < fields.size(); i++) {
        point.put(fields.get(i), row.get(i));
      }
      index.getPositions(point).forEach(ids::add);
    }
    return ids;
  }

  /** Combinations of the values demanded of the first fields; one empty row when there are none. */
  private static List<List<Object>> rows(List<String> fields, QueryShape shape) {
    List<List<Object>> rows = List.of(List.of());
    for (String field : fields) {
      List<Object> values = shape.equal().get(field);
      if (values == null || (long) values.size() * rows.size() > MOST_LOOKUPS) {
        break;
      }
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> row : rows) {
        for (Object value : values) {
          List<Object> next = new ArrayList<>(row);
          next.add(value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return rows;
  }
}
