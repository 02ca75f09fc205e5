package mx.interconsulta.scheduling.directory;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;

/**
 * Documents that are replaced whole, each on the version it was read at. Saving the same thing
 * twice is harmless, so a page may retry. Used from any context; keeps nothing in memory.
 */
final class Entries<T extends Entry> {
  private final Database database;
  private final MongoCollection<T> collection;

  Entries(Database database, String name, Class<T> type) {
    this.database = database;
    this.collection = database.collection(name, type);
  }

  MongoCollection<T> collection() {
    return collection;
  }

  Future<Optional<T>> find(String id) {
    return database.first(collection.find(Filters.eq("_id", id))).map(Optional::ofNullable);
  }

  /**
   * Saves an entry whose version is one above the version it was made on.
   *
   * @return the entry as it stands; fails with {@code version-conflict} (409, details: version)
   *     when another change came first, {@code not-found} when there is none to change
   */
  Future<T> save(T next) {
    return database
        .writeVersion(collection, next.id(), next.version(), next)
        .compose(saved -> saved == null ? unlessTheSame(next) : Future.succeededFuture(saved));
  }

  /** Inserts those whose id is not taken yet, also while another server does. */
  Future<Void> addMissing(List<T> entries) {
    List<String> ids = entries.stream().map(Entry::id).toList();
    return database
        .all(collection.find(Filters.in("_id", ids)))
        .compose(
            present -> {
              Set<String> taken = present.stream().map(Entry::id).collect(Collectors.toSet());
              List<T> missing =
                  entries.stream().filter(entry -> !taken.contains(entry.id())).toList();
              return missing.isEmpty() ? Future.<Void>succeededFuture() : insert(missing);
            });
  }

  /** Of two servers that insert the same at once, each leaves what the other was first with. */
  private Future<Void> insert(List<T> missing) {
    return database
        .done(collection.insertMany(missing, new InsertManyOptions().ordered(false)))
        .recover(
            failure ->
                Database.isDuplicateKey(failure)
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private Future<T> unlessTheSame(T next) {
    return find(next.id())
        .map(
            found -> {
              T current = found.orElseThrow(Problem::notFound);
              if (current.equals(next)) {
                return current;
              }
              throw Problem.conflict("version-conflict", Map.of("version", current.version()));
            });
  }
}
