package mx.interconsulta.platform.problem;

import java.util.Map;
import java.util.Objects;

/**
 * A failure that its caller is told about: RFC 9457 problem+json over HTTP, an {@code error}
 * message over the WebSocket. Thrown, or the cause of a failed Future; translated once, at the
 * edge. It never carries patient data.
 *
 * <p>The sentence a person reads is looked up by {@code code} in the resource bundles {@code
 * problems/<module>} in the person's language, with {@code details} as its named arguments.
 */
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final transient Map<String, Object> details;

  /**
   * A problem.
   *
   * @param status HTTP status, 400 to 599
   * @param code stable token, for example {@code request-taken}; the last part of the problem's
   *     type URI
   * @param details open facts for the page: names of fields, states, instants; never clinical text
   */
  public Problem(int status, String code, Map<String, Object> details) {
    super(code, null, false, false);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not a failure: " + status);
    }
    this.status = status;
    this.code = Objects.requireNonNull(code, "code");
    this.details = Map.copyOf(details);
  }

  /** A problem without details. */
  public Problem(int status, String code) {
    this(status, code, Map.of());
  }

  /** 404: absent, or out of reach; the two are never told apart. */
  public static Problem notFound() {
    return new Problem(404, "not-found");
  }

  /** 409: somebody else was first, or the document is in another state. */
  public static Problem conflict(String code, Map<String, Object> details) {
    return new Problem(409, code, details);
  }

  /** 422: well formed, but a value cannot be. */
  public static Problem invalid(String code, Map<String, Object> details) {
    return new Problem(422, code, details);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, Object> details() {
    return details;
  }
}
