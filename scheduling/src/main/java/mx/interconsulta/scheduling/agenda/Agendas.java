package mx.interconsulta.scheduling.agenda;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;

/** The agendas in the database, one for each specialist and unit. Safe to use from any context. */
public final class Agendas {
  private final Database database;
  private final MongoCollection<Agenda> collection;

  public Agendas(Database database) {
    this.database = database;
    this.collection = database.collection("agendas", Agenda.class);
  }

  /** These agendas by {@link Agenda#idOf}; those without hours yet are left out. */
  public Future<List<Agenda>> byIds(Set<String> ids) {
    return ids.isEmpty()
        ? Future.succeededFuture(List.of())
        : database.all(collection.find(Filters.in("_id", ids)));
  }

  /**
   * Saves an agenda whose version is one above the one it was made on.
   *
   * @return fails with {@code version-conflict} when another change came first
   */
  public Future<Agenda> save(Agenda next) {
    return database
        .writeVersion(collection, next.id(), next.version(), next)
        .compose(saved -> saved == null ? unlessTheSame(next) : Future.succeededFuture(saved));
  }

  private Future<Agenda> unlessTheSame(Agenda next) {
    return byIds(Set.of(next.id()))
        .map(
            found -> {
              Agenda current =
                  found.isEmpty() ? Agenda.none(next.person(), next.unit()) : found.get(0);
              if (current.equals(next)) {
                return current;
              }
              throw Problem.conflict("version-conflict", Map.of("version", current.version()));
            });
  }

  /** Stores sample agendas that are not there yet. */
  public Future<Void> seed(List<Agenda> some) {
    Future<Void> done = Future.succeededFuture();
    for (Agenda agenda : some) {
      done =
          done.compose(
              ok ->
                  database
                      .done(collection.insertOne(agenda))
                      .recover(
                          failure ->
                              Database.isDuplicateKey(failure)
                                  ? Future.succeededFuture()
                                  : Future.failedFuture(failure)));
    }
    return done;
  }
}
