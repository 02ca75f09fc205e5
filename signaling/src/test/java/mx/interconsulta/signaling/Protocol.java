package mx.interconsulta.signaling;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The protocol's schemas and samples, as both sides read them. */
public final class Protocol {
  /** Where they are, from this module's folder. */
  public static final Path FOLDER = Path.of("src/main/protocol");

  private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();

  private Protocol() {}

  /**
   * One sample.
   *
   * @param side {@code page} or {@code server}
   * @param name file name
   * @param valid whether it must pass
   */
  public record Sample(String side, String name, boolean valid, JsonObject body) {
    public String type() {
      return body.getString("type");
    }

    @Override
    public String toString() {
      return side + "/" + name;
    }
  }

  /** Whether a message fits its schema. */
  public static boolean fits(String side, String type, JsonObject body) {
    return VALIDATORS
        .computeIfAbsent(side + "/" + type, Protocol::validator)
        .validate(body)
        .getValid();
  }

  private static Validator validator(String name) {
    return Validator.create(
        JsonSchema.of(json(FOLDER.resolve(name + ".schema.json"))),
        new JsonSchemaOptions()
            .setBaseUri("https://interconsulta.invalid/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Flag));
  }

  /** All samples of a side. */
  public static List<Sample> samples(String side) {
    try (Stream<Path> files = Files.list(FOLDER.resolve("samples").resolve(side))) {
      return files
          .sorted()
          .map(
              file -> {
                String name = file.getFileName().toString();
                return new Sample(side, name, name.endsWith(".valid.json"), json(file));
              })
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The types of a side. */
  public static List<String> types(String side) {
    return json(FOLDER.resolve("index.json")).getJsonArray(side).stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonObject json(Path file) {
    try {
      return new JsonObject(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
