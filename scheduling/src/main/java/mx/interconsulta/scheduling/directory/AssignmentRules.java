package mx.interconsulta.scheduling.directory;

import java.util.List;

/**
 * Which assignments make sense: a role of the network has no unit, a specialist has a specialty.
 */
final class AssignmentRules {
  private AssignmentRules() {}

  static Faults check(Assignment added, Person person, Catalogue catalogue) {
    Faults faults = new Faults();
    faults.unless(person.active(), "/role", "person-has-left");
    if (added.to() != null) {
      faults.unless(added.from().isBefore(added.to()), "/to", "ends-before-it-begins");
    }
    checkPlace(added, catalogue, faults);
    checkSpecialties(added.role(), added.specialties(), catalogue, faults);
    boolean signs = Roles.REQUESTERS.contains(added.role()) || added.role().equals(Roles.RESIDENT);
    faults.unless(!signs || person.cedula() != null, "/role", "cedula-needed");
    return faults;
  }

  private static void checkPlace(Assignment added, Catalogue catalogue, Faults faults) {
    if (Roles.NETWORK_WIDE.contains(added.role())) {
      faults.unless(added.unit() == null, "/unit", "role-has-no-unit");
      faults.unless(added.group() == null, "/group", "role-has-no-unit");
      return;
    }
    if (added.role().equals(Roles.MEDICAL_DIRECTOR) && added.unit() == null) {
      boolean known = added.group() != null && catalogue.knowsGroup(added.group());
      faults.unless(known, "/group", "group-unknown");
      return;
    }
    faults.unless(catalogue.unit(added.unit()).isPresent(), "/unit", "unit-unknown");
    faults.unless(added.group() == null, "/group", "group-not-expected");
  }

  private static void checkSpecialties(
      String role, List<String> specialties, Catalogue catalogue, Faults faults) {
    if (role.equals(Roles.SPECIALIST) && specialties.isEmpty()) {
      faults.add("/specialties", "specialty-needed");
    }
    boolean may = Roles.WITH_SPECIALTIES.contains(role);
    faults.unless(may || specialties.isEmpty(), "/specialties", "role-has-no-specialty");
    for (int i = 0; i < specialties.size(); i++) {
      boolean known = catalogue.specialty(specialties.get(i)).isPresent();
      faults.unless(known, "/specialties/" + i, "specialty-unknown");
    }
  }
}
