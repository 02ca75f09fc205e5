package mx.interconsulta.scheduling.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOperationsTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String AUTHOR = "mariana.cota";
  private static final String SPECIALIST = "rodrigo.arambula";
  private static final String OTHER_UMAE_COORDINATOR = "armando.ponce";
  private static final String COORDINATOR = "celia.duarte";

  // ---------------------------------------------------------------- drafts

  @Test
  void savingADraftAgainAfterALostAnswerIsHarmless() {
    String id = UUID.randomUUID().toString();
    JsonObject body = SampleHouse.murmur(house.patient("Iker Daniel"));

    JsonObject first = house.as(AUTHOR).on("saveRequest", id, body);
    JsonObject again = house.as(AUTHOR).on("saveRequest", id, body);

    assertEquals(1, first.getInteger("version"));
    assertEquals(first.getInteger("version"), again.getInteger("version"));
    assertEquals("complete-draft", again.getString("nextStep"));
    assertEquals("paediatric-cardiology", again.getString("specialty"), "the reason fixes it");
    assertEquals(30, again.getInteger("minutes"), "the reason fixes it");
    assertTrue(again.getBoolean("sample"));
  }

  @Test
  void aDraftSavedOnAnOlderVersionIsAConflictAndNothingIsLost() {
    String id = house.draft();
    JsonObject newer = SampleHouse.murmur(house.patient("Iker Daniel")).put("version", 1);
    newer.getJsonObject("content").put("question", "¿Y ahora?");
    house.as(AUTHOR).on("saveRequest", id, newer);

    JsonObject late = SampleHouse.murmur(house.patient("Iker Daniel")).put("version", 1);
    Problem problem = house.as(AUTHOR).refused("saveRequest", id, late);

    assertEquals("version-conflict", problem.code());
    assertEquals(2, problem.details().get("version"));
    assertEquals(
        "¿Y ahora?",
        house.as(AUTHOR).get("getRequest", id).getJsonObject("content").getString("question"));
  }

  @ParameterizedTest
  @CsvSource({
    "oxygenSaturation, 198, vital-sign-impossible",
    "oxygenSaturation, 39, vital-sign-impossible",
    "heartRate, 19, vital-sign-impossible",
    "heartRate, 301, vital-sign-impossible",
    "temperature, 367, vital-sign-impossible",
    "temperature, 36.75, vital-sign-too-precise",
    "weight, 0, vital-sign-impossible",
    "glasgow, 2, vital-sign-impossible",
    "pain, 11, vital-sign-impossible"
  })
  void anImpossibleVitalSignIsRefusedWithItsField(String sign, double value, String code) {
    JsonObject body = SampleHouse.murmur(house.patient("Iker Daniel"));
    body.getJsonObject("content").put("vitalSigns", new JsonObject().put(sign, value));

    Problem problem = house.as(AUTHOR).refused("saveRequest", UUID.randomUUID().toString(), body);

    assertEquals("request-invalid", problem.code());
    assertEquals(List.of("/content/vitalSigns/" + sign + " " + code), faults(problem));
  }

  @Test
  void theBoundsOfAVitalSignAreThemselvesPossible() {
    for (VitalSigns sign : VitalSigns.values()) {
      for (double bound : new double[] {sign.min(), sign.max()}) {
        JsonObject values = new JsonObject().put(sign.field(), bound);
        if (sign == VitalSigns.SYSTOLIC) {
          values.put("diastolic", 15);
        } else if (sign == VitalSigns.DIASTOLIC) {
          values.put("systolic", 250);
        }
        assertTrue(VitalSigns.check(values, "").isEmpty(), sign + " " + bound);
      }
    }
  }

  @Test
  void oneBloodPressureWithoutTheOtherOrUpsideDownIsRefused() {
    assertEquals("/diastolic field-needed", code(VitalSigns.check(values("systolic", 120), "")));
    assertEquals("/systolic field-needed", code(VitalSigns.check(values("diastolic", 80), "")));
    assertEquals(
        "/diastolic diastolic-not-below-systolic",
        code(VitalSigns.check(values("systolic", 80).put("diastolic", 120), "")));
  }

  @Test
  void whatIsMissingIsNamedAllAtOnceWhenItIsSent() {
    String id = UUID.randomUUID().toString();
    house
        .as(AUTHOR)
        .on("saveRequest", id, new JsonObject().put("version", 0).put("kind", "hospitalised"));

    Problem problem =
        house.as(AUTHOR).refused("submitRequest", id, new JsonObject().put("version", 1));

    assertEquals("request-incomplete", problem.code());
    assertEquals(
        Set.of(
            "/patient",
            "/reason",
            "/specialty",
            "/priority",
            "/content/clinicalSummary",
            "/content/question",
            "/content/travel/means",
            "/content/hospitalisation/ward",
            "/content/hospitalisation/bed",
            "/content/hospitalisation/transferComplication"),
        faults(problem).stream().map(one -> one.split(" ", 2)[0]).collect(Collectors.toSet()));
    assertEquals("DRAFT", house.stateOf(id));
  }

  @Test
  void somebodyElsesDraftIsNotThere() {
    String id = house.draft();

    for (String user : List.of("daniela.osuna", SPECIALIST, COORDINATOR, "julieta.marron")) {
      Problem problem = house.as(user).refused("getRequest", id, new JsonObject());
      assertEquals(404, problem.status(), user);
    }
    Problem problem =
        house
            .as("daniela.osuna")
            .refused("saveRequest", id, SampleHouse.murmur(house.patient("Iker Daniel")));
    assertEquals(404, problem.status());
  }

  // ---------------------------------------------------------------- sending

  @Test
  void sendingFreezesAVersionAndSaysWhoCoversItAndWhoIsPresent() {
    house.present("silvia.nuno");
    String id = house.draft();

    JsonObject sent = house.as(AUTHOR).press("submitRequest", id);

    JsonObject coverage = sent.getJsonObject("coverage");
    assertTrue(coverage.getBoolean("covered"));
    assertEquals(1, coverage.getInteger("present"));
    JsonArray people = coverage.getJsonArray("people");
    assertEquals("Dra. Silvia Nuño Salas", people.getJsonObject(0).getString("displayName"));
    assertTrue(people.getJsonObject(0).getBoolean("present"), "present ones first");
    assertFalse(people.getJsonObject(1).getBoolean("present"));
    assertTrue(coverage.getJsonArray("units").getJsonObject(0).getInteger("distanceKm") > 1000);
    JsonArray versions = sent.getJsonObject("request").getJsonArray("versions");
    assertEquals(1, versions.size());
    assertEquals(
        "Iker Daniel Ruelas Montaño",
        versions.getJsonObject(0).getJsonObject("patient").getString("displayName"));
    house.present();
  }

  @Test
  void whatWasSentCanNoLongerBeWrittenTo() {
    String id = house.submitted();

    Problem problem =
        house
            .as(AUTHOR)
            .refused(
                "saveRequest",
                id,
                SampleHouse.murmur(house.patient("Iker Daniel")).put("version", 2));

    assertEquals("request-state", problem.code());
  }

  @Test
  void whatWasAskedBackIsAnsweredWithAFurtherVersionAndTheFirstStays() {
    String id = house.submitted();
    house
        .as(SPECIALIST)
        .press("returnRequest", id, "reason", "more-history", "question", "¿Tratamiento actual?");
    JsonObject returned = house.as(AUTHOR).get("getRequest", id);
    assertEquals("¿Tratamiento actual?", returned.getString("askedBack"));
    assertEquals("answer-question", returned.getString("nextStep"));
    JsonObject more =
        SampleHouse.murmur(house.patient("Iker Daniel")).put("version", house.versionOf(id));
    more.getJsonObject("content").put("clinicalSummary", "Sin tratamiento. Soplo III/VI.");
    house.as(AUTHOR).on("saveRequest", id, more);

    house.as(AUTHOR).press("submitRequest", id);

    JsonObject read = house.as(SPECIALIST).get("getRequest", id);
    assertEquals("SUBMITTED", read.getString("state"));
    assertEquals(2, read.getJsonArray("versions").size());
    assertEquals(
        "Soplo sistólico III/VI en mesocardio.",
        read.getJsonArray("versions")
            .getJsonObject(0)
            .getJsonObject("content")
            .getString("clinicalSummary"));
    assertEquals(
        "Sin tratamiento. Soplo III/VI.",
        read.getJsonObject("content").getString("clinicalSummary"));
    assertNull(read.getString("askedBack"));
  }

  @Test
  void anUncoveredRequestGoesToTheCoordinatorWhoCanSendItElsewhere() {
    house.notices().clear();
    String id = UUID.randomUUID().toString();
    JsonObject draft = SampleHouse.murmur(house.patient("Alicia")).put("reason", "polyarthritis");
    house.as(AUTHOR).on("saveRequest", id, draft);
    JsonObject sent = house.as(AUTHOR).press("submitRequest", id);

    assertFalse(sent.getJsonObject("coverage").getBoolean("covered"));
    assertTrue(
        house.notices().stream()
            .filter(notice -> notice.type().equals("request.uncovered"))
            .anyMatch(notice -> notice.people().contains(house.person(COORDINATOR))));
    Problem nobody =
        house
            .as(COORDINATOR)
            .refused(
                "redirectRequest",
                id,
                new JsonObject()
                    .put("version", 2)
                    .put("reason", "uncovered")
                    .put("unit", "JCIMS000325"));
    assertEquals("redirect-uncovered", nobody.code());

    house
        .as(COORDINATOR)
        .press(
            "redirectRequest",
            id,
            "reason",
            "agreement",
            "unit",
            "SRIMS000150",
            "specialty",
            "internal-medicine");

    JsonObject there = house.as(COORDINATOR).get("getRequest", id);
    assertEquals(List.of("SRIMS000150"), there.getJsonArray("coveringUnits").getList());
    assertEquals("internal-medicine", there.getString("specialty"));
    SampleHouse.await(house.scheduling().sweep().coverAnew());
    assertEquals(
        List.of("SRIMS000150"),
        house.as(COORDINATOR).get("getRequest", id).getJsonArray("coveringUnits").getList(),
        "coverage does not undo a coordinator");
  }

  @Test
  void newCoverageReachesRequestsThatAlreadyWait() {
    String id = UUID.randomUUID().toString();
    house
        .as(AUTHOR)
        .on(
            "saveRequest",
            id,
            SampleHouse.murmur(house.patient("Alicia")).put("reason", "polyarthritis"));
    house.as(AUTHOR).press("submitRequest", id);
    house.notices().clear();
    String agreement = UUID.randomUUID().toString();
    String specialist = holder("rheumatology");
    house
        .as("beto.macias")
        .on(
            "saveCoverage",
            agreement,
            new JsonObject()
                .put("version", 0)
                .put("unit", unitOf(specialist))
                .put("specialty", "rheumatology")
                .put("scope", "group")
                .put("forGroup", "baja-california")
                .put("agreement", "Convenio Reumatología 2026")
                .put("from", "2026-01-01"));

    SampleHouse.await(house.scheduling().sweep().coverAnew());

    assertTrue(
        house.notices().stream()
            .filter(notice -> notice.type().equals("request.submitted"))
            .filter(notice -> id.equals(notice.facts().get("request")))
            .anyMatch(notice -> notice.people().contains(house.person(specialist))));
    assertTrue(SampleHouse.rows(inbox(specialist)).containsKey(id));
    house
        .as("beto.macias")
        .on("endCoverage", agreement, new JsonObject().put("version", 1).put("to", "2026-11-01"));
    SampleHouse.await(house.scheduling().sweep().coverAnew());
    assertFalse(SampleHouse.rows(inbox(specialist)).containsKey(id));
  }

  // ---------------------------------------------------------------- lists

  @Test
  void aRowSaysWhoWaitsWhereSinceWhenAndWhatToDoNext() {
    house.present(AUTHOR);
    String id = house.submitted();

    JsonObject row = SampleHouse.rows(inbox(SPECIALIST)).get(id);

    assertEquals("accept", row.getString("nextStep"));
    assertEquals("action", row.getString("group"));
    assertEquals(
        "Iker Daniel Ruelas Montaño", row.getJsonObject("patient").getString("displayName"));
    assertEquals(7, row.getJsonObject("patient").getJsonObject("age").getInteger("years"));
    assertEquals(3, row.getJsonObject("patient").getJsonObject("age").getInteger("months"));
    assertEquals("HGZ 8 Ensenada", row.getString("unitName"));
    JsonObject requester = row.getJsonObject("requester");
    assertEquals("Dra. Mariana Cota Higuera", requester.getString("displayName"));
    assertEquals("646 555 0118", requester.getString("phone"));
    assertTrue(requester.getBoolean("present"));
    assertEquals(2, row.getInteger("covering"));
    assertEquals("wait", mine().get(id).getString("nextStep"));
    house.present();
  }

  @Test
  void theInboxPutsTheUrgentFirstAndThenWhoWaitsLongest() {
    String routine = sent("routine");
    house.house().manualTimers().advance(Duration.ofMinutes(1));
    String urgent = sent("urgent");
    house.house().manualTimers().advance(Duration.ofMinutes(1));
    String later = sent("urgent");

    List<String> order = items(inbox(SPECIALIST)).stream().map(row -> row.getString("id")).toList();

    assertTrue(order.indexOf(urgent) < order.indexOf(later));
    assertTrue(order.indexOf(later) < order.indexOf(routine));
  }

  @Test
  void pagesOfAListNeitherRepeatNorSkipARow() {
    List<String> sent = IntStream.range(0, 7).mapToObj(turn -> sent("soon")).toList();
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Map<String, String> query =
          cursor == null
              ? Map.of("view", "inbox", "limit", "3")
              : Map.of("view", "inbox", "limit", "3", "cursor", cursor);
      JsonObject page = house.as(SPECIALIST).list("listRequests", query);
      items(page).forEach(row -> seen.add(row.getString("id")));
      cursor = page.getString("next");
    } while (cursor != null);

    assertEquals(seen.size(), Set.copyOf(seen).size());
    assertTrue(seen.containsAll(sent));
  }

  @Test
  void countsComeWithoutRowsWhenNoneAreAskedFor() {
    JsonObject page =
        house.as(SPECIALIST).list("listRequests", Map.of("view", "inbox", "limit", "0"));

    assertEquals(0, page.getJsonArray("items").size());
    assertTrue(page.getJsonObject("counts").getInteger("waiting") > 0);
  }

  @Test
  void theCoordinatorSeesWhoWaitsAndNoClinicalText() {
    String id = house.submitted();

    JsonObject page = house.as(COORDINATOR).list("listRequests", Map.of("view", "coordination"));
    JsonObject read = house.as(COORDINATOR).get("getRequest", id);

    assertEquals("assign", SampleHouse.rows(page).get(id).getString("nextStep"));
    assertTrue(page.getJsonObject("counts").getJsonObject("ages").getInteger("day") > 0);
    assertFalse(read.getBoolean("clinical"));
    assertFalse(read.containsKey("content"));
    assertFalse(read.containsKey("versions"));
    assertFalse(read.encode().contains("mesocardio"));
  }

  @Test
  void whatIsDoneIsFoundByPatientAndByPeriod() {
    String id = house.submitted();
    house.as(AUTHOR).press("cancelRequest", id, "reason", "improved");
    String patient = house.patient("Iker Daniel");

    JsonObject byPatient =
        house.as(AUTHOR).list("listRequests", Map.of("view", "done", "patient", patient));
    JsonObject tomorrow =
        house
            .as(AUTHOR)
            .list("listRequests", Map.of("view", "done", "from", "2027-01-01T00:00:00Z"));

    assertTrue(SampleHouse.rows(byPatient).containsKey(id));
    assertEquals(0, tomorrow.getJsonArray("items").size());
  }

  // ---------------------------------------------------------------- reach

  @Test
  void afterItIsTakenTheOthersLearnWhoTookItAndReadNoMore() {
    String id = house.accepted();

    JsonObject other = house.as("silvia.nuno").get("getRequest", id);

    assertFalse(other.getBoolean("clinical"));
    assertEquals(
        "Dr. Rodrigo Arámbula Peña", other.getJsonObject("specialist").getString("displayName"));
    assertTrue(house.as(SPECIALIST).get("getRequest", id).getBoolean("clinical"));
  }

  @ParameterizedTest
  @CsvSource({
    "mariana.cota, clinical",
    "daniela.osuna, clinical",
    "rosa.murillo, clinical",
    "rodrigo.arambula, clinical",
    "silvia.nuno, clinical",
    "celia.duarte, header",
    "armando.ponce, header",
    "julieta.marron, header",
    "paola.geraldo, 404",
    "elena.cazares, 404",
    "diego.sahagun, 404",
    "guadalupe.leyva, 403",
    "fernanda.mora, 403",
    "karla.inzunza, 403",
    "olivia.santana, 403",
    "beto.macias, 403"
  })
  void everyRoleReachesAWaitingRequestAsDocumented(String user, String what) {
    String id = house.submitted();

    String got;
    try {
      got = house.as(user).get("getRequest", id).getBoolean("clinical") ? "clinical" : "header";
    } catch (Problem problem) {
      got = Integer.toString(problem.status());
    }

    assertEquals(what, got);
    if (what.length() == 3) {
      for (String operation :
          List.of(
              "submitRequest",
              "acceptRequest",
              "releaseRequest",
              "declineRequest",
              "returnRequest",
              "cancelRequest",
              "redirectRequest",
              "closeRequest",
              "getRequestCoverage")) {
        Problem refused =
            house
                .as(user)
                .refused(operation, id, new JsonObject().put("version", house.versionOf(id)));
        assertTrue(Set.of(403, 404).contains(refused.status()), operation + " by " + user);
      }
    }
  }

  @Test
  void aCoordinatorOfAnotherUnitDoesNotPressForThisOne() {
    String id = house.submitted();

    Problem problem =
        house
            .as(OTHER_UMAE_COORDINATOR)
            .refused(
                "cancelRequest",
                id,
                new JsonObject().put("version", house.versionOf(id)).put("reason", "duplicate"));

    assertEquals(403, problem.status());
    assertEquals("request-not-yours", problem.code());
  }

  @Test
  void anAnsweredRequestIsPartOfTheRecordOfEveryHospital() {
    String id = house.accepted();
    SampleHouse.await(
        house
            .scheduling()
            .requests()
            .answered(id, UUID.randomUUID().toString(), house.person(SPECIALIST), "written"));

    assertTrue(house.as("paola.geraldo").get("getRequest", id).getBoolean("clinical"));
    assertEquals("read-note", mine().get(id).getString("nextStep"));
    SampleHouse.await(house.scheduling().requests().noteRead(id, house.person(AUTHOR)));
    assertEquals("close", house.as(AUTHOR).get("getRequest", id).getString("nextStep"));
  }

  @Test
  void theSameNoteAnswersOnce() {
    String id = house.accepted();
    String note = UUID.randomUUID().toString();
    Requests requests = house.scheduling().requests();
    SampleHouse.await(requests.answered(id, note, house.person(SPECIALIST), "video"));
    int version = house.versionOf(id);

    SampleHouse.await(requests.answered(id, note, house.person(SPECIALIST), "video"));

    assertEquals(version, house.versionOf(id));
  }

  // ---------------------------------------------------------------- time

  @Test
  void whatWaitedThirtyDaysExpiresAndADraftLosesItsText() {
    String waiting = house.submitted();
    String draft = house.draft();
    lie(waiting, 29);
    lie(draft, 29);
    SampleHouse.await(house.scheduling().sweep().expire());
    assertEquals("SUBMITTED", house.stateOf(waiting));
    assertEquals("DRAFT", house.stateOf(draft));

    lie(waiting, 31);
    lie(draft, 31);
    SampleHouse.await(house.scheduling().sweep().expire());

    assertEquals("EXPIRED", house.stateOf(waiting));
    assertEquals("EXPIRED", house.stateOf(draft));
    assertEquals(
        new JsonObject(), house.as(AUTHOR).get("getRequest", draft).getJsonObject("content"));
  }

  /** As if nothing had happened to it for so many days. */
  private static void lie(String request, int days) {
    Instant then = house.foundation().timers().clock().instant().minus(Duration.ofDays(days));
    SampleHouse.await(
        house
            .foundation()
            .database()
            .done(
                house
                    .foundation()
                    .database()
                    .collection("requests", Document.class)
                    .updateOne(Filters.eq("_id", request), Updates.set("changedAt", then))));
  }

  @Test
  void theDatabaseHoldsNoClinicalTextAndNoNoticeDoes() {
    house.notices().clear();
    String id = house.submitted();
    house
        .as(SPECIALIST)
        .press("declineRequest", id, "reason", "needs-presence", "note", "Marcador clínico QX77");

    Document stored =
        SampleHouse.await(
            house
                .foundation()
                .database()
                .first(
                    house
                        .foundation()
                        .database()
                        .collection("requests", Document.class)
                        .find(new Document("_id", id))));

    for (String word : List.of("mesocardio", "ecocardiograma", "QX77", "Ruelas", "Iker")) {
      assertFalse(stored.toJson().contains(word), word);
      assertFalse(house.notices().toString().contains(word), word);
    }
    assertTrue(house.as(AUTHOR).get("getRequest", id).encode().contains("QX77"));
  }

  // ---------------------------------------------------------------- helpers

  private static String sent(String priority) {
    String id = UUID.randomUUID().toString();
    house
        .as(AUTHOR)
        .on(
            "saveRequest",
            id,
            SampleHouse.murmur(house.patient("Iker Daniel")).put("priority", priority));
    house.as(AUTHOR).press("submitRequest", id);
    return id;
  }

  private static JsonObject inbox(String user) {
    return house.as(user).list("listRequests", Map.of("view", "inbox", "limit", "100"));
  }

  private static Map<String, JsonObject> mine() {
    return SampleHouse.rows(
        house.as(AUTHOR).list("listRequests", Map.of("view", "mine", "limit", "100")));
  }

  private static List<JsonObject> items(JsonObject page) {
    JsonArray items = page.getJsonArray("items");
    return IntStream.range(0, items.size()).mapToObj(items::getJsonObject).toList();
  }

  private static JsonObject values(String sign, double value) {
    return new JsonObject().put(sign, value);
  }

  private static String code(mx.interconsulta.scheduling.directory.Faults faults) {
    Map<String, Object> one = faults.fields().get(0);
    return one.get("path") + " " + one.get("code");
  }

  private static List<String> faults(Problem problem) {
    List<String> faults = new ArrayList<>();
    for (Object fault : (List<?>) problem.details().get("fields")) {
      Map<?, ?> one = (Map<?, ?>) fault;
      faults.add(one.get("path") + " " + one.get("code"));
    }
    return faults;
  }

  /** User name of somebody who holds a specialty. */
  private static String holder(String specialty) {
    return house.scheduling().sample().people().stream()
        .filter(person -> person.role().equals("specialist"))
        .map(person -> house.standing(person.user()))
        .filter(
            standing ->
                standing.grants().stream()
                    .anyMatch(grant -> grant.specialties().contains(specialty)))
        .findFirst()
        .orElseThrow()
        .user();
  }

  private static String unitOf(String user) {
    return house.standing(user).grants().get(0).unit();
  }
}
