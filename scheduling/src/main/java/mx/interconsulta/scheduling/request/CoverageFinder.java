package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Unit;

/** Who covers a request: the specialists in the units that answer for it, and who is present. */
final class CoverageFinder {
  private final Directory directory;
  private final Presence presence;
  private final Clock clock;

  CoverageFinder(Directory directory, Presence presence, Clock clock) {
    this.directory = directory;
    this.presence = presence;
    this.clock = clock;
  }

  /** The units that answer for a request of this unit now. */
  Future<List<String>> units(String asking, String specialty, String reason) {
    return directory
        .catalogue()
        .map(
            catalogue ->
                List.copyOf(catalogue.answering(asking, specialty, reason, clock.instant())));
  }

  /** Schema {@code CoverageAnswer}; the author of a request does not cover it. */
  Future<JsonObject> answer(String asking, String specialty, List<String> units, String author) {
    Set<String> answering = new TreeSet<>(units);
    return Future.all(directory.catalogue(), directory.specialists(answering, specialty))
        .compose(
            both -> {
              List<Person> found = both.resultAt(1);
              List<Person> people =
                  found.stream().filter(person -> !person.id().equals(author)).toList();
              Future<List<Person>> coordinators =
                  people.isEmpty()
                      ? directory.coordinators(Set.of(asking))
                      : Future.succeededFuture(List.of());
              return coordinators.compose(
                  whom -> answer(both.resultAt(0), asking, specialty, answering, people, whom));
            });
  }

  private Future<JsonObject> answer(
      Catalogue catalogue,
      String asking,
      String specialty,
      Set<String> units,
      List<Person> people,
      List<Person> coordinators) {
    return presenceOf(ids(people, coordinators))
        .map(
            seen -> {
              Instant now = clock.instant();
              JsonArray covering = new JsonArray();
              people.stream()
                  .sorted(Comparator.comparing(person -> !seen.present(person.id())))
                  .forEach(
                      person ->
                          covering.add(
                              person(
                                  catalogue,
                                  person,
                                  person.answering(units, specialty, now).unit(),
                                  seen)));
              JsonArray whom = new JsonArray();
              coordinators.forEach(person -> whom.add(person(catalogue, person, asking, seen)));
              long present = people.stream().filter(one -> seen.present(one.id())).count();
              JsonObject body =
                  new JsonObject()
                      .put("covered", !people.isEmpty())
                      .put("specialty", specialty)
                      .put("units", units(catalogue, asking, units))
                      .put("people", covering)
                      .put("present", present);
              return coordinators.isEmpty() ? body : body.put("coordinators", whom);
            });
  }

  private static JsonArray units(Catalogue catalogue, String asking, Set<String> units) {
    Unit from = catalogue.unit(asking).orElse(null);
    JsonArray list = new JsonArray();
    for (String clues : units) {
      catalogue
          .unit(clues)
          .ifPresent(
              unit ->
                  list.add(
                      Body.of()
                          .with("id", unit.id())
                          .with("name", unit.shortName())
                          .with("zone", unit.zone())
                          .with("phone", unit.phone())
                          .with("distanceKm", from == null ? null : unit.distanceTo(from))
                          .json()));
    }
    return list;
  }

  private static JsonObject person(Catalogue catalogue, Person person, String unit, Seen seen) {
    return Body.of()
        .with("person", person.id())
        .with("displayName", person.displayName())
        .with("unit", unit)
        .with("unitName", catalogue.unitName(unit))
        .with("present", seen.present(person.id()))
        .with("absentSince", seen.absentSince(person.id()))
        .json();
  }

  private static Set<String> ids(Collection<Person> some, Collection<Person> more) {
    Set<String> ids = some.stream().map(Person::id).collect(Collectors.toSet());
    more.forEach(person -> ids.add(person.id()));
    return ids;
  }

  /** Who of these people is present now, and since when the others are not. */
  Future<Seen> presenceOf(Set<String> people) {
    if (people.isEmpty()) {
      return Future.succeededFuture(new Seen(Set.of(), Map.of()));
    }
    return Future.all(presence.presentNow(people), presence.lastSeen(people))
        .map(both -> new Seen(both.resultAt(0), both.resultAt(1)));
  }

  /** Who was seen when. */
  record Seen(Set<String> now, Map<String, Instant> last) {
    boolean present(String person) {
      return now.contains(person);
    }

    Instant absentSince(String person) {
      return present(person) ? null : last.get(person);
    }
  }
}
