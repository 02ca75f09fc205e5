package mx.interconsulta.records.sample;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One case of the sample's history, before it is written.
 *
 * @param key names it; its ids follow from it
 * @param patient key of the patient
 * @param identity the patient as registered; null for one that an earlier case registered
 * @param unit CLUES of the unit that asks
 * @param author user of who asks
 * @param specialist user of who answers
 * @param draft schema {@code RequestDraft} without patient and version
 * @param follows key of the case it follows up, or null
 * @param end how far it has come
 * @param asked when it was sent
 * @param taken when it was taken or declined
 * @param signed when the note was signed
 * @param closed when the author said how the patient did
 * @param mode how it was answered
 * @param note fields of the note
 */
record PlannedCase(
    String key,
    String patient,
    JsonObject identity,
    String unit,
    String author,
    String specialist,
    JsonObject draft,
    String follows,
    End end,
    Instant asked,
    Instant taken,
    Instant signed,
    Instant closed,
    String mode,
    JsonObject note) {

  /** How far a case has come. */
  enum End {
    WAITING,
    TAKEN,
    DECLINED,
    ANSWERED,
    CLOSED
  }
}
