package mx.interconsulta.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a value against a schema of the document and says every fault, by keyword. The library's
 * own messages repeat values, so they are read for names and limits only and never passed on.
 *
 * <p>Threading: the library annotates schemas while it reads them, so one check runs at a time;
 * each takes microseconds.
 */
final class SchemaCheck {
  private static final JsonSchemaOptions ALL_FAULTS =
      new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setOutputFormat(OutputFormat.Basic);
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Object LOCK = new Object();

  /** Keywords that only say that something inside them is wrong. */
  private static final Set<String> ENVELOPES =
      Set.of(
          "$ref",
          "properties",
          "items",
          "prefixItems",
          "allOf",
          "anyOf",
          "oneOf",
          "then",
          "else",
          "if",
          "patternProperties",
          "contains");

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("required", "field-required"),
          Map.entry("dependentRequired", "field-required"),
          Map.entry("type", "field-type"),
          Map.entry("enum", "field-choice"),
          Map.entry("const", "field-choice"),
          Map.entry("minimum", "field-too-small"),
          Map.entry("exclusiveMinimum", "field-too-small"),
          Map.entry("maximum", "field-too-large"),
          Map.entry("exclusiveMaximum", "field-too-large"),
          Map.entry("minLength", "field-too-short"),
          Map.entry("maxLength", "field-too-long"),
          Map.entry("pattern", "field-pattern"),
          Map.entry("format", "field-format"),
          Map.entry("minItems", "field-too-few"),
          Map.entry("maxItems", "field-too-many"),
          Map.entry("uniqueItems", "field-repeated"),
          Map.entry("additionalProperties", "field-unknown"),
          Map.entry("unevaluatedProperties", "field-unknown"));

  private final SchemaRepository repository;
  private final JsonSchema root;
  private final Validator validator;

  SchemaCheck(SchemaRepository repository, JsonSchema schema) {
    this.repository = repository;
    String uri = schema.get("__absolute_uri__");
    JsonSchema known = uri == null ? null : repository.find(uri);
    this.root = known == null ? schema : known;
    this.validator =
        known == null
            ? repository.validator(schema, ALL_FAULTS)
            : repository.validator(uri, ALL_FAULTS);
  }

  /** Every fault; empty when the value keeps to the schema. */
  List<FieldFault> faults(Object value) {
    OutputUnit result;
    synchronized (LOCK) {
      result = validator.validate(value);
    }
    if (result.getValid()) {
      return List.of();
    }
    Map<String, FieldFault> faults = new LinkedHashMap<>();
    List<OutputUnit> units =
        result.getErrors() == null ? List.of() : new ArrayList<>(result.getErrors());
    for (OutputUnit unit : units) {
      FieldFault fault = fault(unit);
      if (fault != null) {
        faults.putIfAbsent(fault.path(), fault);
      }
    }
    // The library takes a property whose inside is wrong for an unknown one as well.
    Set<String> paths = Set.copyOf(faults.keySet());
    faults
        .values()
        .removeIf(
            fault ->
                fault.code().equals("field-unknown")
                    && paths.stream().anyMatch(path -> path.startsWith(fault.path() + "/")));
    return faults.isEmpty()
        ? List.of(new FieldFault("", "field-invalid", Map.of()))
        : List.copyOf(faults.values());
  }

  private FieldFault fault(OutputUnit unit) {
    String location = unit.getKeywordLocation();
    String keyword = location.substring(location.lastIndexOf('/') + 1);
    if (ENVELOPES.contains(keyword)
        || keyword.chars().allMatch(Character::isDigit)
        || location.endsWith("/properties/" + keyword)) {
      return null;
    }
    String code = CODES.getOrDefault(keyword, "field-invalid");
    String path = pointer(unit.getInstanceLocation());
    return switch (code) {
      case "field-required" -> new FieldFault(path + "/" + lastQuoted(unit), code, Map.of());
      case "field-too-small",
          "field-too-large",
          "field-too-short",
          "field-too-long",
          "field-too-few",
          "field-too-many" ->
          limited(path, code, unit, keyword);
      default -> new FieldFault(path, code, Map.of());
    };
  }

  /** Names the limit, and the other end of a range when there is one. */
  private FieldFault limited(String path, String code, OutputUnit unit, String keyword) {
    JsonObject schema = schemaAt(unit.getKeywordLocation());
    if (schema == null || schema.getValue(keyword) == null) {
      return new FieldFault(path, "field-invalid", Map.of());
    }
    Object limit = schema.getValue(keyword);
    Object low = schema.getValue("minimum");
    Object high = schema.getValue("maximum");
    if (low != null && high != null && keyword.endsWith("imum")) {
      return new FieldFault(path, "field-out-of-range", Map.of("low", low, "high", high));
    }
    return new FieldFault(path, code, Map.of("limit", limit));
  }

  /** The schema that holds a keyword: its location without the last step, over references. */
  private JsonObject schemaAt(String keywordLocation) {
    String[] steps = keywordLocation.split("/", -1);
    Object at = root;
    for (int i = 1; i < steps.length - 1; i++) {
      String step = steps[i].replace("~1", "/").replace("~0", "~");
      if (at instanceof JsonArray array && step.chars().allMatch(Character::isDigit)) {
        at = array.getValue(Integer.parseInt(step));
      } else if (at instanceof JsonObject object && step.equals("$ref")) {
        at = repository.find(object.getString("__absolute_ref__", object.getString("$ref")));
      } else if (at instanceof JsonObject object) {
        at = object.getValue(step);
      } else {
        return null;
      }
    }
    return at instanceof JsonObject object ? object : null;
  }

  private static String pointer(String location) {
    return location.startsWith("#") ? location.substring(1) : location;
  }

  private static String lastQuoted(OutputUnit unit) {
    Matcher quoted = QUOTED.matcher(unit.getError());
    String last = "";
    while (quoted.find()) {
      last = quoted.group(1);
    }
    return last;
  }
}
