package mx.interconsulta.scheduling.consultation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import mx.interconsulta.scheduling.directory.Faults;
import mx.interconsulta.scheduling.directory.Folding;

/**
 * What a consent record must say. Consent names who gave it and the relationship; an emergency with
 * nobody to ask is recorded by two physicians with the reason, and opens video only (Ley General de
 * Salud, article 51 Bis 2; article 81 of its Reglamento en Materia de Prestación de Servicios de
 * Atención Médica).
 */
final class ConsentRules {
  private ConsentRules() {}

  static Faults check(JsonObject consent) {
    Faults faults = new Faults();
    if (consent.getString("basis").equals("emergency")) {
      checkEmergency(consent, faults);
      return faults;
    }
    for (String field : new String[] {"givenBy", "name", "how"}) {
      faults.unless(consent.getString(field) != null, "/" + field, "field-needed");
    }
    boolean speaksForAnother =
        consent.getString("givenBy") != null && !consent.getString("givenBy").equals("patient");
    if (speaksForAnother) {
      faults.unless(consent.getString("relationship") != null, "/relationship", "field-needed");
    } else {
      faults.unless(
          consent.getString("relationship") == null, "/relationship", "patient-speaks-alone");
    }
    faults.unless(consent.getJsonArray("physicians") == null, "/physicians", "only-in-emergency");
    return faults;
  }

  private static void checkEmergency(JsonObject consent, Faults faults) {
    faults.unless(
        consent.getString("scope").equals("video"), "/scope", "emergency-opens-video-only");
    String why = consent.getString("why");
    faults.unless(why != null && !why.isBlank(), "/why", "field-needed");
    JsonArray physicians = consent.getJsonArray("physicians");
    if (physicians == null || physicians.size() != 2) {
      faults.add("/physicians", "two-physicians-needed");
      return;
    }
    JsonObject one = physicians.getJsonObject(0);
    JsonObject other = physicians.getJsonObject(1);
    boolean same =
        one.getString("cedula").equals(other.getString("cedula"))
            || Folding.fold(one.getString("name")).equals(Folding.fold(other.getString("name")));
    faults.unless(!same, "/physicians/1", "two-physicians-needed");
  }
}
