package mx.interconsulta.scheduling.request;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Reason;
import mx.interconsulta.scheduling.directory.Specialty;

/** What a draft may not say, and what a submission must. */
final class RequestRules {
  static final String EMERGENCY = "emergency";
  static final String HOSPITALISED = "hospitalised";
  static final String SECOND_OPINION = "second-opinion";

  private RequestRules() {}

  /** Whether it is rung, and its room is open from the moment it is sent. */
  static boolean isEmergency(RequestDocument document) {
    return EMERGENCY.equals(document.kind());
  }

  /** Whether it is an emergency that nobody has taken. */
  static boolean rings(RequestDocument document) {
    return isEmergency(document) && document.stateNow() == RequestState.SUBMITTED;
  }

  /** Impossible values and unknown keys; what is missing may still be missing. */
  static Faults checkDraft(JsonObject draft, Catalogue catalogue, Instant now) {
    Faults faults = new Faults();
    Reason reason = catalogue.reason(draft.getString("reason")).orElse(null);
    if (draft.getString("reason") != null) {
      faults.unless(reason != null && reason.active(), "/reason", "reason-unknown");
    }
    if (draft.getString("specialty") != null) {
      boolean active =
          catalogue.specialty(draft.getString("specialty")).map(Specialty::active).orElse(false);
      faults.unless(active, "/specialty", "specialty-unknown");
      boolean same = reason == null || reason.specialty().equals(draft.getString("specialty"));
      faults.unless(same, "/specialty", "reason-fixes-specialty");
    }
    RequestContent content = RequestContent.from(draft.getJsonObject("content"));
    faults.addAll(VitalSigns.check(content.vitalSigns(), "/content/vitalSigns"));
    checkTaken(content.vitalSigns(), now, faults);
    checkTravel(content.travel(), faults, "/content/travel");
    return faults;
  }

  /** What an emergency may be given after it was sent. */
  static Faults checkSupplement(JsonObject added) {
    Faults faults = new Faults();
    faults.unless(!added.isEmpty(), "/question", "field-needed");
    checkTravel(added.getJsonObject("travel"), faults, "/travel");
    return faults;
  }

  /** A version that says what the one before says would be read again for nothing. */
  static Faults checkAdds(RequestContent before, RequestContent after) {
    Faults faults = new Faults();
    faults.unless(!after.equals(before), "/question", "nothing-added");
    return faults;
  }

  private static void checkTaken(JsonObject vitalSigns, Instant now, Faults faults) {
    if (vitalSigns != null && vitalSigns.getString("takenAt") != null) {
      Instant taken = vitalSigns.getInstant("takenAt");
      // A page's clock may run ahead of ours by a little.
      faults.unless(
          !taken.isAfter(now.plusSeconds(300)), "/content/vitalSigns/takenAt", "instant-ahead");
    }
  }

  private static void checkTravel(JsonObject travel, Faults faults, String path) {
    if (travel != null && travel.getInteger("companionsWorking") != null) {
      faults.unless(
          travel.getInteger("companionsWorking") <= travel.getInteger("companions", 0),
          path + "/companionsWorking",
          "more-working-than-companions");
    }
  }

  /** What is missing before it may be sent. */
  static Faults checkComplete(RequestDocument document, RequestContent content) {
    Faults faults = new Faults();
    needed(document.patient(), "/patient", faults);
    needed(document.kind(), "/kind", faults);
    needed(document.reason(), "/reason", faults);
    needed(document.specialty(), "/specialty", faults);
    needed(document.priority(), "/priority", faults);
    if (EMERGENCY.equals(document.kind())) {
      // Seconds count: what is not needed to ring can be said in the room.
      faults.unless(VitalSigns.any(content.vitalSigns()), "/content/vitalSigns", "field-needed");
      faults.unless(content.triage() != null, "/content/triage", "field-needed");
      return faults;
    }
    needed(content.clinicalSummary(), "/content/clinicalSummary", faults);
    needed(content.question(), "/content/question", faults);
    needed(text(content.travel(), "means"), "/content/travel/means", faults);
    if (HOSPITALISED.equals(document.kind())) {
      for (String field : new String[] {"ward", "bed", "transferComplication"}) {
        needed(text(content.hospitalisation(), field), "/content/hospitalisation/" + field, faults);
      }
    }
    return faults;
  }

  private static String text(JsonObject json, String field) {
    return json == null ? null : json.getString(field);
  }

  private static void needed(String value, String path, Faults faults) {
    faults.unless(value != null && !value.isBlank(), path, "field-needed");
  }
}
