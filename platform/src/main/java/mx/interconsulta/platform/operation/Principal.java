package mx.interconsulta.platform.operation;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A signed-in person and what they may do, as it stands at the moment of a call.
 *
 * @param person id of the person
 * @param session id of the sign-in; never the cookie's value, so it may be written to the audit
 *     trail
 * @param language BCP 47 language of the person's pages, {@code es} or {@code en}
 * @param grants assignments in force now
 */
public record Principal(String person, String session, String language, List<Grant> grants) {
  public Principal {
    Objects.requireNonNull(person, "person");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(language, "language");
    grants = List.copyOf(grants);
  }

  /** The grants of one role. */
  public List<Grant> grantsOf(String role) {
    return grants.stream().filter(grant -> grant.role().equals(role)).toList();
  }

  /** The names of the roles held now. */
  public Set<String> roles() {
    return grants.stream().map(Grant::role).collect(Collectors.toUnmodifiableSet());
  }
}
