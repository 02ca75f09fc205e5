package mx.interconsulta.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.problem.Problem;

/** What the document asks of the parameters and the body of one operation. */
final class OperationContract {
  private record Checked(Parameter parameter, SchemaCheck check) {}

  private final String id;
  private final List<Checked> parameters;
  private final SchemaCheck body;
  private final boolean takesBody;
  private final boolean bodyRequired;

  OperationContract(Operation operation, SchemaRepository repository) {
    this.id = operation.getOperationId();
    this.parameters =
        operation.getParameters().stream()
            .filter(parameter -> parameter.getIn() != Location.COOKIE)
            .map(
                parameter ->
                    new Checked(parameter, new SchemaCheck(repository, parameter.getSchema())))
            .toList();
    this.takesBody = operation.getRequestBody() != null;
    this.bodyRequired = takesBody && operation.getRequestBody().isRequired();
    MediaType json =
        takesBody ? operation.getRequestBody().getContent().get(MediaType.APPLICATION_JSON) : null;
    this.body =
        json == null || json.getSchema() == null
            ? null
            : new SchemaCheck(repository, json.getSchema());
  }

  String id() {
    return id;
  }

  /** Throws {@link RefusedFields} when a parameter does not keep to the document. */
  void checkParameters(RoutingContext routing) {
    List<FieldFault> faults = new ArrayList<>();
    for (Checked checked : parameters) {
      String name = checked.parameter().getName();
      String value = value(routing, checked.parameter());
      if (value == null) {
        if (checked.parameter().isRequired()) {
          faults.add(new FieldFault("?" + name, "field-required", Map.of()));
        }
      } else if (!checked.check().faults(typed(checked.parameter(), value)).isEmpty()) {
        String code = checked.check().faults(typed(checked.parameter(), value)).get(0).code();
        faults.add(new FieldFault("?" + name, code, Map.of()));
      }
    }
    if (!faults.isEmpty()) {
      throw new RefusedFields(faults);
    }
  }

  /**
   * The JSON body, checked; an empty object when the operation takes none.
   *
   * @throws RefusedFields when it does not keep to the document
   * @throws Problem when it is no JSON object at all
   */
  JsonObject checkedBody(HttpServerRequest request, Buffer bytes) {
    if (!takesBody) {
      return new JsonObject();
    }
    if (bytes.length() == 0) {
      if (bodyRequired) {
        throw new Problem(400, "body-missing");
      }
      return new JsonObject();
    }
    if (!isJson(request.headers())) {
      throw new Problem(415, "body-not-json");
    }
    JsonObject json;
    try {
      json = bytes.toJsonObject();
    } catch (DecodeException | ClassCastException malformed) {
      throw new Problem(400, "body-malformed");
    }
    List<FieldFault> faults = body == null ? List.of() : body.faults(json);
    if (!faults.isEmpty()) {
      throw new RefusedFields(faults);
    }
    return json;
  }

  private static boolean isJson(MultiMap headers) {
    String type = headers.get("Content-Type");
    return type != null
        && type.split(";", 2)[0].trim().equalsIgnoreCase(MediaType.APPLICATION_JSON);
  }

  private static String value(RoutingContext routing, Parameter parameter) {
    return switch (parameter.getIn()) {
      case PATH -> routing.pathParam(parameter.getName());
      case QUERY -> {
        List<String> values = routing.queryParam(parameter.getName());
        yield values.isEmpty() ? null : String.join(",", values);
      }
      case HEADER -> routing.request().getHeader(parameter.getName());
      case COOKIE -> null;
    };
  }

  /** Text as the type its schema names; text that cannot be one stays text and is refused. */
  private static Object typed(Parameter parameter, String text) {
    SchemaType type = parameter.getSchemaType();
    try {
      return switch (type) {
        case INTEGER -> Long.valueOf(text);
        case NUMBER -> Double.valueOf(text);
        case BOOLEAN ->
            text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
        case ARRAY -> new JsonArray(List.of((Object[]) text.split(",", -1)));
        default -> text;
      };
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }
}
