package mx.interconsulta.records.note;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields of an interconsultation note: NOM-004-SSA3-2012, 6.3 (diagnostic criteria, plan of
 * studies, suggestions) and 7.1 by reference (reason, history, examination and mental state, vital
 * signs, results, diagnoses, treatment, prognosis), with what follows for the patient.
 */
final class NoteFields {
  static final String VITAL_SIGNS = "vitalSigns";
  static final String DIAGNOSES = "diagnoses";

  /** In how long the patient should be seen again; a token. */
  static final String FOLLOW_UP_AFTER = "followUpAfter";

  /** Names of the fields in the order of the sheet. */
  static final List<String> NAMES =
      List.of(
          "reason",
          "historySummary",
          "physicalExam",
          VITAL_SIGNS,
          "results",
          DIAGNOSES,
          "diagnosticCriteria",
          "studyPlan",
          "suggestions",
          "treatment",
          "prognosis",
          "disposition",
          "followUp",
          FOLLOW_UP_AFTER);

  /** There may be no studies yet, and not every case is followed. */
  private static final Set<String> OPTIONAL = Set.of("results", "followUp", FOLLOW_UP_AFTER);

  /** Who answers in writing or by telephone has nobody before them to examine. */
  private static final Set<String> ONLY_FACE_TO_FACE = Set.of("physicalExam", VITAL_SIGNS);

  private NoteFields() {}

  /** The fields without blank ones and without blanks at either end. */
  static JsonObject tidy(JsonObject fields) {
    JsonObject tidy = new JsonObject();
    for (String name : NAMES) {
      Object value = fields.getValue(name);
      if (value instanceof String text && !text.isBlank()) {
        tidy.put(name, text.strip());
      } else if (value instanceof JsonObject signs && measured(signs)) {
        tidy.put(name, signs.copy());
      } else if (value instanceof JsonArray diagnoses && !tidyDiagnoses(diagnoses).isEmpty()) {
        tidy.put(name, tidyDiagnoses(diagnoses));
      }
    }
    return tidy;
  }

  /** What a signature in this mode still needs, in the order of the sheet. */
  static List<String> missing(JsonObject fields, String mode) {
    JsonObject tidy = tidy(fields);
    List<String> missing = new ArrayList<>();
    for (String name : NAMES) {
      boolean needed =
          !OPTIONAL.contains(name)
              && (NoteMode.VIDEO.token().equals(mode) || !ONLY_FACE_TO_FACE.contains(name));
      if (needed && !tidy.containsKey(name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** The fields that still say what the request said. */
  static List<String> unchanged(JsonObject fields, JsonObject prefill) {
    JsonObject tidy = tidy(fields);
    JsonObject before = tidy(prefill);
    return NAMES.stream()
        .filter(name -> before.containsKey(name))
        .filter(name -> before.getValue(name).equals(tidy.getValue(name)))
        .toList();
  }

  private static boolean measured(JsonObject signs) {
    return signs.stream()
        .anyMatch(sign -> !sign.getKey().equals("takenAt") && sign.getValue() != null);
  }

  private static JsonArray tidyDiagnoses(JsonArray diagnoses) {
    JsonArray tidy = new JsonArray();
    for (int i = 0; i < diagnoses.size(); i++) {
      JsonObject diagnosis = diagnoses.getJsonObject(i);
      JsonObject kept = new JsonObject();
      for (String part : List.of("text", "system", "code")) {
        String value = diagnosis.getString(part);
        if (value != null && !value.isBlank()) {
          kept.put(part, value.strip());
        }
      }
      if (kept.containsKey("text")) {
        tidy.add(kept);
      }
    }
    return tidy;
  }
}
