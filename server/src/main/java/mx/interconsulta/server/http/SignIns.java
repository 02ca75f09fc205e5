package mx.interconsulta.server.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Finds out who calls. Declared here because every call asks; {@code identity} knows. */
@FunctionalInterface
public interface SignIns {
  /** The caller by the session cookie of the request; empty when there is none that holds. */
  Future<Optional<SignedIn>> of(HttpServerRequest request);
}
