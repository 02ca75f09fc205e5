package mx.interconsulta.platform.operation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * One validated call of an operation. Parameters and body have passed the OpenAPI contract; the
 * caller has been admitted. Used on the event-loop context that serves the request and not kept.
 */
public interface Call {

  /** Who calls. Throws for an operation that anyone may call and nobody has signed in. */
  Principal principal();

  /** The grant that opened the operation; for {@link Reach.Listing} the first that contributes. */
  Grant grant();

  /** A path parameter. */
  String path(String name);

  /** A query parameter, as text. */
  Optional<String> query(String name);

  /** A request header. */
  Optional<String> header(String name);

  /** The JSON body; an empty object when the operation has none. */
  JsonObject body();

  /** When the call arrived, by the process's clock. */
  Instant at();

  /** Language for texts a person will read, {@code es} or {@code en}. */
  String language();

  /** Correlation id of the call, as written to logs and problems. */
  String correlation();

  /** The union of the caller's list filters. Asking for it marks it as used. */
  Bson scope();

  /** The document that the look-up found. */
  <T> T document(Class<T> type);

  /** What the look-up found. */
  Footprint footprint();
}
