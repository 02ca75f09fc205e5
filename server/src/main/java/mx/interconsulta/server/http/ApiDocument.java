package mx.interconsulta.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI 3.1 document of the whole product, assembled at build time from one file of each
 * module. The whole one is published; the router gets a derived copy without the media types that
 * its library refuses (problem+json, csv, calendar, fhir+json).
 */
public final class ApiDocument {
  /** Where the build puts it on the class path. */
  public static final String RESOURCE = "/openapi/openapi.json";

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Buffer published;

  public ApiDocument(Buffer published) {
    this.published = published;
  }

  /**
   * Reads the document of this build.
   *
   * @throws IllegalStateException when the build left it out
   */
  public static ApiDocument load() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + RESOURCE);
      }
      return new ApiDocument(Buffer.buffer(in.readAllBytes()));
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read " + RESOURCE, unreadable);
    }
  }

  /** The whole document, as it is published. */
  public Buffer published() {
    return published;
  }

  /** Every operationId in the document. */
  public Set<String> operationIds() {
    Set<String> ids = new TreeSet<>();
    JsonObject paths = published.toJsonObject().getJsonObject("paths", new JsonObject());
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        if (METHODS.contains(method)) {
          ids.add(item.getJsonObject(method).getString("operationId"));
        }
      }
    }
    return ids;
  }

  /** A copy that the router accepts. */
  public JsonObject routable() {
    JsonObject copy = published.toJsonObject();
    withoutRefusedMediaTypes(copy);
    // The library takes absolute URLs only; ours says "wherever you got this from".
    copy.remove("servers");
    return copy;
  }

  private static void withoutRefusedMediaTypes(JsonObject node) {
    // A property of a schema may be called content too: media types have a slash.
    if (node.getValue("content") instanceof JsonObject content
        && content.fieldNames().stream().anyMatch(name -> name.contains("/"))) {
      content.fieldNames().stream()
          .filter(type -> !MediaType.isMediaTypeSupported(type))
          .toList()
          .forEach(content::remove);
      if (content.isEmpty()) {
        node.remove("content");
      }
    }
    for (String name : node.fieldNames()) {
      Object value = node.getValue(name);
      if (value instanceof JsonObject object) {
        withoutRefusedMediaTypes(object);
      } else if (value instanceof io.vertx.core.json.JsonArray array) {
        array.forEach(
            item -> {
              if (item instanceof JsonObject object) {
                withoutRefusedMediaTypes(object);
              }
            });
      }
    }
  }
}
