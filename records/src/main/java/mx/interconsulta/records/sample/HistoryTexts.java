package mx.interconsulta.records.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What requests and notes of the history say. */
final class HistoryTexts {
  private static final Set<String> LYING = Set.of("emergency", "hospitalised");

  private HistoryTexts() {}

  /** A request that can be sent, but for its patient. */
  static JsonObject draft(JsonObject pattern, String kind, int age, Random chance) {
    JsonObject content =
        new JsonObject()
            .put("clinicalSummary", pattern.getString("summary"))
            .put("question", pattern.getString("question"))
            .put("vitalSigns", vitalSigns(age, chance))
            .put("travel", travel(kind, age, chance));
    if (kind.equals("emergency")) {
      content.put("triage", 2 + chance.nextInt(2));
    }
    if (kind.equals("hospitalised")) {
      content.put(
          "hospitalisation",
          new JsonObject()
              .put("ward", age < 16 ? "Pediatría" : "Medicina interna")
              .put("bed", Integer.toString(201 + chance.nextInt(40)))
              .put("transferComplication", "Requiere ambulancia con oxígeno y personal."));
    }
    String priority =
        kind.equals("emergency") ? "urgent" : chance.nextInt(3) == 0 ? "soon" : "routine";
    return new JsonObject()
        .put("kind", kind)
        .put("reason", pattern.getString("reason"))
        .put("priority", priority)
        .put("content", content);
  }

  private static JsonObject travel(String kind, int age, Random chance) {
    List<String> ways =
        LYING.contains(kind)
            ? List.of("ambulance", "ambulance", "ambulance", "own-car", "air-ambulance")
            : List.of("bus", "bus", "bus", "bus", "own-car", "own-car", "plane", "none");
    int companions = age < 18 ? 1 + chance.nextInt(2) : chance.nextInt(2);
    return new JsonObject()
        .put("means", ways.get(chance.nextInt(ways.size())))
        .put("companions", companions)
        .put("companionsWorking", companions == 0 ? 0 : chance.nextInt(companions + 1))
        .put("patientWorks", age >= 18 && age < 65 && chance.nextInt(3) > 0);
  }

  private static JsonObject vitalSigns(int age, Random chance) {
    return new JsonObject()
        .put("heartRate", (age < 12 ? 92 : 72) + chance.nextInt(22))
        .put("respiratoryRate", 16 + chance.nextInt(8))
        .put("systolic", (age < 12 ? 92 : 114) + chance.nextInt(30))
        .put("diastolic", (age < 12 ? 54 : 70) + chance.nextInt(16))
        .put("temperature", 36.2 + chance.nextInt(9) / 10.0)
        .put("oxygenSaturation", 93 + chance.nextInt(6));
  }

  /** A note that can be signed, whatever the mode. */
  static JsonObject note(JsonObject pattern, int age, String disposition, Random chance) {
    JsonObject fields =
        new JsonObject()
            .put("reason", pattern.getString("question"))
            .put("historySummary", pattern.getString("summary"))
            .put("physicalExam", pattern.getString("exam"))
            .put("vitalSigns", vitalSigns(age, chance))
            .put("diagnoses", new JsonArray().add(pattern.getJsonObject("diagnosis")))
            .put("diagnosticCriteria", pattern.getString("criteria"))
            .put("studyPlan", pattern.getString("plan"))
            .put("suggestions", pattern.getString("suggestions"))
            .put("treatment", pattern.getString("treatment"))
            .put("prognosis", pattern.getString("prognosis"))
            .put("disposition", disposition);
    if (disposition.equals("follow-up-video")) {
      fields.put("followUp", "Nueva valoración por video en cuatro semanas.");
    }
    return fields;
  }
}
