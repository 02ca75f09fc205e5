package mx.interconsulta.scheduling.directory;

import com.mongodb.client.model.Filters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.operation.Grant;

/**
 * Units, specialties, reasons, coverage, people: what the modules above ask about the network.
 *
 * <p>The catalogue is kept in memory for at most two seconds, so another server's change is seen
 * after that; people are always read. Safe to use from any context.
 */
public final class Directory {
  /** How old the catalogue in memory may be. */
  public static final Duration FRESH = Duration.ofSeconds(2);

  /** A look at the catalogue: begun at an instant, perhaps still under way. */
  private record Look(Future<Catalogue> catalogue, Instant at) {}

  private final Database database;
  private final Vertx vertx;
  private final Clock clock;
  private final AtomicReference<Look> last = new AtomicReference<>();
  final Entries<Unit> units;
  final Entries<Specialty> specialties;
  final Entries<Reason> reasons;
  final Entries<Coverage> coverage;
  final People people;

  public Directory(Foundation foundation) {
    this.database = foundation.database();
    this.vertx = foundation.vertx();
    this.clock = foundation.timers().clock();
    this.units = new Entries<>(database, "units", Unit.class);
    this.specialties = new Entries<>(database, "specialties", Specialty.class);
    this.reasons = new Entries<>(database, "reasons", Reason.class);
    this.coverage = new Entries<>(database, "coverage", Coverage.class);
    this.people = new People(database);
  }

  /** What the directory is found by. */
  public static Indexes indexes(Indexes indexes) {
    return indexes
        .unique("people", "user")
        .index("people", "assignments.role", "assignments.unit")
        .index("people", "beginnings")
        .index("people", "sample");
  }

  /**
   * The catalogue as it stood at most {@link #FRESH} ago. Whoever asks while it is being read gets
   * what that reading gives, so that it is read once however many ask at the moment it is old.
   */
  public Future<Catalogue> catalogue() {
    Instant now = clock.instant();
    Look held = last.get();
    if (held != null && held.at().plus(FRESH).isAfter(now)) {
      return onContextOfCaller(held.catalogue());
    }
    Promise<Catalogue> read = Promise.promise();
    Look look = new Look(read.future(), now);
    if (!last.compareAndSet(held, look)) {
      return catalogue();
    }
    return read()
        .onComplete(
            (catalogue, failure) -> {
              if (failure != null) {
                last.compareAndSet(look, null);
              }
              read.complete(catalogue, failure);
            });
  }

  private Future<Catalogue> read() {
    return Future.all(
            database.all(units.collection().find()),
            database.all(specialties.collection().find()),
            database.all(reasons.collection().find()),
            database.all(coverage.collection().find()))
        .map(
            all ->
                new Catalogue(all.resultAt(0), all.resultAt(1), all.resultAt(2), all.resultAt(3)));
  }

  /** A future completes on the context of whoever made it; each caller gets one of their own. */
  private Future<Catalogue> onContextOfCaller(Future<Catalogue> shared) {
    if (shared.succeeded()) {
      return Future.succeededFuture(shared.result());
    }
    Context context = vertx.getOrCreateContext();
    Promise<Catalogue> mine = Promise.promise();
    shared.onComplete(
        (catalogue, failure) -> context.runOnContext(turn -> mine.complete(catalogue, failure)));
    return mine.future();
  }

  /**
   * Makes the next look at the catalogue read the database, also while a reading is under way that
   * began before.
   */
  public void forget() {
    last.set(null);
  }

  /** A person, also one who has left. */
  public Future<Optional<Person>> person(String id) {
    return people.find(id);
  }

  /** These people by id, also those who have left; unknown ids are left out. */
  public Future<Map<String, Person>> people(Set<String> ids) {
    return people.byIds(ids);
  }

  /** What sign-in needs to know about a person. */
  public Future<Optional<Standing>> standingOf(String person) {
    return people.find(person).compose(this::standing);
  }

  /** The same by the name they sign in with. */
  public Future<Optional<Standing>> standingByUser(String user) {
    return people.byUser(user).compose(this::standing);
  }

  private Future<Optional<Standing>> standing(Optional<Person> found) {
    if (found.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return catalogue()
        .map(catalogue -> Optional.of(Standing.of(found.get(), catalogue, clock.instant())));
  }

  /** The grants of the assignments in force; empty for an unknown person. */
  public Future<List<Grant>> grantsOf(String person, Instant now) {
    return Future.all(people.find(person), catalogue())
        .map(
            both -> {
              Optional<Person> found = both.resultAt(0);
              Catalogue catalogue = both.resultAt(1);
              return found.map(one -> one.grants(catalogue, now)).orElse(List.of());
            });
  }

  /** Who holds a specialty as a specialist in one of these units now, by name. */
  public Future<List<Person>> specialists(Set<String> unitIds, String specialty) {
    return people.specialists(unitIds, specialty, clock.instant());
  }

  /** The coordinators of these units; without any, those of the whole network. */
  public Future<List<Person>> coordinators(Set<String> unitIds) {
    return people.coordinators(unitIds, clock.instant());
  }

  /** Everybody with one of these roles in one of these units now. */
  public Future<List<Person>> holders(Set<String> roles, Set<String> unitIds) {
    return people.holders(roles, unitIds, clock.instant());
  }

  /** Whether nobody is in it yet: a new database. */
  public Future<Boolean> isEmpty() {
    return database.first(people.collection().find().limit(1)).map(java.util.Objects::isNull);
  }

  /** Whether the sample network was loaded into this database. */
  public Future<Boolean> isSample() {
    return database
        .first(people.collection().find(Filters.eq("sample", true)).limit(1))
        .map(java.util.Objects::nonNull);
  }

  /**
   * Creates the first administrator of a network without sample data. The same call again is
   * harmless.
   */
  public Future<Void> createFirstAdministrator(String person, String user, String name) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Assignment administrator =
        new Assignment(person + ".1", Roles.ADMINISTRATOR, null, null, List.of(), now, null);
    Person first =
        new Person(
            person,
            1,
            user,
            "",
            name,
            null,
            null,
            null,
            Folding.fold(name + " " + user),
            Folding.beginnings(name + " " + user),
            List.of(administrator),
            null,
            false);
    return people
        .find(person)
        .compose(
            found -> found.isPresent() ? Future.succeededFuture() : people.save(first).mapEmpty());
  }

  /** Stores sample entries that are not there yet; what was changed since stays changed. */
  public Future<Void> seed(
      List<Unit> someUnits,
      List<Specialty> someSpecialties,
      List<Reason> someReasons,
      List<Coverage> someCoverage,
      List<Person> somePeople) {
    return units
        .addMissing(someUnits)
        .compose(done -> specialties.addMissing(someSpecialties))
        .compose(done -> reasons.addMissing(someReasons))
        .compose(done -> coverage.addMissing(someCoverage))
        .compose(done -> people.addMissing(somePeople))
        .onSuccess(done -> forget());
  }
}
