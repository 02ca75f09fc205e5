package mx.interconsulta.scheduling.patient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatientsTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String PHYSICIAN = "mariana.cota";
  private static final String FAMILY_NSS = "23048501722";

  // ---------------------------------------------------------------- siblings

  @Test
  void anNssFindsTheWholeFamilyEachWithWhatTellsThemApart() {
    List<JsonObject> found = search(FAMILY_NSS);

    assertTrue(found.size() >= 3, "two children and the insured parent");
    assertEquals(
        found.size(), found.stream().map(one -> header(one).getString("id")).distinct().count());
    assertEquals(
        found.size(),
        found.stream().map(one -> header(one).getString("agregado")).distinct().count());
    for (JsonObject one : found) {
      assertTrue(one.getBoolean("sharesNss"));
      assertEquals("identifier", one.getString("match"));
      for (String field : List.of("displayName", "birthDate", "age", "sex", "nss", "agregado")) {
        assertTrue(header(one).containsKey(field), field);
      }
    }
  }

  @Test
  void aSiblingIsNeverShownForTheOther() {
    List<JsonObject> iker = search("Iker Daniel Ruelas Montaño");
    List<JsonObject> renata = search("renata ruelas montano");

    assertEquals(1, iker.size());
    assertEquals(1, renata.size());
    assertEquals("3M2019OR", header(iker.get(0)).getString("agregado"));
    assertEquals("3F2022OR", header(renata.get(0)).getString("agregado"));
    JsonObject read = house.as(PHYSICIAN).get("getPatient", header(renata.get(0)).getString("id"));
    assertEquals("Renata Ruelas Montaño", read.getString("displayName"));
    assertEquals("2022-02-02", read.getString("birthDate"));
  }

  @Test
  void aNewSiblingUnderTheSameNssIsAPersonOfTheirOwn() {
    String id = UUID.randomUUID().toString();
    JsonObject twin = child("Tadeo", "2024-05-05", "3M2024OR").put("nss", FAMILY_NSS);

    house.as(PHYSICIAN).on("registerPatient", id, twin);

    List<JsonObject> family = search(FAMILY_NSS);
    assertTrue(family.stream().anyMatch(one -> header(one).getString("id").equals(id)));
    assertEquals("Iker Daniel Ruelas Montaño", name(house.patient("Iker Daniel")));
    assertEquals("Tadeo Ruelas Montaño", name(id));
  }

  @Test
  void everyPatientInAnAnswerIsSaidToTheAuditTrail() {
    Answer answer =
        SampleHouse.await(
            house
                .as(PHYSICIAN)
                .calling(
                    "searchPatients",
                    Map.of(),
                    Map.of(),
                    new JsonObject().put("query", FAMILY_NSS)));

    List<String> shown =
        items((JsonObject) answer.body()).stream()
            .map(one -> header(one).getString("id"))
            .sorted()
            .toList();
    assertEquals(shown, answer.patients().stream().sorted().toList());
  }

  // ---------------------------------------------------------------- finding

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iker ruelas",
        "RUELAS IKER",
        "Ruélas Íker",
        "ruelas mont",
        "Yker Ruelas",
        "iker daniel"
      })
  void aNameIsFoundByItsWordsByTheirBeginningsAndAsItSounds(String query) {
    assertTrue(
        search(query).stream()
            .anyMatch(one -> header(one).getString("agregado", "").equals("3M2019OR")),
        query);
  }

  @ParameterizedTest
  @CsvSource({
    "gimenez, jimenez",
    "ximenez, jimenez",
    "valdez, baldes",
    "hernandez, ernandes",
    "yanez, llanes",
    "quiroz, kiros",
    "guerrero, gerrero",
    "zuniga, suniga"
  })
  void spellingsThatSoundAlikeShareAKey(String one, String other) {
    if (one.equals("guerrero")) {
      assertNotEquals(SpanishSound.of(one), SpanishSound.of(other), "ge sounds as je");
    } else {
      assertEquals(SpanishSound.of(one), SpanishSound.of(other));
    }
  }

  @Test
  void aCurpFindsOnePersonHoweverItIsSpaced() {
    assertEquals(1, search("RUMI190814HBCLNKA0").size());
    assertEquals(1, search("rumi 190814 hbclnka0").size());
  }

  @Test
  void aBirthDateNarrowsTheSearch() {
    JsonObject body = new JsonObject().put("query", FAMILY_NSS).put("birthDate", "2022-02-02");

    JsonObject found = house.as(PHYSICIAN).call("searchPatients", Map.of(), Map.of(), body);

    assertEquals(1, items(found).size());
  }

  // ---------------------------------------------------------------- registering

  @Test
  void registeringAgainAfterALostAnswerIsHarmless() {
    String id = UUID.randomUUID().toString();
    JsonObject body = child("Aurora", "2023-01-31", null);

    JsonObject first = house.as(PHYSICIAN).on("registerPatient", id, body);
    JsonObject again = house.as(PHYSICIAN).on("registerPatient", id, body);

    assertEquals(first, again);
    assertEquals(1, again.getInteger("version"));
  }

  @Test
  void aCurpThatBelongsToAnotherRecordIsToldWithItsId() {
    JsonObject body =
        child("Iker Daniel", "2019-08-14", null)
            .put("curp", "RUMI190814HBCLNKA0")
            .put("sex", "male");
    body.remove("curpMissing");

    Problem problem =
        house.as(PHYSICIAN).refused("registerPatient", UUID.randomUUID().toString(), body);

    assertEquals(409, problem.status());
    assertEquals("patient-known", problem.code());
    assertEquals(house.patient("Iker Daniel"), problem.details().get("patient"));
  }

  @Test
  void anEmergencyPatientMayBeUnknownAndNamedLater() {
    String id = UUID.randomUUID().toString();
    JsonObject unknown =
        new JsonObject()
            .put("version", 0)
            .put("identified", false)
            .put("sex", "male")
            .put("apparentAge", 60)
            .put("mark", "Tatuaje de ancla, antebrazo izquierdo")
            .put("recordNumber", "URG-0417");
    JsonObject arrived = house.as("daniela.osuna").on("registerPatient", id, unknown);

    JsonObject named =
        house
            .as("daniela.osuna")
            .on(
                "registerPatient",
                id,
                child("Anselmo", "1966-03-03", null).put("version", 1).put("sex", "male"));

    assertEquals("", arrived.getString("displayName"));
    assertTrue(arrived.getJsonObject("header").getJsonObject("age").getBoolean("apparent"));
    assertEquals("Anselmo Ruelas Montaño", named.getString("displayName"));
    assertEquals(2, named.getInteger("version"));
  }

  @ParameterizedTest
  @CsvSource({
    "nss, 23048501723, /nss, nss-invalid",
    "curp, RUMI190814HBCLNKA1, /curp, curp-invalid",
    "agregado, 3F2019OR, /agregado, agregado-other-sex",
    "agregado, 3M2018OR, /agregado, agregado-other-year",
    "birthDate, 2027-01-01, /birthDate, birth-date-ahead",
    "birthDate, 1890-01-01, /birthDate, birth-date-too-old"
  })
  void whatCannotBeIsRefusedWithItsField(String field, String value, String path, String code) {
    JsonObject body =
        child("Iker", "2019-08-14", "3M2019OR").put("sex", "male").put("nss", FAMILY_NSS);
    body.put(field, value);
    if (field.equals("birthDate")) {
      body.remove("agregado");
    }
    if (field.equals("curp")) {
      body.remove("curpMissing");
    }

    Problem problem =
        house.as(PHYSICIAN).refused("registerPatient", UUID.randomUUID().toString(), body);

    assertEquals("patient-invalid", problem.code());
    assertTrue(faults(problem).contains(path + " " + code), faults(problem).toString());
    assertFalse(problem.details().toString().contains(value), "no patient data in a problem");
  }

  @Test
  void aCurpOfAnotherBirthDateOrSexIsTheWrongSibling() {
    JsonObject body = child("Renata", "2022-02-02", null).put("curp", "RUMI190814HBCLNKA0");
    body.remove("curpMissing");

    Problem problem =
        house.as(PHYSICIAN).refused("registerPatient", UUID.randomUUID().toString(), body);

    assertEquals(List.of("/curp curp-other-birth-date", "/curp curp-other-sex"), faults(problem));
  }

  // ---------------------------------------------------------------- ages

  @ParameterizedTest
  @CsvSource({
    "2019-08-14, 2026-11-24, 7, 3, ''",
    "2022-02-02, 2026-11-24, 4, 9, ''",
    "2026-11-20, 2026-11-24, 0, 0, 4",
    "2026-11-24, 2026-11-24, 0, 0, 0",
    "2008-11-24, 2026-11-24, 18, '', ''",
    "2008-11-25, 2026-11-24, 17, 11, ''",
    "2024-02-29, 2025-02-28, 0, 11, ''",
    "2024-02-29, 2025-03-01, 1, 0, ''"
  })
  void anAgeIsYearsAndUnderEighteenMonthsToo(
      String born, String today, int years, String months, String days) {
    Age age = Age.on(LocalDate.parse(today), LocalDate.parse(born));

    assertEquals(years, age.years());
    assertEquals(months, age.months() == null ? "" : age.months().toString());
    assertEquals(days, age.days() == null ? "" : age.days().toString());
  }

  // ---------------------------------------------------------------- sealed

  @Test
  void theDatabaseHoldsNothingReadableOfAPatient() {
    List<Document> stored =
        SampleHouse.await(
            house
                .foundation()
                .database()
                .all(house.foundation().database().collection("patients", Document.class).find()));

    assertFalse(stored.isEmpty());
    for (Document one : stored) {
      String text = one.toJson();
      for (String word : List.of("Ruelas", "ruelas", FAMILY_NSS, "RUMI190814", "2019-08-14")) {
        assertFalse(text.contains(word), word);
      }
    }
  }

  // ---------------------------------------------------------------- helpers

  private static JsonObject child(String givenNames, String born, String agregado) {
    JsonObject body =
        new JsonObject()
            .put("version", 0)
            .put("identified", true)
            .put("givenNames", givenNames)
            .put("firstSurname", "Ruelas")
            .put("secondSurname", "Montaño")
            .put("birthDate", born)
            .put("sex", agregado != null && agregado.charAt(1) == 'M' ? "male" : "female")
            .put("curpMissing", "not-at-hand");
    return agregado == null ? body : body.put("agregado", agregado);
  }

  private static List<JsonObject> search(String query) {
    return items(
        house
            .as(PHYSICIAN)
            .call("searchPatients", Map.of(), Map.of(), new JsonObject().put("query", query)));
  }

  private static List<JsonObject> items(JsonObject page) {
    JsonArray items = page.getJsonArray("items");
    return IntStream.range(0, items.size()).mapToObj(items::getJsonObject).toList();
  }

  private static JsonObject header(JsonObject match) {
    return match.getJsonObject("patient");
  }

  private static String name(String id) {
    return house.as(PHYSICIAN).get("getPatient", id).getString("displayName");
  }

  private static List<String> faults(Problem problem) {
    List<String> faults = new ArrayList<>();
    for (Object fault : (List<?>) problem.details().get("fields")) {
      Map<?, ?> one = (Map<?, ?>) fault;
      faults.add(one.get("path") + " " + one.get("code"));
    }
    return faults.stream().sorted().toList();
  }
}
