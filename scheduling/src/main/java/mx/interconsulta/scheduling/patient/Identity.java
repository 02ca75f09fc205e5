package mx.interconsulta.scheduling.patient;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mx.interconsulta.scheduling.directory.Body;

/**
 * Who a patient is, opened. Lives in memory only; in the database it is one sealed field.
 *
 * @param identified false for an emergency patient nobody knows yet
 * @param givenNames given names
 * @param firstSurname first surname
 * @param secondSurname second surname, or null
 * @param birthDate birth date
 * @param sex female, male, intersex or unknown
 * @param nss NSS, or null; a family shares one
 * @param agregado agregado médico, or null
 * @param curp CURP, or null
 * @param curpMissing why there is no CURP, or null
 * @param foreignDocument type, country and number of a foreign document, or null
 * @param recordNumber número de expediente, or null
 * @param apparentAge years by sight, for who is not identified
 * @param mark what tells an unidentified patient apart
 * @param phone telephone, or null
 */
public record Identity(
    boolean identified,
    String givenNames,
    String firstSurname,
    String secondSurname,
    LocalDate birthDate,
    String sex,
    String nss,
    String agregado,
    String curp,
    String curpMissing,
    JsonObject foreignDocument,
    String recordNumber,
    Integer apparentAge,
    String mark,
    String phone) {

  /** Reads it from a body that has passed the contract, or from the sealed field. */
  public static Identity from(JsonObject json) {
    String born = json.getString("birthDate");
    return new Identity(
        json.getBoolean("identified"),
        trimmed(json, "givenNames"),
        trimmed(json, "firstSurname"),
        trimmed(json, "secondSurname"),
        born == null ? null : LocalDate.parse(born),
        json.getString("sex"),
        json.getString("nss"),
        json.getString("agregado"),
        json.getString("curp"),
        json.getString("curpMissing"),
        json.getJsonObject("foreignDocument"),
        trimmed(json, "recordNumber"),
        json.getInteger("apparentAge"),
        trimmed(json, "mark"),
        json.getString("phone"));
  }

  /** An emergency patient nobody knows yet. */
  public static Identity unknown(String sex, int apparentAge, String mark) {
    return from(
        new JsonObject()
            .put("identified", false)
            .put("sex", sex)
            .put("apparentAge", apparentAge)
            .put("mark", mark));
  }

  /**
   * This identity on a record that held another. Who was known by a mark and an apparent age and is
   * now identified keeps both: what was written about them before names them so.
   */
  Identity after(Identity before) {
    return identified && !before.identified && mark == null && apparentAge == null
        ? knownBy(before)
        : this;
  }

  /** Whether a record that holds the other was written with this one. */
  boolean isTheSameAs(Identity stored) {
    return equals(stored)
        || (mark == null && apparentAge == null && knownBy(stored).equals(stored));
  }

  private Identity knownBy(Identity before) {
    return new Identity(
        identified,
        givenNames,
        firstSurname,
        secondSurname,
        birthDate,
        sex,
        nss,
        agregado,
        curp,
        curpMissing,
        foreignDocument,
        recordNumber,
        before.apparentAge,
        before.mark,
        phone);
  }

  private static String trimmed(JsonObject json, String name) {
    String text = json.getString(name);
    if (text == null) {
      return null;
    }
    String single = text.strip().replaceAll("\\s+", " ");
    return single.isEmpty() ? null : single;
  }

  /** The full name, never shortened; empty for who is not identified. */
  public String displayName() {
    return Stream.of(givenNames, firstSurname, secondSurname)
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** The age on a day, or null when nothing is known. */
  public Age ageOn(LocalDate today) {
    if (birthDate != null) {
      return Age.on(today, birthDate);
    }
    return apparentAge == null ? null : Age.apparent(apparentAge);
  }

  /** All of it, for the sealed field and the patient's own page. */
  public JsonObject asJson() {
    return Body.of()
        .with("identified", identified)
        .with("givenNames", givenNames)
        .with("firstSurname", firstSurname)
        .with("secondSurname", secondSurname)
        .with("birthDate", birthDate)
        .with("sex", sex)
        .with("nss", nss)
        .with("agregado", agregado)
        .with("curp", curp)
        .with("curpMissing", curpMissing)
        .with("foreignDocument", foreignDocument)
        .with("recordNumber", recordNumber)
        .with("apparentAge", apparentAge)
        .with("mark", mark)
        .with("phone", phone)
        .json();
  }

  /** What stands on every clinical screen: schema {@code PatientHeader}. */
  public JsonObject header(String id, LocalDate today, boolean sample) {
    Age age = ageOn(today);
    return Body.of()
        .with("id", id)
        .with("identified", identified)
        .with("displayName", displayName())
        .with("birthDate", birthDate)
        .with("age", age == null ? null : age.asJson())
        .with("sex", sex)
        .with("nss", nss)
        .with("agregado", agregado)
        .with("curp", curp)
        .with("recordNumber", recordNumber)
        .with("mark", mark)
        .with("sample", sample ? true : null)
        .json();
  }

  /** Says nothing about the patient: it may end in a log. */
  @Override
  public String toString() {
    return "Identity[sealed]";
  }
}
