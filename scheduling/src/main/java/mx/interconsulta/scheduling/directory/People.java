package mx.interconsulta.scheduling.directory;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import org.bson.conversions.Bson;

/** The people of the network in the database. */
final class People {
  /** How many people one question about assignments may concern. */
  private static final int MANY = 1000;

  private final Database database;
  private final Entries<Person> entries;

  People(Database database) {
    this.database = database;
    this.entries = new Entries<>(database, "people", Person.class);
  }

  MongoCollection<Person> collection() {
    return entries.collection();
  }

  Future<Optional<Person>> find(String id) {
    return entries.find(id);
  }

  Future<Optional<Person>> byUser(String user) {
    return database.first(collection().find(Filters.eq("user", user))).map(Optional::ofNullable);
  }

  Future<Map<String, Person>> byIds(Set<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return database
        .all(collection().find(Filters.in("_id", ids)))
        .map(
            found ->
                found.stream()
                    .collect(Collectors.toUnmodifiableMap(Person::id, Function.identity())));
  }

  /** Saves a person; a user name that somebody else has is {@code user-taken} (409). */
  Future<Person> save(Person next) {
    return byUser(next.user())
        .compose(
            found -> {
              if (found.isPresent() && !found.get().id().equals(next.id())) {
                throw Problem.conflict("user-taken", Map.of("user", next.user()));
              }
              return entries.save(next);
            });
  }

  Future<Void> addMissing(List<Person> some) {
    return entries.addMissing(some);
  }

  Future<List<Person>> specialists(Set<String> units, String specialty, Instant now) {
    if (units.isEmpty() || specialty == null) {
      return Future.succeededFuture(List.of());
    }
    return matching(
        Filters.and(
            Filters.eq("role", Roles.SPECIALIST),
            Filters.in("unit", units),
            Filters.eq("specialties", specialty)),
        person -> person.answers(units, specialty, now));
  }

  Future<List<Person>> coordinators(Set<String> units, Instant now) {
    return units.isEmpty()
        ? nationalCoordinators(now)
        : holders(Set.of(Roles.COORDINATOR), units, now)
            .compose(
                found ->
                    found.isEmpty() ? nationalCoordinators(now) : Future.succeededFuture(found));
  }

  private Future<List<Person>> nationalCoordinators(Instant now) {
    return withRole(Roles.NATIONAL_COORDINATOR, now);
  }

  Future<List<Person>> holders(Set<String> roles, Set<String> units, Instant now) {
    return matching(
        Filters.and(Filters.in("role", roles), Filters.in("unit", units)),
        person ->
            person.inForce(now).stream()
                .anyMatch(
                    assignment ->
                        roles.contains(assignment.role())
                            && assignment.unit() != null
                            && units.contains(assignment.unit())));
  }

  Future<List<Person>> withRole(String role, Instant now) {
    return matching(
        Filters.eq("role", role),
        person ->
            person.inForce(now).stream().anyMatch(assignment -> assignment.role().equals(role)));
  }

  private Future<List<Person>> matching(Bson assignment, Predicate<Person> now) {
    return database
        .all(collection().find(Filters.elemMatch("assignments", assignment)).limit(MANY))
        .map(
            found ->
                found.stream()
                    .filter(now)
                    .sorted(Comparator.comparing(Person::folded).thenComparing(Person::id))
                    .toList());
  }

  /** A page of people by name, one more than the limit when there are more. */
  Future<List<Person>> list(PeopleQuery query, Optional<Cursor> after, int limit) {
    List<Bson> filters = new ArrayList<>();
    List<String> asked = Folding.asked(query.words());
    if (!asked.isEmpty()) {
      filters.add(Filters.all("beginnings", asked));
    }
    List<Bson> held = new ArrayList<>();
    query.role().ifPresent(role -> held.add(Filters.eq("role", role)));
    query.unit().ifPresent(unit -> held.add(Filters.eq("unit", unit)));
    if (!held.isEmpty()) {
      filters.add(Filters.elemMatch("assignments", Filters.and(held)));
    }
    if (!query.alsoEnded()) {
      filters.add(Filters.eq("endedAt", null));
    }
    after.ifPresent(
        cursor ->
            filters.add(
                Filters.or(
                    Filters.gt("folded", cursor.key(0)),
                    Filters.and(
                        Filters.eq("folded", cursor.key(0)), Filters.gt("_id", cursor.key(1))))));
    Bson filter = filters.isEmpty() ? Filters.empty() : Filters.and(filters);
    return database.all(
        collection().find(filter).sort(Sorts.ascending("folded", "_id")).limit(limit + 1));
  }

  /** What a page of people is narrowed by. */
  record PeopleQuery(
      List<String> words, Optional<String> role, Optional<String> unit, boolean alsoEnded) {}
}
