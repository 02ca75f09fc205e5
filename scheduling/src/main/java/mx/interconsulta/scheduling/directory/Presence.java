package mx.interconsulta.scheduling.directory;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Who has a page open now. Declared here because coverage says who is present; {@code signaling}
 * knows it.
 */
@FunctionalInterface
public interface Presence {
  /** Those of these people who are present on any server. */
  Future<Set<String>> presentNow(Set<String> people);

  /** When the absent ones were last seen; those never seen are left out. */
  default Future<Map<String, Instant>> lastSeen(Set<String> people) {
    return Future.succeededFuture(Map.of());
  }
}
