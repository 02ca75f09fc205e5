package mx.interconsulta.signaling.bus;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * One kind of message between servers.
 *
 * @param name its name on the bus
 * @param longest most characters its JSON may have; a longer one is not sent
 * @param write how it is written
 * @param read how it is read; may throw when it is none
 */
public record Kind<T>(
    String name, int longest, Function<T, JsonObject> write, Function<JsonObject, T> read) {}
