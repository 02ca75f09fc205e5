package mx.interconsulta.platform.operation;

import java.util.Objects;

/**
 * Why patient data is read or written, as the audit trail states it.
 *
 * @param name stable token, for example {@code request.read}
 * @param sitting whether calls of one person on one document within a sitting share one entry, as a
 *     draft's autosaves do
 */
public record AuditPurpose(String name, boolean sitting) {

  /** An operation that touches no patient data and says so. */
  public static final AuditPurpose NONE = new AuditPurpose("none", false);

  public AuditPurpose {
    Objects.requireNonNull(name, "name");
    if (!name.matches("[a-z][a-z0-9.-]*")) {
      throw new IllegalArgumentException("a purpose is a lower-case token: " + name);
    }
  }

  /** A purpose with one entry a call. */
  public static AuditPurpose of(String name) {
    return new AuditPurpose(name, false);
  }

  /** A purpose whose repeated calls in a sitting share one entry. */
  public static AuditPurpose perSitting(String name) {
    return new AuditPurpose(name, true);
  }

  /** Whether calls must be written to the audit trail. */
  public boolean audited() {
    return !equals(NONE);
  }
}
