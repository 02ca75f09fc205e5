package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;

/** Builds the JSON of an answer; what is null is left out. */
public final class Body {
  private final JsonObject json = new JsonObject();

  private Body() {}

  public static Body of() {
    return new Body();
  }

  /** Adds a value; instants in UTC with Z, days as YYYY-MM-DD. */
  public Body with(String name, Object value) {
    if (value instanceof Instant || value instanceof LocalDate) {
      json.put(name, value.toString());
    } else if (value != null) {
      json.put(name, value);
    }
    return this;
  }

  public JsonObject json() {
    return json;
  }
}
