package mx.interconsulta.scheduling.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import mx.interconsulta.scheduling.Scheduling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An emergency from the first word to whoever takes it: who is rung, what each answers, the clock.
 */
class UrgenciasTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String ASKS = "daniela.osuna";
  private static final String HUERTA = "patricia.huerta";
  private static final String CAMARENA = "gerardo.camarena";
  private static final String ENCINAS = "sergio.encinas";
  private static final String MARK = "Tatuaje de ancla, antebrazo izquierdo";

  @BeforeEach
  void threeCardiologistsAreSignedIn() {
    house.ringer().deaf(false);
    house.present(HUERTA, CAMARENA, ENCINAS, ASKS);
  }

  // ---------------------------------------------------------------- asking

  @Test
  void everyFreeSpecialistOfTheCoveringUnitsIsRungAtOnce() {
    house.present(HUERTA, ENCINAS, "hugo.navarrete");
    String request = asked();

    assertEquals(people(HUERTA, ENCINAS), house.ringer().rungFor(request));
    JsonObject seen = emergency(ASKS, request);
    assertEquals("ringing", stateOf(seen, HUERTA));
    assertEquals("unreachable", stateOf(seen, CAMARENA));
    assertEquals("no-page", person(seen, CAMARENA).getString("reason"));
    assertFalse(seen.getBoolean("nobody"));
    assertNull(seen.getString("unanswered"));
  }

  @Test
  void theRoomIsOpenAndConsentRecordedFromTheMomentItIsSent() {
    String request = asked(call().put("consent", twoPhysicians()));

    JsonObject seen = emergency(ASKS, request);
    JsonObject consultation = house.as(ASKS).get("getConsultation", seen.getString("consultation"));
    assertTrue(consultation.getBoolean("mayVideo"));
    assertFalse(consultation.getBoolean("mayRecord"), "an emergency opens video only");
    assertFalse(consultation.getBoolean("mayListen"));
    JsonObject consent = consultation.getJsonArray("consents").getJsonObject(0);
    assertEquals(2, consent.getJsonArray("physicians").size());
    assertEquals("Inconsciente, sin familiar", consent.getString("why"));
    assertEquals(1, consultation.getJsonArray("participants").size());
  }

  @Test
  void onePhysicianAloneCannotRecordTheNecessity() {
    JsonObject alone = twoPhysicians();
    alone.put("physicians", new JsonArray().add(physician("Daniela Osuna Beltrán", "4202947")));

    Problem refused = house.as(ASKS).refused("askEmergency", id(), call().put("consent", alone));

    assertEquals("consent-invalid", refused.code());
  }

  @Test
  void askingTwiceAsksOnce() {
    String request = id();
    JsonObject body = call();
    house.as(ASKS).on("askEmergency", request, body);
    int version = house.versionOf(request);
    house.as(ASKS).on("askEmergency", request, body);

    assertEquals(version, house.versionOf(request));
    assertEquals(1, house.ringer().of("ring", request).size());
  }

  @Test
  void triageAndVitalSignsAreNeededAndNothingElse() {
    JsonObject without = call().put("vitalSigns", new JsonObject());
    Problem refused = house.as(ASKS).refused("askEmergency", id(), without);

    assertEquals("request-incomplete", refused.code());
  }

  @Test
  void whoWasUnknownIsIdentifiedOnTheSameRecordWithNothingLost() {
    String patient = id();
    String request = asked(call(patient));
    JsonObject header = house.as(HUERTA).get("getRequest", request).getJsonObject("patient");
    assertFalse(header.getBoolean("identified"));
    assertEquals(MARK, header.getString("mark"));
    JsonObject identity =
        new JsonObject()
            .put("version", 1)
            .put("identified", true)
            .put("givenNames", "Gregorio")
            .put("firstSurname", "Salvatierra")
            .put("birthDate", "1962-02-11")
            .put("sex", "male")
            .put("curpMissing", "not-at-hand");
    house.as(ASKS).on("registerPatient", patient, identity);
    // The answer was lost and the page sends it again.
    house.as(ASKS).on("registerPatient", patient, identity);

    JsonObject after = house.as(HUERTA).get("getRequest", request);
    assertEquals("Gregorio Salvatierra", after.getJsonObject("patient").getString("displayName"));
    JsonObject kept = house.as(ASKS).get("getPatient", patient);
    assertEquals(MARK, kept.getString("mark"));
    assertEquals(60, kept.getInteger("apparentAge"));
    JsonObject asSent = after.getJsonArray("versions").getJsonObject(0).getJsonObject("patient");
    assertFalse(asSent.getBoolean("identified"), "what was sent stays as it was sent");
    assertEquals(78.0, content(after).getJsonObject("vitalSigns").getDouble("heartRate"));
    assertEquals(1, content(after).getInteger("triage"));
  }

  @Test
  void whatItWasSentWithoutIsAddedWhileItRingsAndNothingElseMoves() {
    String patient = id();
    String request = asked(call(patient));
    JsonObject before = emergency(ASKS, request);
    int rung = house.ringer().of("ring", request).size();
    JsonObject travel = new JsonObject().put("means", "ambulance").put("companions", 1);

    JsonObject added =
        house
            .as(ASKS)
            .on(
                "supplementRequest",
                request,
                new JsonObject()
                    .put("version", house.versionOf(request))
                    .put("question", "¿Trombólisis aquí?")
                    .put("travel", travel));

    assertEquals("¿Trombólisis aquí?", content(added).getString("question"));
    assertEquals(travel, content(added).getJsonObject("travel"));
    assertEquals("Dolor opresivo de 40 minutos.", content(added).getString("clinicalSummary"));
    assertEquals(1, content(added).getInteger("triage"));
    assertEquals(2, added.getJsonArray("versions").size(), "what was sent first stays");
    JsonObject first = added.getJsonArray("versions").getJsonObject(0);
    assertNull(content(first).getString("question"));
    JsonObject after = emergency(ASKS, request);
    assertEquals(before.getString("since"), after.getString("since"));
    assertEquals(order(before), order(after));
    assertEquals("ringing", stateOf(after, HUERTA));
    assertEquals(rung, house.ringer().of("ring", request).size(), "nobody is rung anew");

    Problem same =
        house
            .as(ASKS)
            .refused(
                "supplementRequest",
                request,
                new JsonObject()
                    .put("version", house.versionOf(request))
                    .put("question", "¿Trombólisis aquí?"));
    assertEquals(422, same.status());
    assertTrue(same.details().toString().contains("nothing-added"), same::toString);
    assertEquals(
        added.getInteger("version"), house.versionOf(request), "what adds nothing is no version");

    house.as(HUERTA).on("acceptEmergency", request, new JsonObject());
    JsonObject more = house.as(ASKS).press("supplementRequest", request, "question", "¿Traslado?");
    assertEquals("ACCEPTED", more.getString("state"));
    assertEquals(travel, content(more).getJsonObject("travel"), "what was added before stays");
    Problem other =
        house
            .as(HUERTA)
            .refused(
                "supplementRequest",
                request,
                new JsonObject().put("version", house.versionOf(request)).put("question", "¿?"));
    assertEquals(404, other.status());
  }

  // ---------------------------------------------------------------- what each answers

  @Test
  void eachPersonIsSeenAsRingingAcknowledgedDeclinedSilentOrUnreachable() {
    String request = asked();
    sign(HUERTA, request, "rings");
    sign(HUERTA, request, "rings");
    sign(CAMARENA, request, "rings");
    sign(CAMARENA, request, "seen");
    house.as(ENCINAS).on("declineEmergency", request, new JsonObject().put("reason", "in-surgery"));

    JsonObject seen = emergency(ASKS, request);
    assertEquals("ringing", stateOf(seen, HUERTA));
    assertEquals(2, person(seen, HUERTA).getInteger("windows"));
    assertEquals("acknowledged", stateOf(seen, CAMARENA));
    assertEquals("declined", stateOf(seen, ENCINAS));
    assertEquals("in-surgery", person(seen, ENCINAS).getString("reason"));
    assertEquals("SUBMITTED", house.stateOf(request), "one who cannot ends nothing for the others");
    assertEquals(people(ENCINAS), house.ringer().of("quiet", request).get(0).people());

    pass(Roll.SILENT_AFTER);
    house.present(CAMARENA, ENCINAS, ASKS);
    rounds(request, () -> stateOf(emergency(ASKS, request), HUERTA).equals("unreachable"));
    house.present(HUERTA, CAMARENA, ENCINAS, ASKS);
    pass(Escalations.ROUND);
    rounds(request, () -> stateOf(emergency(ASKS, request), HUERTA).equals("ringing"));
    pass(Roll.SILENT_AFTER);
    rounds(request, () -> stateOf(emergency(ASKS, request), HUERTA).equals("silent"));
    assertEquals("acknowledged", stateOf(emergency(ASKS, request), CAMARENA));
    assertEquals("declined", stateOf(emergency(ASKS, request), ENCINAS));
    assertEquals(order(seen), order(emergency(ASKS, request)), "the order never changes");
  }

  @Test
  void whoSignsInLaterIsRungToo() {
    house.present(HUERTA);
    String request = asked();
    house.present(HUERTA, ENCINAS);
    pass(Escalations.ROUND);

    rounds(request, () -> house.ringer().rungFor(request).equals(people(HUERTA, ENCINAS)));
  }

  @Test
  void whoIsInAConsultationIsNotRung() {
    String other = asked();
    String consultation = emergency(ASKS, other).getString("consultation");
    house.as(HUERTA).on("acceptEmergency", other, new JsonObject());
    for (String user : List.of(ASKS, HUERTA)) {
      SampleHouse.await(
          house
              .scheduling()
              .consultations()
              .entered(consultation, house.person(user), "p-" + user, now()));
    }

    String request = asked("marco.luna", call());

    assertEquals(people(CAMARENA, ENCINAS), house.ringer().rungFor(request));
    assertEquals(
        "in-consultation", person(emergency("marco.luna", request), HUERTA).getString("reason"));
    SampleHouse.await(
        house
            .scheduling()
            .consultations()
            .left(consultation, house.person(HUERTA), "p-" + HUERTA, now(), "left"));
    SampleHouse.await(
        house
            .scheduling()
            .consultations()
            .left(consultation, house.person(ASKS), "p-" + ASKS, now(), "left"));
  }

  @Test
  void aRefusalOfTheWholeRequestIsNotPossibleWhileItRings() {
    String request = asked();
    JsonObject events = house.as(HUERTA).get("getRequest", request);

    assertEquals(new JsonArray().add("accept"), events.getJsonArray("events"));
    Problem refused =
        house
            .as(HUERTA)
            .refused(
                "declineRequest",
                request,
                new JsonObject()
                    .put("version", house.versionOf(request))
                    .put("reason", "not-our-field"));
    assertEquals("request-state", refused.code());
  }

  // ---------------------------------------------------------------- taken

  @Test
  void theFirstTakesItAndTheOthersFallSilentAndReadWho() {
    String request = asked();
    JsonObject taken = house.as(HUERTA).on("acceptEmergency", request, new JsonObject());
    Problem late = house.as(ENCINAS).refused("acceptEmergency", request, new JsonObject());

    assertEquals("request-taken", late.code());
    assertTrue(late.details().get("by").toString().contains("Huerta"));
    assertEquals(taken, house.as(HUERTA).on("acceptEmergency", request, new JsonObject()));
    var quiet = house.ringer().of("quiet", request);
    assertEquals(1, quiet.stream().map(one -> one.what().version()).distinct().count());
    assertTrue(quiet.get(0).people().containsAll(people(HUERTA, CAMARENA, ENCINAS, ASKS)));
    assertEquals(house.person(HUERTA), quiet.get(0).takenBy());
    JsonObject seen = emergency(CAMARENA, request);
    assertEquals("taken", seen.getString("state"));
    assertEquals("accepted", stateOf(seen, HUERTA));
    assertEquals(house.person(HUERTA), seen.getJsonObject("takenBy").getString("person"));
    JsonObject consultation =
        house.as(HUERTA).get("getConsultation", taken.getString("consultation"));
    assertEquals(2, consultation.getJsonArray("participants").size());
  }

  @Test
  void givenBackItRingsForTheOthersInTheSameRoomAndTheClockHasNotMoved() {
    String request = asked();
    String since = emergency(ASKS, request).getString("since");
    String consultation =
        house.as(HUERTA).on("acceptEmergency", request, new JsonObject()).getString("consultation");
    pass(Duration.ofSeconds(40));
    house
        .as(HUERTA)
        .press("releaseRequest", request, "reason", "other", "note", "Llegó otra urgencia.");

    JsonObject seen = emergency(ASKS, request);
    assertEquals("ringing", seen.getString("state"));
    assertEquals("declined", stateOf(seen, HUERTA));
    assertEquals("released", person(seen, HUERTA).getString("reason"));
    assertEquals(since, seen.getString("since"));
    assertEquals(consultation, seen.getString("consultation"));
    JsonObject room = house.as(ASKS).get("getConsultation", consultation);
    assertNull(room.getString("endedAt"));
    house.as(ENCINAS).on("acceptEmergency", request, new JsonObject());
    assertEquals("ACCEPTED", house.stateOf(request));
    assertEquals(consultation, house.consultationOf(request));
  }

  @Test
  void cancelledItFallsSilentAndItsRoomEnds() {
    String request = asked();
    String consultation = emergency(ASKS, request).getString("consultation");
    house.as(ASKS).press("cancelRequest", request, "reason", "patient-improved");

    assertEquals("over", emergency(ASKS, request).getString("state"));
    assertFalse(house.ringer().of("quiet", request).isEmpty());
    assertNotNull(house.as(ASKS).get("getConsultation", consultation).getString("endedAt"));
    assertTrue(listed(HUERTA, request).isEmpty());
  }

  // ---------------------------------------------------------------- unanswered

  @Test
  void withNobodySignedInItIsUnansweredAtOnceAndTheCoordinatorsAreTold() {
    house.present(ASKS);
    String request = asked();

    JsonObject seen = emergency(ASKS, request);
    assertTrue(seen.getBoolean("nobody"));
    assertNotNull(seen.getString("unanswered"));
    assertFalse(seen.getJsonArray("phones").isEmpty(), "the telephones are always there");
    assertTrue(
        house
            .ringer()
            .of("unanswered", request)
            .get(0)
            .people()
            .containsAll(people(ASKS, "celia.duarte")));
    JsonObject later = house.as("celia.duarte").list("listEmergencies", Map.of());
    assertTrue(later.encode().contains(request));
  }

  @Test
  void afterThreeMinutesItIsRedInEveryInboxWithoutAWordAboutThePatient() {
    String request = asked();
    assertTrue(listed("hugo.navarrete", request).isEmpty(), "it does not ring for a neurologist");
    pass(Duration.ofSeconds(179));
    SampleHouse.await(house.scheduling().escalations().rounds());
    assertNull(emergency(ASKS, request).getString("unanswered"));
    pass(Duration.ofSeconds(3));
    rounds(request, () -> emergency(ASKS, request).containsKey("unanswered"));

    JsonObject row = listed("hugo.navarrete", request).get(0);
    assertFalse(row.getBoolean("rings"));
    assertFalse(row.encode().contains("ancla"));
    assertFalse(row.containsKey("reason"));
    assertFalse(row.containsKey("patient"));
    assertEquals(
        "role-missing", codeOf(() -> house.as("fernanda.mora").list("listEmergencies", Map.of())));
    assertTrue(listed(HUERTA, request).get(0).getBoolean("rings"), "and it rings on");
  }

  @Test
  void aSpecialtySaysHowLongItRings() {
    JsonObject dermatology =
        SampleHouse.rows(house.as(ASKS).list("listSpecialties", Map.of())).get("dermatology");
    JsonObject change =
        new JsonObject()
            .put("version", dermatology.getInteger("version"))
            .put("trunk", dermatology.getString("trunk"))
            .put("name", dermatology.getJsonObject("name"))
            .put("ringSeconds", 20);
    house.as("beto.macias").on("saveSpecialty", "dermatology", change);
    house.present("norma.ascencio");
    String request =
        asked(call().put("specialty", "dermatology").put("reason", "chronic-dermatosis"));

    assertEquals(20, emergency(ASKS, request).getInteger("patience"));
    pass(Duration.ofSeconds(21));
    rounds(request, () -> emergency(ASKS, request).containsKey("unanswered"));
  }

  // ---------------------------------------------------------------- kill -9

  @Test
  void aServerThatDiedBeforeItRangIsFollowedByOneThatRingsWithTheSameClock() {
    house.ringer().deaf(true);
    String request = asked();
    String since = emergency(ASKS, request).getString("since");
    assertEquals(Set.of(), house.ringer().rungFor(request));

    house.ringer().deaf(false);
    pass(Duration.ofSeconds(2));
    Scheduling next = house.open();
    try {
      rounds(
          request, () -> house.ringer().rungFor(request).equals(people(HUERTA, CAMARENA, ENCINAS)));
      assertEquals(since, emergency(ASKS, request).getString("since"));
    } finally {
      SampleHouse.await(next.close());
    }
  }

  @Test
  void aServerThatDiedBeforeItToldWhoTookItIsFollowedByOneThatTells() {
    String request = asked();
    house.ringer().deaf(true);
    house.as(HUERTA).on("acceptEmergency", request, new JsonObject());
    assertEquals(List.of(), house.ringer().of("quiet", request));

    house.ringer().deaf(false);
    pass(Duration.ofSeconds(3));
    Scheduling next = house.open();
    try {
      rounds(request, () -> !house.ringer().of("quiet", request).isEmpty());
    } finally {
      SampleHouse.await(next.close());
    }
  }

  @Test
  void theLevelsOfTriageAreData() {
    JsonArray levels = house.as(ASKS).list("listTriage", Map.of()).getJsonArray("items");
    assertEquals(5, levels.size());
    assertEquals("Rojo", levels.getJsonObject(0).getJsonObject("name").getString("es"));
    assertEquals(0, levels.getJsonObject(0).getInteger("minutes"));
  }

  // ---------------------------------------------------------------- words of these tests

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static Instant now() {
    return house.foundation().timers().clock().instant();
  }

  private static JsonObject call() {
    return call(id());
  }

  /** An unknown man with chest pain, for the cardiologists. */
  static JsonObject call(String patient) {
    return new JsonObject()
        .put(
            "unidentified",
            new JsonObject()
                .put("id", patient)
                .put("sex", "male")
                .put("apparentAge", 60)
                .put("mark", MARK))
        .put("specialty", "cardiology")
        .put("reason", "chest-pain-under-study")
        .put("triage", 1)
        .put(
            "vitalSigns",
            new JsonObject().put("heartRate", 78).put("systolic", 168).put("diastolic", 96))
        .put("essential", "Dolor opresivo de 40 minutos.");
  }

  /** Whoever asks is the first of the two. */
  private static JsonObject twoPhysicians() {
    return new JsonObject()
        .put("basis", "emergency")
        .put("why", "Inconsciente, sin familiar")
        .put("physicians", new JsonArray().add(physician("Mariana Cota Higuera", "4107919")));
  }

  private static JsonObject physician(String name, String cedula) {
    return new JsonObject().put("name", name).put("cedula", cedula);
  }

  private static String asked() {
    return asked(call());
  }

  private static String asked(JsonObject body) {
    return asked(ASKS, body);
  }

  private static String asked(String user, JsonObject body) {
    String request = id();
    house.as(user).on("askEmergency", request, body);
    return request;
  }

  private static void sign(String user, String request, String sign) {
    house
        .as(user)
        .on("signEmergency", request, new JsonObject().put("window", id()).put("sign", sign));
  }

  private static JsonObject emergency(String user, String request) {
    return house.as(user).get("getEmergency", request);
  }

  private static List<JsonObject> listed(String user, String request) {
    return house.as(user).list("listEmergencies", Map.of()).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("request").equals(request))
        .toList();
  }

  private static JsonObject person(JsonObject emergency, String user) {
    return emergency.getJsonArray("people").stream()
        .map(JsonObject.class::cast)
        .filter(
            one -> one.getJsonObject("colleague").getString("person").equals(house.person(user)))
        .findFirst()
        .orElseThrow();
  }

  private static String stateOf(JsonObject emergency, String user) {
    return person(emergency, user).getString("state");
  }

  private static List<String> order(JsonObject emergency) {
    return emergency.getJsonArray("people").stream()
        .map(one -> ((JsonObject) one).getJsonObject("colleague").getString("person"))
        .toList();
  }

  private static JsonObject content(JsonObject request) {
    return request.getJsonObject("content");
  }

  private static Set<String> people(String... users) {
    return Set.of(users).stream()
        .map(house::person)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private static void pass(Duration time) {
    house.house().manualTimers().advance(time);
  }

  /** Makes rounds until it is so; another server's round may have been first. */
  private static void rounds(String request, BooleanSupplier so) {
    for (int turn = 0; turn < 40; turn++) {
      SampleHouse.await(house.scheduling().sweep().carryOut());
      SampleHouse.await(house.scheduling().escalations().rounds());
      if (so.getAsBoolean()) {
        return;
      }
      pass(Duration.ofMillis(100));
    }
    throw new AssertionError(
        "not so after 40 rounds: " + emergency(ASKS, request).encodePrettily());
  }

  private static String codeOf(Runnable call) {
    try {
      call.run();
      return "";
    } catch (Problem problem) {
      return problem.code();
    }
  }
}
