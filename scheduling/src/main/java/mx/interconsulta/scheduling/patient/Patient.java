package mx.interconsulta.scheduling.patient;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;

/**
 * A patient, opened. Lives in memory only.
 *
 * @param id our own id: the only identity
 * @param version grows with each change
 * @param identity who they are
 * @param unit CLUES of the unit that keeps the paper record, or null
 * @param sample whether invented
 */
public record Patient(String id, int version, Identity identity, String unit, boolean sample) {

  /** What stands on every clinical screen: schema {@code PatientHeader}. */
  public JsonObject header(LocalDate today) {
    return identity.header(id, today, sample);
  }

  /** The patient's own page: schema {@code Patient}. */
  JsonObject asJson(LocalDate today) {
    JsonObject json =
        identity
            .asJson()
            .put("id", id)
            .put("version", version)
            .put("displayName", identity.displayName())
            .put("header", header(today))
            .put("sample", sample);
    return unit == null ? json : json.put("unit", unit);
  }
}
