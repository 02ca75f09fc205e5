package mx.interconsulta.scheduling.request;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import mx.interconsulta.scheduling.directory.Body;
import mx.interconsulta.scheduling.patient.Identity;

/**
 * The clinical text of a request, opened. Lives in memory only.
 *
 * @param clinicalSummary history and findings, or null
 * @param question what is asked, or null
 * @param vitalSigns schema {@code VitalSigns}, or null
 * @param hospitalisation ward, bed, transferComplication, or null
 * @param travel means, companions, companionsWorking, patientWorks, or null
 * @param triage level of an emergency, 1 (red) to 5 (blue), or null
 */
public record RequestContent(
    String clinicalSummary,
    String question,
    JsonObject vitalSigns,
    JsonObject hospitalisation,
    JsonObject travel,
    Integer triage) {

  static final RequestContent EMPTY = new RequestContent(null, null, null, null, null, null);

  static RequestContent from(JsonObject json) {
    return json == null
        ? EMPTY
        : new RequestContent(
            json.getString("clinicalSummary"),
            json.getString("question"),
            json.getJsonObject("vitalSigns"),
            json.getJsonObject("hospitalisation"),
            json.getJsonObject("travel"),
            json.getInteger("triage"));
  }

  /** The same with what was added: each part given takes the place of the one before. */
  RequestContent with(JsonObject added) {
    return from(asJson().mergeIn(added));
  }

  public JsonObject asJson() {
    return Body.of()
        .with("clinicalSummary", clinicalSummary)
        .with("question", question)
        .with("vitalSigns", vitalSigns)
        .with("hospitalisation", hospitalisation)
        .with("travel", travel)
        .with("triage", triage)
        .json();
  }

  /** Says nothing about the patient: it may end in a log. */
  @Override
  public String toString() {
    return "RequestContent[sealed]";
  }

  /**
   * What a submission froze.
   *
   * @param patient the patient's identity as it stood
   * @param content the clinical text
   * @param files the files that went with it
   */
  record Frozen(Identity patient, RequestContent content, List<Enclosure> files) {
    JsonObject asJson() {
      JsonObject json =
          new JsonObject().put("patient", patient.asJson()).put("content", content.asJson());
      return files.isEmpty() ? json : json.put("files", Enclosure.asJson(files));
    }

    static Frozen from(JsonObject json) {
      return new Frozen(
          Identity.from(json.getJsonObject("patient")),
          RequestContent.from(json.getJsonObject("content")),
          Enclosure.from(json.getJsonArray("files")));
    }

    JsonObject header(String id, LocalDate day, boolean sample) {
      return patient.header(id, day, sample);
    }
  }
}
