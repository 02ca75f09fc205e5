package mx.interconsulta.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.records.canonical.CanonicalJson;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.SchedulingOptions;
import mx.interconsulta.scheduling.escalation.Ringer;
import mx.interconsulta.scheduling.sample.SamplePerson;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From request to record with the real scheduling and the sample network. */
class WholeCaseTest {
  private static final Instant START = Instant.parse("2026-11-24T17:00:00Z");
  private static final String PHYSICIAN = "mariana.cota";
  private static final String SPECIALIST = "rodrigo.arambula";
  private static final String MARKER = "MARCADOR-CLINICO";

  @RegisterExtension static final TestFoundation house = TestFoundation.withManualTime(START);

  private static final Map<String, SamplePerson> PEOPLE = new HashMap<>();
  private static final List<Notice> NOTICES = new CopyOnWriteArrayList<>();
  private static final Set<String> PROOFS = new HashSet<>();
  private static Scheduling scheduling;
  private static Records records;
  private static Desk desk;
  private static String patient;

  @BeforeAll
  static void open() {
    scheduling =
        TestFoundation.await(
            Scheduling.open(
                house.foundation(),
                WholeCaseTest::keep,
                people -> Future.succeededFuture(people),
                person -> Future.succeededFuture(),
                Ringer.none(),
                SchedulingOptions.defaults()));
    TestFoundation.await(scheduling.sample().load())
        .forEach(person -> PEOPLE.put(person.user(), person));
    records =
        TestFoundation.await(
            Records.open(
                house.foundation(), scheduling, WholeCaseTest::keep, WholeCaseTest::consume));
    List<Operation> operations = new ArrayList<>(scheduling.operations());
    operations.addAll(records.operations());
    desk = new Desk(house, operations);
    patient = register();
  }

  @AfterAll
  static void close() {
    TestFoundation.await(records.close());
    TestFoundation.await(scheduling.close());
  }

  @Test
  void anAnsweredCaseIsReadByWhoAskedAndByWhoTreatsThePatientElsewhere() {
    String request = accepted();
    JsonObject view = desk.call(as(SPECIALIST), "getNote", request, new JsonObject());
    JsonObject header = view.getJsonObject("header");
    assertEquals("Hugo Prueba Inventado", header.getJsonObject("patient").getString("displayName"));
    assertEquals(7, header.getJsonObject("patient").getJsonObject("age").getInteger("years"));
    assertEquals("Cardiología pediátrica", header.getString("specialtyName"));
    assertEquals("JCIMS000325", header.getJsonObject("author").getString("unit"));
    JsonObject fields = view.getJsonObject("draft").getJsonObject("fields");
    assertEquals("Soplo por estudiar. ¿Amerita ecocardiograma?", fields.getString("reason"));

    JsonObject signed = sign(request, finished(fields));

    assertEquals(
        "ANSWERED",
        desk.call(as(PHYSICIAN), "getRequest", request, new JsonObject()).getString("state"));
    JsonObject read =
        desk.call(as(PHYSICIAN), "getNote", request, new JsonObject()).getJsonObject("signed");
    assertEquals(signed.getString("hash"), read.getString("hash"));
    assertTrue(
        desk.call(as(PHYSICIAN), "getRequest", request, new JsonObject())
            .getJsonObject("answer")
            .containsKey("readAt"));
    JsonArray items =
        desk.call(as("ernesto.villa"), "getRecord", patient, new JsonObject())
            .getJsonArray("items");
    assertTrue(kinds(items).containsAll(Set.of("note", "request")), items.encode());
    assertTrue(
        NOTICES.stream()
            .anyMatch(notice -> notice.people().contains(PEOPLE.get(PHYSICIAN).person())));
  }

  @Test
  void aRequestThatIsNotAnsweredIsNotInTheRecordThatAnotherUnitReads() {
    String request = accepted();

    assertTrue(ids("mariana.cota").contains(request));
    assertTrue(ids("rosa.murillo").contains(request));
    assertFalse(ids("ernesto.villa").contains(request));
  }

  @Test
  void neitherAnotherUnitsNurseNorACoordinatorNorAnAuditorReadsTheRecordOrANote() {
    String request = accepted();
    sign(request, finished(new JsonObject()));

    assertEquals(404, refused("elena.cazares", "getRecord", patient));
    for (String user : List.of("celia.duarte", "olivia.santana")) {
      assertEquals(403, refused(user, "getRecord", patient));
      assertEquals(403, refused(user, "getNote", request));
      assertEquals(403, refused(user, "saveDraft", request));
    }
  }

  @Test
  void aSpecialistOfTheSameSpecialtyWhoDoesNotAttendCannotWrite() {
    String request = accepted();

    assertEquals(404, refused("silvia.nuno", "saveDraft", request));
  }

  @Test
  void theChainOfThePatientHoldsOverSeveralCases() {
    for (int i = 0; i < 3; i++) {
      sign(accepted(), finished(new JsonObject()));
    }

    JsonArray items =
        desk.call(as(PHYSICIAN), "getRecord", patient, new JsonObject()).getJsonArray("items");
    items.forEach(item -> assertFalse(((JsonObject) item).containsKey("damaged"), items.encode()));
    Map<Integer, JsonObject> bySequence =
        items.stream()
            .map(JsonObject.class::cast)
            .filter(item -> "note".equals(item.getString("kind")))
            .map(item -> desk.call(as(PHYSICIAN), "getSignedNote", item.getString("id"), null))
            .collect(
                Collectors.toMap(
                    note -> note.getJsonObject("content").getInteger("sequence"), note -> note));
    for (int i = 2; i <= bySequence.size(); i++) {
      assertEquals(
          CanonicalJson.sha256(
              bySequence.get(i - 1).getString("canonical").getBytes(StandardCharsets.UTF_8)),
          bySequence.get(i).getJsonObject("content").getString("previous"));
    }
  }

  @Test
  void noClinicalTextIsInTheDatabaseInTheClear() {
    String request = accepted();
    desk.call(
        as(SPECIALIST),
        "saveDraft",
        request,
        draft(0, finished(new JsonObject().put("historySummary", MARKER))));
    sign(accepted(), finished(new JsonObject().put("historySummary", MARKER)));

    for (String collection :
        TestFoundation.await(
            house.database().all(house.database().driver().listCollectionNames()))) {
      for (Document document :
          TestFoundation.await(
              house.database().all(house.database().driver().getCollection(collection).find()))) {
        assertFalse(document.toJson().contains(MARKER), collection);
      }
    }
  }

  private static String register() {
    String id = UUID.randomUUID().toString();
    desk.call(
        as(PHYSICIAN),
        "registerPatient",
        id,
        new JsonObject()
            .put("version", 0)
            .put("identified", true)
            .put("givenNames", "Hugo")
            .put("firstSurname", "Prueba")
            .put("secondSurname", "Inventado")
            .put("birthDate", "2019-08-14")
            .put("sex", "male")
            .put("curpMissing", "foreigner"));
    return id;
  }

  private static String accepted() {
    String request = UUID.randomUUID().toString();
    int version =
        desk.call(
                as(PHYSICIAN),
                "saveRequest",
                request,
                new JsonObject()
                    .put("version", 0)
                    .put("patient", patient)
                    .put("kind", "outpatient")
                    .put("reason", "murmur-under-study")
                    .put("priority", "soon")
                    .put(
                        "content",
                        new JsonObject()
                            .put("clinicalSummary", "Soplo detectado a los 4 años.")
                            .put("question", "¿Amerita ecocardiograma?")
                            .put("vitalSigns", new JsonObject().put("heartRate", 108))
                            .put("travel", new JsonObject().put("means", "bus"))))
            .getInteger("version");
    version =
        desk.call(as(PHYSICIAN), "submitRequest", request, version(version))
            .getJsonObject("request")
            .getInteger("version");
    desk.call(as(SPECIALIST), "acceptRequest", request, version(version));
    return request;
  }

  private static JsonObject sign(String request, JsonObject fields) {
    int version =
        desk.call(as(SPECIALIST), "saveDraft", request, draft(0, fields)).getInteger("version");
    String hash =
        desk.call(as(SPECIALIST), "prepareNote", request, version(version).put("mode", "written"))
            .getString("hash");
    PROOFS.add(hash);
    return desk.call(
        as(SPECIALIST),
        "signNote",
        request,
        new JsonObject().put("hash", hash).put("proof", "proof"));
  }

  private static JsonObject finished(JsonObject begun) {
    return new JsonObject()
        .put("reason", "Soplo por estudiar.")
        .put("historySummary", "Soplo detectado a los 4 años.")
        .put("diagnoses", new JsonArray().add(new JsonObject().put("text", "Soplo inocente")))
        .put("diagnosticCriteria", "Ecocardiograma normal.")
        .put("studyPlan", "Ninguno.")
        .put("suggestions", "Vigilar.")
        .put("treatment", "Ninguno.")
        .put("prognosis", "Bueno.")
        .put("disposition", "managed-at-unit")
        .mergeIn(begun);
  }

  private static JsonObject draft(int version, JsonObject fields) {
    return version(version).put("sitting", "sitting-1").put("fields", fields);
  }

  private static JsonObject version(int version) {
    return new JsonObject().put("version", version);
  }

  private static Principal as(String user) {
    String person = PEOPLE.get(user).person();
    return new Principal(
        person,
        "session-of-" + user,
        "es",
        TestFoundation.await(
            scheduling
                .directory()
                .grantsOf(person, house.foundation().timers().clock().instant())));
  }

  private static Set<String> ids(String user) {
    return desk
        .call(as(user), "getRecord", patient, new JsonObject())
        .getJsonArray("items")
        .stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .collect(Collectors.toSet());
  }

  private static Set<String> kinds(JsonArray items) {
    return items.stream()
        .map(item -> ((JsonObject) item).getString("kind"))
        .collect(Collectors.toSet());
  }

  private static int refused(String user, String operation, String id) {
    JsonObject body = draft(0, new JsonObject());
    return assertThrows(Problem.class, () -> desk.call(as(user), operation, id, body)).status();
  }

  private static Future<Void> keep(Notice notice) {
    NOTICES.add(notice);
    return Future.succeededFuture();
  }

  private static Future<Void> consume(String person, String hash, String proof) {
    return PROOFS.remove(hash)
        ? Future.succeededFuture()
        : Future.failedFuture(new Problem(403, "proof-invalid"));
  }
}
