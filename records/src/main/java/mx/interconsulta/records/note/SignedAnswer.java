package mx.interconsulta.records.note;

import java.time.Instant;

/**
 * What a signed note says about itself without a clinical word: enough to count it.
 *
 * @param note id of the note
 * @param request id of the request it answers
 * @param patient id of the patient
 * @param unit CLUES of the unit that answered
 * @param mode how the answer was reached: video, written, telephone
 * @param signedAt when it was signed
 * @param disposition token of what follows for the patient; empty when the note cannot be opened
 */
public record SignedAnswer(
    String note,
    String request,
    String patient,
    String unit,
    String mode,
    Instant signedAt,
    String disposition) {}
