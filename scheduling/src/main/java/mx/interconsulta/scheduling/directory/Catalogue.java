package mx.interconsulta.scheduling.directory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mx.interconsulta.platform.operation.Grant;

/**
 * Units, specialties, reasons and coverage as they stood at one moment: small, read by nearly every
 * call, immutable. {@link Directory#catalogue()} hands it out.
 */
public final class Catalogue {
  private final Map<String, Unit> units;
  private final Map<String, Specialty> specialties;
  private final Map<String, Reason> reasons;
  private final List<Coverage> coverage;

  Catalogue(
      List<Unit> units,
      List<Specialty> specialties,
      List<Reason> reasons,
      List<Coverage> coverage) {
    this.units = byId(units);
    this.specialties = byId(specialties);
    this.reasons = byId(reasons);
    this.coverage = List.copyOf(coverage);
  }

  private static <T extends Entry> Map<String, T> byId(List<T> entries) {
    return entries.stream().collect(Collectors.toUnmodifiableMap(Entry::id, Function.identity()));
  }

  public Optional<Unit> unit(String clues) {
    return Optional.ofNullable(clues).map(units::get);
  }

  /** Short name of a unit; its CLUES when the directory does not know it. */
  public String unitName(String clues) {
    return unit(clues).map(Unit::shortName).orElse(clues);
  }

  /** Name of an OOAD as its units give it; empty when no unit reports to it. */
  String groupName(String group) {
    return inGroup(group).map(Unit::groupName).findFirst().orElse("");
  }

  /** The one zone in which a grant is exercised; empty when there are several or none. */
  String zoneOf(Grant grant) {
    List<String> zones =
        (grant.unit().isEmpty() ? inGroup(grant.group()) : unit(grant.unit()).stream())
            .map(Unit::zone)
            .distinct()
            .toList();
    return zones.size() == 1 ? zones.get(0) : "";
  }

  private Stream<Unit> inGroup(String group) {
    return units.values().stream().filter(unit -> unit.group().equals(group));
  }

  public Optional<Specialty> specialty(String key) {
    return Optional.ofNullable(key).map(specialties::get);
  }

  public Optional<Reason> reason(String key) {
    return Optional.ofNullable(key).map(reasons::get);
  }

  public Collection<Unit> units() {
    return units.values();
  }

  public Collection<Specialty> specialties() {
    return specialties.values();
  }

  public Collection<Reason> reasons() {
    return reasons.values();
  }

  public List<Coverage> coverage() {
    return coverage;
  }

  /** Whether an OOAD is known, by any of its units. */
  boolean knowsGroup(String group) {
    return units.values().stream().anyMatch(unit -> unit.group().equals(group));
  }

  /**
   * The units that answer for a request, in CLUES order. The day is that of the asking unit's own
   * calendar.
   *
   * @param asking CLUES of the unit that asks
   * @param specialty key of the specialty
   * @param reason key of the reason, or null when it is not chosen yet
   */
  public Set<String> answering(String asking, String specialty, String reason, Instant now) {
    Unit unit = units.get(asking);
    if (unit == null || specialty == null) {
      return Set.of();
    }
    LocalDate day = LocalDate.ofInstant(now, unit.zoneId());
    return coverage.stream()
        .filter(entry -> entry.specialty().equals(specialty))
        .filter(entry -> entry.holdsOn(day))
        .filter(entry -> entry.answersFor(unit, reason))
        .map(Coverage::unit)
        .filter(clues -> unit(clues).map(Unit::active).orElse(false))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
