package mx.interconsulta.scheduling.escalation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The five levels of triage with their words and target minutes, as data: {@code triage.json} on
 * the class path. The colours and minutes are those that IMSS publishes for its emergency services.
 */
final class Triage {
  /** The level that is meant when none was said. */
  static final int MOST_URGENT = 1;

  private static final JsonObject LEVELS = read();

  private Triage() {}

  /** Schema {@code TriagePage}. */
  static JsonObject published() {
    return LEVELS.copy();
  }

  private static JsonObject read() {
    try (InputStream file = Triage.class.getResourceAsStream("/urgencias/triage.json")) {
      return new JsonObject(Buffer.buffer(file.readAllBytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
