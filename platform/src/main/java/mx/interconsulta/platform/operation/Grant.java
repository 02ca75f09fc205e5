package mx.interconsulta.platform.operation;

import java.util.Objects;
import java.util.Set;

/**
 * One assignment of a person, as the platform sees it: an opaque role name, exercised at a unit,
 * for some specialties. A person's rights are the union of their grants; the audit trail names the
 * one that opened an operation.
 *
 * @param assignment id of the assignment this grant stands for
 * @param role opaque role name, for example {@code specialist}
 * @param unit id of the unit where the role is exercised; empty for a role of the whole network
 * @param group id of the administrative body the unit reports to; empty when there is none
 * @param specialties ids of the specialties the role covers; empty when the role has none
 */
public record Grant(
    String assignment, String role, String unit, String group, Set<String> specialties) {
  public Grant {
    Objects.requireNonNull(assignment, "assignment");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(group, "group");
    specialties = Set.copyOf(specialties);
  }
}
