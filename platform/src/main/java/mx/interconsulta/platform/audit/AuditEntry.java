package mx.interconsulta.platform.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * One use of patient data.
 *
 * @param at when the call arrived
 * @param person id of the person who called
 * @param assignment id of the assignment that granted it
 * @param session id of the sign-in
 * @param operation operationId or message type
 * @param purpose name of the {@link mx.interconsulta.platform.operation.AuditPurpose}
 * @param target id of the document concerned; empty for a list
 * @param patients ids of the patients concerned
 * @param outcome {@code allowed}, or {@code denied} for an attempt out of reach
 * @param sitting key under which repeated calls share this entry; empty when each call has its own
 * @param correlation correlation id of the call
 */
public record AuditEntry(
    Instant at,
    String person,
    String assignment,
    String session,
    String operation,
    String purpose,
    String target,
    Set<String> patients,
    String outcome,
    String sitting,
    String correlation) {
  public AuditEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(person, "person");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(purpose, "purpose");
    patients = Set.copyOf(patients);
  }
}
