package mx.interconsulta.records.indicator;

import com.mongodb.client.model.Filters;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.scheduling.directory.Roles;
import org.bson.conversions.Bson;

/**
 * Who sees which figures. The network's coordination sees all; a unit's, what the unit asked or
 * answered; the head of medical services of an OOAD, what its units asked; the director of a UMAE,
 * what it asked or answered. A list of the cases behind a number, with names, is for coordinators
 * alone: directors have figures and no names.
 */
final class FigureReach {
  private FigureReach() {}

  /** Whose list of cases may be opened. */
  static final Set<String> LISTING = Set.of(Roles.COORDINATOR, Roles.NATIONAL_COORDINATOR);

  static Reach.Listing figures() {
    return new Reach.Listing(
        Map.of(
            Roles.NATIONAL_COORDINATOR, FigureReach::everything,
            Roles.COORDINATOR, FigureReach::ofUnit,
            Roles.MEDICAL_DIRECTOR, FigureReach::ofDirector));
  }

  static Reach.Listing lists() {
    return new Reach.Listing(
        Map.of(
            Roles.NATIONAL_COORDINATOR, FigureReach::everything,
            Roles.COORDINATOR, FigureReach::ofUnit));
  }

  static boolean mayList(Principal principal) {
    return principal.roles().stream().anyMatch(LISTING::contains);
  }

  private static Bson everything(Principal principal, Grant grant) {
    return Filters.empty();
  }

  private static Bson ofUnit(Principal principal, Grant grant) {
    return Filters.or(Filters.eq("unit", grant.unit()), Filters.eq("answering", grant.unit()));
  }

  private static Bson ofDirector(Principal principal, Grant grant) {
    return grant.unit().isEmpty() ? Filters.eq("group", grant.group()) : ofUnit(principal, grant);
  }
}
