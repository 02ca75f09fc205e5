package mx.interconsulta.scheduling.request;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import mx.interconsulta.scheduling.directory.Body;

/**
 * A file that goes with a request, as a version or an answer of the thread names it: what it is and
 * the hash of its bytes, so that what was sent can be told from what is there. The bytes are kept
 * by the module above.
 *
 * @param id UUID made by the page
 * @param name the file's name as its sender had it; clinical, so kept sealed
 * @param mediaType image/jpeg, image/png or application/pdf
 * @param bytes length in bytes as kept
 * @param hash lower-case hex SHA-256 of the bytes as kept
 * @param width pixels as shown, or null for a document
 * @param height pixels as shown, or null for a document
 * @param pages number of pages, or null for a photograph
 */
public record Enclosure(
    String id,
    String name,
    String mediaType,
    long bytes,
    String hash,
    Integer width,
    Integer height,
    Integer pages) {
  public Enclosure {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(hash, "hash");
  }

  /** Schema {@code EnclosedFile}. */
  public JsonObject asJson() {
    return Body.of()
        .with("id", id)
        .with("name", name)
        .with("mediaType", mediaType)
        .with("bytes", bytes)
        .with("hash", hash)
        .with("width", width)
        .with("height", height)
        .with("pages", pages)
        .json();
  }

  /** Several, in their order. */
  public static JsonArray asJson(List<Enclosure> files) {
    JsonArray json = new JsonArray();
    files.forEach(file -> json.add(file.asJson()));
    return json;
  }

  /** What {@link #asJson(List)} wrote; null is none. */
  public static List<Enclosure> from(JsonArray json) {
    return json == null
        ? List.of()
        : json.stream()
            .map(JsonObject.class::cast)
            .map(
                file ->
                    new Enclosure(
                        file.getString("id"),
                        file.getString("name"),
                        file.getString("mediaType"),
                        file.getLong("bytes"),
                        file.getString("hash"),
                        file.getInteger("width"),
                        file.getInteger("height"),
                        file.getInteger("pages")))
            .toList();
  }

  /** Says nothing of what it is called: it may end in a log. */
  @Override
  public String toString() {
    return "Enclosure[" + id + "]";
  }
}
