package mx.interconsulta.scheduling.request;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.directory.Unit;

/**
 * People as the other side of a request sees them: name, unit, telephone, presence. Looked up for a
 * whole page at once.
 */
public final class Colleagues {
  private final Catalogue catalogue;
  private final Map<String, Person> people;
  private final CoverageFinder.Seen seen;

  private Colleagues(Catalogue catalogue, Map<String, Person> people, CoverageFinder.Seen seen) {
    this.catalogue = catalogue;
    this.people = people;
    this.seen = seen;
  }

  /** Looks these people up. */
  public static Future<Colleagues> find(Directory directory, Presence presence, Set<String> ids) {
    return Future.all(
            directory.catalogue(),
            directory.people(ids),
            ids.isEmpty() ? Future.succeededFuture(Set.<String>of()) : presence.presentNow(ids),
            presence.lastSeen(ids))
        .map(
            all ->
                new Colleagues(
                    all.resultAt(0),
                    all.resultAt(1),
                    new CoverageFinder.Seen(all.resultAt(2), all.resultAt(3))));
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Schema {@code Colleague}, with the telephone of the person or else of the unit. */
  public JsonObject asJson(String person, String unit, String specialty) {
    Person found = people.get(person);
    Unit at = catalogue.unit(unit).orElse(null);
    String own = found == null ? null : found.phone();
    return Body.of()
        .with("person", person)
        .with("displayName", name(person))
        .with("specialty", specialty)
        .with("unit", unit)
        .with("unitName", at == null ? null : at.shortName())
        .with("zone", at == null ? null : at.zone())
        .with("phone", own != null || at == null ? own : at.phone())
        .with("extension", found == null ? null : found.extension())
        .with("present", seen.present(person))
        .with("absentSince", seen.absentSince(person))
        .json();
  }

  private String name(String person) {
    Person found = people.get(person);
    return found == null ? person : found.displayName();
  }
}
