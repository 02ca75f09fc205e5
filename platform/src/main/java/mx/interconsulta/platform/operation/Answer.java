package mx.interconsulta.platform.operation;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a handler returns.
 *
 * @param status HTTP status, 200 to 299
 * @param body a {@code JsonObject}, a {@code JsonArray}, a record that Jackson writes, or null for
 *     no body
 * @param patients ids of every patient whose data the body holds or whose record was changed;
 *     {@link #NO_PATIENT_DATA} says that it was thought of and there are none; null fails the call
 *     when the operation has an audit purpose
 * @param headers further response headers
 */
public record Answer(int status, Object body, Set<String> patients, Map<String, String> headers) {

  /** Says on purpose that nothing about a patient leaves with this answer. */
  public static final Set<String> NO_PATIENT_DATA = Set.of();

  public Answer {
    if (status < 200 || status > 299) {
      throw new IllegalArgumentException(
          "an answer is a success, failures are Problems: " + status);
    }
    headers = Map.copyOf(Objects.requireNonNull(headers, "headers"));
    patients = patients == null ? null : Set.copyOf(patients);
  }

  /** 200 with a body and the patients in it. */
  public static Answer ok(Object body, Set<String> patients) {
    return new Answer(200, body, patients, Map.of());
  }

  /** 201 with a body and the patients in it. */
  public static Answer created(Object body, Set<String> patients) {
    return new Answer(201, body, patients, Map.of());
  }

  /** 204. */
  public static Answer done(Set<String> patients) {
    return new Answer(204, null, patients, Map.of());
  }

  /** The same answer with one more header. */
  public Answer withHeader(String name, String value) {
    var more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, patients, more);
  }
}
