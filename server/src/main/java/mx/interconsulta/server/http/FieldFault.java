package mx.interconsulta.server.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;

/**
 * What is wrong with one field of a call. Never carries the value.
 *
 * @param path JSON Pointer into the body (RFC 6901), or {@code ?name} for a parameter
 * @param code which sentence says it
 * @param details the limits that the sentence names
 */
record FieldFault(String path, String code, Map<String, Object> details) {
  FieldFault {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(code, "code");
    details = Map.copyOf(details);
  }

  /** As it stands in a problem's {@code fields}. */
  JsonObject toJson(ProblemTexts texts, String language) {
    JsonObject json =
        new JsonObject()
            .put("path", path)
            .put("code", code)
            .put("message", texts.sentence(language, code, details));
    details.forEach(json::put);
    return json;
  }
}
