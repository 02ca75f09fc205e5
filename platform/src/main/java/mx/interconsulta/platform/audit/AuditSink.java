package mx.interconsulta.platform.audit;

import io.vertx.core.Future;

/**
 * Where uses of patient data are written. Declared here because every operation needs it; {@code
 * records} keeps the trail.
 */
@FunctionalInterface
public interface AuditSink {
  /**
   * Writes an entry. The Future completes when the entry is durable, on the caller's context; an
   * answer leaves only after that. Failure means no answer.
   */
  Future<Void> append(AuditEntry entry);
}
