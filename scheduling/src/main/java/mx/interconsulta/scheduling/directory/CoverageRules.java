package mx.interconsulta.scheduling.directory;

import java.time.LocalDate;

/** Which coverage makes sense: known keys, and a scope that names whom it is for. */
final class CoverageRules {
  private CoverageRules() {}

  static Faults check(Coverage next, Catalogue catalogue) {
    Faults faults = new Faults();
    faults.unless(catalogue.unit(next.unit()).isPresent(), "/unit", "unit-unknown");
    faults.unless(
        catalogue.specialty(next.specialty()).isPresent(), "/specialty", "specialty-unknown");
    switch (next.scope()) {
      case Coverage.GROUP -> {
        boolean known = next.forGroup() != null && catalogue.knowsGroup(next.forGroup());
        faults.unless(known, "/forGroup", "group-unknown");
        faults.unless(next.forUnit() == null, "/forUnit", "scope-mismatch");
      }
      case Coverage.UNIT -> {
        faults.unless(catalogue.unit(next.forUnit()).isPresent(), "/forUnit", "unit-unknown");
        faults.unless(next.forGroup() == null, "/forGroup", "scope-mismatch");
      }
      default -> {
        faults.unless(next.forUnit() == null, "/forUnit", "scope-mismatch");
        faults.unless(next.forGroup() == null, "/forGroup", "scope-mismatch");
      }
    }
    if (next.reason() != null) {
      boolean fits =
          catalogue
              .reason(next.reason())
              .map(reason -> reason.specialty().equals(next.specialty()))
              .orElse(false);
      faults.unless(fits, "/reason", "reason-unknown");
    }
    if (next.to() != null) {
      faults.unless(
          !LocalDate.parse(next.to()).isBefore(LocalDate.parse(next.from())),
          "/to",
          "ends-before-it-begins");
    }
    return faults;
  }
}
