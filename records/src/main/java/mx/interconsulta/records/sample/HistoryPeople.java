package mx.interconsulta.records.sample;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Invents the patients of the history and says who asks for them. */
final class HistoryPeople {
  private final JsonObject data;
  private final Map<String, String> physicians;
  private final Map<String, String> emergency;
  private final Random chance;
  private final LocalDate today;
  private final Map<String, Patient> known = new HashMap<>();

  /**
   * A patient.
   *
   * @param key names them
   * @param identity schema {@code PatientIdentity}; null once registered
   * @param unit CLUES of the unit that registers them
   * @param age years
   */
  record Patient(String key, JsonObject identity, String unit, int age) {}

  HistoryPeople(
      JsonObject data,
      Map<String, String> physicians,
      Map<String, String> emergency,
      Random chance,
      Instant now) {
    this.data = data;
    this.physicians = physicians;
    this.emergency = emergency;
    this.chance = chance;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** Who asks at a unit: emergencies are asked for by the emergency physician. */
  String author(String unit, String kind) {
    return (kind.equals("emergency") ? emergency : physicians).get(unit);
  }

  /** The patient of an earlier case. */
  Patient known(PlannedCase earlier) {
    Patient patient = known.get(earlier.patient());
    return new Patient(patient.key(), null, patient.unit(), patient.age());
  }

  /** Somebody new, of an age that the case may have. */
  Patient patient(String key, JsonObject pattern) {
    JsonArray range = pattern.getJsonArray("age");
    int age = range.getInteger(0) + chance.nextInt(range.getInteger(1) - range.getInteger(0) + 1);
    String sex = pattern.getString("sex", chance.nextBoolean() ? "female" : "male");
    LocalDate born = today.minusYears(age).minusDays(1L + chance.nextInt(360));
    String ten = String.format("%010d", 2_300_000_000L + chance.nextInt(99_999_999));
    String quality = age < 18 ? "3" : "1";
    String agregado = quality + (sex.equals("female") ? "F" : "M") + born.getYear() + "OR";
    JsonObject identity =
        new JsonObject()
            .put("identified", true)
            .put("givenNames", any(data.getJsonObject("givenNames").getJsonArray(sex)))
            .put("firstSurname", any(data.getJsonArray("surnames")))
            .put("secondSurname", any(data.getJsonArray("surnames")))
            .put("birthDate", born.toString())
            .put("sex", sex)
            .put("nss", ten + checkDigit(ten))
            .put("agregado", agregado)
            .put("curpMissing", "not-at-hand");
    Patient patient = new Patient(key, identity, anyUnit(), age);
    known.put(key, patient);
    return patient;
  }

  /** Luhn, as of an NSS. */
  private static int checkDigit(String ten) {
    int sum = 0;
    for (int i = 0; i < ten.length(); i++) {
      int digit = ten.charAt(i) - '0';
      int value = i % 2 == 1 ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return (10 - sum % 10) % 10;
  }

  private String anyUnit() {
    JsonArray units = data.getJsonArray("units");
    int total = 0;
    for (int i = 0; i < units.size(); i++) {
      total += units.getJsonObject(i).getInteger("weight");
    }
    int left = chance.nextInt(total);
    for (int i = 0; i < units.size(); i++) {
      left -= units.getJsonObject(i).getInteger("weight");
      if (left < 0) {
        return units.getJsonObject(i).getString("unit");
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private String any(JsonArray list) {
    return list.getString(chance.nextInt(list.size()));
  }
}
