package mx.interconsulta.server.http;

import java.util.Objects;
import mx.interconsulta.platform.operation.Principal;

/**
 * A caller whose session cookie holds.
 *
 * @param principal who it is and what they may do now
 * @param csrf what the header {@code X-Interconsulta-Csrf} of every change must say
 */
public record SignedIn(Principal principal, String csrf) {
  public SignedIn {
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(csrf, "csrf");
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "SignedIn[" + principal.session() + "]";
  }
}
