package mx.interconsulta.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A call of any operation that keeps to the document: made up from its own schemas. */
final class OperationCalls {
  private record Route(String method, String path, JsonObject operation) {}

  /**
   * A patient's header, record and signed notes are for whoever treats the patient, wherever that
   * is (NOM-004); the handler leaves out what such a reader may not see, which the modules' own
   * tests try.
   */
  private static final Set<String> OF_THE_PATIENT =
      Set.of("getPatient", "registerPatient", "getRecord", "getSignedNote");

  private final JsonObject document;
  private final WholeCase open;
  private final WholeCase answered;
  private final Map<String, Route> routes = new HashMap<>();

  /**
   * Calls about two cases.
   *
   * @param open is accepted and not answered: its own two units alone may read it
   * @param answered has a signed note
   */
  OperationCalls(JsonObject document, WholeCase open, WholeCase answered) {
    this.document = document;
    this.open = open;
    this.answered = answered;
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (item.getValue(method) instanceof JsonObject operation
            && operation.containsKey("operationId")) {
          routes.put(
              operation.getString("operationId"),
              new Route(method.toUpperCase(java.util.Locale.ROOT), path, operation));
        }
      }
    }
  }

  boolean isSafe(String id) {
    return routes.get(id).method().equals("GET");
  }

  boolean mayBeReadByWhoeverTreatsThePatient(String id) {
    return OF_THE_PATIENT.contains(id);
  }

  /** Calls an operation about the case. */
  Browser.Page call(Browser browser, String id) {
    Route route = routes.get(id);
    JsonObject body = route.operation().getJsonObject("requestBody");
    String text = null;
    if (body != null) {
      JsonObject json = body.getJsonObject("content").getJsonObject("application/json");
      text =
          json == null ? null : ((JsonObject) example(json.getJsonObject("schema"), "")).encode();
    }
    return browser.send(route.method(), filled(route.path()), text);
  }

  private String filled(String path) {
    String id =
        path.startsWith("/api/patients/")
            ? open.patient
            : path.startsWith("/api/requests/")
                ? open.request
                : path.startsWith("/api/consultations/")
                    ? open.consultation
                    : path.startsWith("/api/notes/")
                        ? answered.note
                        : path.startsWith("/api/attachments/")
                            ? open.attachment
                            : "nothing-of-this-name";
    return path.replace("{id}", id)
        .replace("{clues}", "BCIMS000142")
        .replace("{attachment}", UUID.randomUUID().toString())
        .replace("{unit}", "BCIMS000142")
        .replace("{person}", "nobody-of-this-name")
        .replace("{assignment}", UUID.randomUUID().toString());
  }

  private Object example(JsonObject given, String name) {
    JsonObject schema = resolved(given);
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").getValue(0);
    }
    if (schema.containsKey("const")) {
      return schema.getValue("const");
    }
    if (schema.containsKey("examples")) {
      return schema.getJsonArray("examples").getValue(0);
    }
    String type =
        schema.getValue("type") instanceof JsonArray types
            ? types.getString(0)
            : schema.getString("type", "object");
    return switch (type) {
      case "object" -> object(schema);
      case "array" -> array(schema, name);
      case "integer" -> schema.getInteger("minimum", 0);
      case "number" -> schema.getDouble("minimum", 0.0);
      case "boolean" -> true;
      default -> string(schema, name);
    };
  }

  private JsonObject object(JsonObject schema) {
    JsonObject made = new JsonObject();
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (Object required : schema.getJsonArray("required", new JsonArray())) {
      made.put(
          (String) required,
          example(properties.getJsonObject((String) required), (String) required));
    }
    return made;
  }

  private JsonArray array(JsonObject schema, String name) {
    JsonArray made = new JsonArray();
    for (int i = 0; i < schema.getInteger("minItems", 0); i++) {
      made.add(example(schema.getJsonObject("items"), name));
    }
    return made;
  }

  private static String string(JsonObject schema, String name) {
    String format = schema.getString("format", "");
    String pattern = schema.getString("pattern", "");
    if (format.equals("date")) {
      return "2026-11-22";
    }
    if (format.equals("date-time")) {
      return "2026-11-22T17:00:00Z";
    }
    if (pattern.contains("{64}")) {
      return "a".repeat(64);
    }
    if (pattern.startsWith("^[A-Z]{2}[A-Z]{3}")) {
      return "BCIMS000142";
    }
    if (pattern.matches("\\^\\[0-9]\\{\\d+(,\\d+)?}\\$")) {
      return "12345678";
    }
    if (name.equals("user")) {
      return "somebody.new";
    }
    int length = Math.max(8, schema.getInteger("minLength", 1));
    return "x".repeat(Math.min(length, schema.getInteger("maxLength", length)));
  }

  private JsonObject resolved(JsonObject schema) {
    JsonObject at = schema;
    while (at.containsKey("$ref")) {
      String name = at.getString("$ref").substring("#/components/schemas/".length());
      at = document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }
    return at;
  }
}
