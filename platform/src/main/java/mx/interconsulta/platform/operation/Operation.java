package mx.interconsulta.platform.operation;

import java.util.Objects;

/**
 * One operation of the HTTP API as a module contributes it. Its route, parameters and body come
 * from the OpenAPI document by {@code id}.
 *
 * @param id the OpenAPI operationId
 * @param purpose why it touches patient data, or {@link AuditPurpose#NONE}
 * @param reach who may call it and on what
 * @param handler what it does
 */
public record Operation(String id, AuditPurpose purpose, Reach reach, Handler handler) {
  public Operation {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(reach, "reach");
    Objects.requireNonNull(handler, "handler");
    if (purpose.audited() && reach instanceof Reach.Anyone) {
      throw new IllegalArgumentException(
          id + " touches patient data and must not be open to anyone");
    }
  }
}
