package mx.interconsulta.records.note;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import mx.interconsulta.platform.operation.Footprint;

/**
 * What a note takes from the request it answers, as it stands now and opened.
 *
 * @param request id of the request
 * @param version number of the newest frozen version of the request
 * @param patient id of the patient
 * @param specialist id of the person who attends the request now; empty when nobody may write its
 *     note
 * @param assignment id of the assignment under which the specialist attends; empty likewise
 * @param requester id of the person who asked
 * @param consultation id of the consultation; empty when there is none
 * @param patientHeader how the patient is named on every sheet, with age now, ward and bed
 *     (NOM-004-SSA3-2012, 5.9)
 * @param requesterHeader who asked and from where
 * @param specialty id of the specialty
 * @param specialtyName its Spanish name
 * @param prefill the note's fields as far as the request says them
 * @param footprint whom the request concerns
 */
record CaseFile(
    String request,
    int version,
    String patient,
    String specialist,
    String assignment,
    String requester,
    String consultation,
    JsonObject patientHeader,
    JsonObject requesterHeader,
    String specialty,
    String specialtyName,
    JsonObject prefill,
    Footprint footprint) {
  CaseFile {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(patient, "patient");
    Objects.requireNonNull(specialist, "specialist");
    Objects.requireNonNull(requester, "requester");
    Objects.requireNonNull(consultation, "consultation");
  }

  /** Whether this person may write the note now. */
  boolean attendedBy(String person) {
    return specialist.equals(person);
  }

  /** Never shows what it holds. */
  @Override
  public String toString() {
    return "CaseFile[" + request + "]";
  }
}
