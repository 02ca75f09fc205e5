package mx.interconsulta.scheduling.directory;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import mx.interconsulta.platform.operation.Grant;

/**
 * A person as sign-in sees them at one moment.
 *
 * @param person id of the person
 * @param user name they sign in with
 * @param displayName title and name
 * @param title form of address
 * @param ended whether they have left
 * @param sample whether they are invented
 * @param held what they hold now
 */
public record Standing(
    String person,
    String user,
    String displayName,
    String title,
    boolean ended,
    boolean sample,
    List<Held> held) {

  /**
   * One assignment in force.
   *
   * @param grant as the operation table sees it
   * @param unitName short name of the unit, or of the OOAD; empty for a role of the network
   * @param zone IANA zone of the unit, or of the OOAD's units when they all share one; else empty
   * @param specialties the specialties it is held in
   */
  public record Held(Grant grant, String unitName, String zone, List<Specialty> specialties) {}

  static Standing of(Person person, Catalogue catalogue, Instant now) {
    List<Held> held =
        person.grants(catalogue, now).stream()
            .map(
                grant ->
                    new Held(
                        grant,
                        grant.unit().isEmpty()
                            ? catalogue.groupName(grant.group())
                            : catalogue.unitName(grant.unit()),
                        catalogue.zoneOf(grant),
                        grant.specialties().stream()
                            .sorted()
                            .map(key -> catalogue.specialty(key).orElse(null))
                            .filter(Objects::nonNull)
                            .toList()))
            .toList();
    return new Standing(
        person.id(),
        person.user(),
        person.displayName(),
        person.title(),
        !person.active(),
        person.sample(),
        held);
  }

  /** The grants alone. */
  public List<Grant> grants() {
    return held.stream().map(Held::grant).toList();
  }
}
