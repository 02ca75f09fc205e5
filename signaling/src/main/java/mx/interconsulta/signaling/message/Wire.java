package mx.interconsulta.signaling.message;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.util.Optional;

/**
 * JSON text and back, streamed: messages are trees of JSON values only, so the object mapper that
 * Vert.x takes otherwise would look up, for each of them, how to write classes that never come.
 */
final class Wire {
  private static final JacksonCodec CODEC = new JacksonCodec();

  private Wire() {}

  /** The object a text is; empty when it is none. */
  static Optional<JsonObject> read(String text) {
    try {
      return CODEC.fromString(text) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (DecodeException notJson) {
      return Optional.empty();
    }
  }

  static String write(JsonObject object) {
    return CODEC.toString(object, false);
  }
}
