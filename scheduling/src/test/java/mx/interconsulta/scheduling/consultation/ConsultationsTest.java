package mx.interconsulta.scheduling.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsultationsTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String AUTHOR = "mariana.cota";
  private static final String SPECIALIST = "rodrigo.arambula";
  private static final Instant NOW = SampleHouse.START;

  private static Consultations consultations() {
    return house.scheduling().consultations();
  }

  // ---------------------------------------------------------------- who may enter

  @Test
  void physiciansMeetWithoutThePatientBeforeAnyConsent() {
    String consultation = accepted();

    assertEquals("requester", enter(consultation, AUTHOR, EntryPurpose.CONFER).role());
    Admitted specialist = enter(consultation, SPECIALIST, EntryPurpose.CONFER);
    assertEquals("specialist", specialist.role());
    assertEquals("JCIMS000325", specialist.unit());
    assertFalse(specialist.mayVideo());
  }

  @Test
  void videoWithThePatientNeedsConsentAndRecordingAndListenersTheirOwn() {
    String consultation = accepted();
    assertEquals("consent-missing", refusal(consultation, AUTHOR, EntryPurpose.VIDEO).code());

    consent(consultation, given("video"));

    assertTrue(enter(consultation, AUTHOR, EntryPurpose.VIDEO).mayVideo());
    opensVideoOnly(consultation);
  }

  private static void opensVideoOnly(String consultation) {
    for (EntryPurpose more : List.of(EntryPurpose.RECORDING, EntryPurpose.LISTENING)) {
      assertEquals("consent-missing", refusal(consultation, AUTHOR, more).code());
    }
  }

  @Test
  void aListenerNeedsConsentToListenersWhateverTheySayTheyComeFor() {
    String consultation = accepted();
    listener(consultation, "silvia.nuno");
    consent(consultation, given("video"));

    for (EntryPurpose purpose : List.of(EntryPurpose.VIDEO, EntryPurpose.CONFER)) {
      Problem refused = refusal(consultation, "silvia.nuno", purpose);
      assertEquals("consent-missing", refused.code());
      assertEquals("listeners", refused.details().get("scope"));
    }

    consent(consultation, given("listeners"));

    assertEquals("listener", enter(consultation, "silvia.nuno", EntryPurpose.CONFER).role());
  }

  /** Gives somebody the part of a listener, as no page does yet. */
  private static void listener(String consultation, String user) {
    Document part =
        new Document("person", house.person(user))
            .append("side", Side.LISTENER.token())
            .append("assignment", "listens")
            .append("unit", "JCIMS000325")
            .append("from", NOW);
    SampleHouse.await(
        house
            .foundation()
            .database()
            .done(
                house
                    .foundation()
                    .database()
                    .collection("consultations", Document.class)
                    .updateOne(
                        new Document("_id", consultation),
                        new Document("$push", new Document("participants", part)))));
  }

  @Test
  void consentThatWasWithdrawnOpensNothingAndBothRecordsAreKept() {
    String consultation = accepted();
    consent(consultation, given("video"));
    consent(consultation, given("video").put("basis", "withdrawn"));

    assertEquals("consent-missing", refusal(consultation, AUTHOR, EntryPurpose.VIDEO).code());
    enter(consultation, AUTHOR, EntryPurpose.CONFER);
    JsonObject read = house.as(AUTHOR).get("getConsultation", consultation);
    assertEquals(2, read.getJsonArray("consents").size());
    assertFalse(read.getBoolean("mayVideo"));
  }

  @Test
  void anEmergencyRecordedByTwoPhysiciansOpensVideoOnly() {
    String consultation = accepted();

    consent(consultation, emergency("Luis Soto Paz", "7654321"));

    enter(consultation, AUTHOR, EntryPurpose.VIDEO);
    opensVideoOnly(consultation);
  }

  @Test
  void onePhysicianTwiceIsNotTwo() {
    String consultation = accepted();

    for (JsonObject body :
        List.of(emergency("ana ruiz cota", "7654321"), emergency("Luis Soto Paz", "1234567"))) {
      Problem problem = house.as(AUTHOR).refused("recordConsent", consultation, body);
      assertEquals("consent-invalid", problem.code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"givenBy", "name", "how", "relationship"})
  void consentNamesWhoGaveItHowAndTheRelationship(String missing) {
    JsonObject body = given("video");
    body.remove(missing);

    Problem problem = house.as(AUTHOR).refused("recordConsent", accepted(), body);

    assertEquals("consent-invalid", problem.code());
    assertTrue(problem.details().toString().contains("/" + missing));
  }

  @Test
  void whoHasNoPartInItDoesNotEnter() {
    String consultation = accepted();

    for (String user : List.of("silvia.nuno", "paola.geraldo", "celia.duarte", "beto.macias")) {
      assertEquals(404, refusal(consultation, user, EntryPurpose.CONFER).status(), user);
    }
    assertEquals("station", enter(consultation, "rosa.murillo", EntryPurpose.CONFER).role());
  }

  @Test
  void nobodyEntersAfterItEndedAndTheFirstReasonStays() {
    String consultation = accepted();
    house.notices().clear();
    end(AUTHOR, consultation, "patient-left");

    Problem problem = refusal(consultation, SPECIALIST, EntryPurpose.CONFER);
    JsonObject again = end(SPECIALIST, consultation, "technical-failure");

    assertEquals("consultation-ended", problem.code());
    assertEquals("patient-left", again.getString("endReason"));
    assertTrue(
        house.notices().stream()
            .filter(notice -> notice.type().equals("consultation.ended"))
            .filter(notice -> notice.facts().get("reason").equals("patient-left"))
            .anyMatch(notice -> notice.people().contains(house.person(SPECIALIST))));
  }

  // ---------------------------------------------------------------- coming and going

  @Test
  void theRequestIsInConsultationOnceBothSidesAreInTheRoom() {
    String request = house.accepted();
    String consultation = house.consultationOf(request);

    entered(consultation, AUTHOR, "p1");
    entered(consultation, "rosa.murillo", "p2");
    assertEquals("ACCEPTED", house.stateOf(request), "both are at the patient's side");
    entered(consultation, SPECIALIST, "p3");

    assertEquals("IN_CONSULTATION", house.stateOf(request));
    assertEquals(Map.of(consultation, 3), inRooms(consultation));
  }

  @Test
  void whatIsSaidTwiceIsDoneOnce() {
    String consultation = accepted();
    entered(consultation, AUTHOR, "p1");
    entered(consultation, AUTHOR, "p1");
    int version = document(consultation).version();
    for (int turn = 0; turn < 2; turn++) {
      SampleHouse.await(
          consultations().left(consultation, house.person(AUTHOR), "p1", NOW, "left"));
      SampleHouse.await(consultations().roomClosed(consultation, report("room-1")));
    }

    assertEquals(version + 2, document(consultation).version());
    assertEquals(1, document(consultation).visits().size());
    assertEquals(1, document(consultation).reports().size());
  }

  @Test
  void aClosedRoomEmptiesItAndDoesNotEndTheConsultation() {
    String consultation = accepted();
    entered(consultation, AUTHOR, "p1");

    SampleHouse.await(consultations().roomClosed(consultation, report("room-1")));

    assertEquals(Map.of(), inRooms(consultation));
    enter(consultation, AUTHOR, EntryPurpose.CONFER);
  }

  @Test
  void aVisitThatALostServerLeftOpenEndsWhenThePersonComesBack() {
    String consultation = accepted();
    entered(consultation, AUTHOR, "room-1-p1");

    entered(consultation, AUTHOR, "room-2-p1");

    assertEquals(
        1, document(consultation).visits().stream().filter(one -> one.to() == null).count());
  }

  @Test
  void allWhoComeAtOnceAreKept() {
    String consultation = accepted();

    SampleHouse.await(
        Future.all(
            List.of(AUTHOR, SPECIALIST, "rosa.murillo", "daniela.osuna").stream()
                .map(
                    user ->
                        consultations()
                            .entered(consultation, house.person(user), "at-once-" + user, NOW))
                .toList()));

    assertEquals(Map.of(consultation, 4), inRooms(consultation));
  }

  @Test
  void releasingTheRequestEndsItsConsultationAndTheNextAcceptanceMakesAnother() {
    String request = house.accepted();
    String first = house.consultationOf(request);

    house.as(SPECIALIST).press("releaseRequest", request, "reason", "called-away");
    house.as("silvia.nuno").press("acceptRequest", request);

    JsonObject ended = house.as(AUTHOR).get("getConsultation", first);
    assertEquals("released", ended.getString("endReason"));
    JsonObject read = house.as(AUTHOR).get("getConsultation", house.consultationOf(request));
    assertFalse(read.containsKey("endReason"));
    JsonArray participants = read.getJsonArray("participants");
    assertEquals(2, participants.size());
    JsonObject colleague = participants.getJsonObject(1).getJsonObject("colleague");
    assertEquals("Dra. Silvia Nuño Salas", colleague.getString("displayName"));
    assertTrue(colleague.containsKey("phone"), "the other's telephone is at hand");
  }

  @Test
  void anAnswerInWritingEndsItWithoutARoom() {
    String request = house.accepted();

    SampleHouse.await(
        house
            .scheduling()
            .requests()
            .answered(request, "note-written", house.person(SPECIALIST), "written"));

    assertEquals("answered-in-writing", document(house.consultationOf(request)).endReason());
  }

  @Test
  void theDatabaseHoldsNoNameOfWhoConsentedAndTheReaderSeesIt() {
    String consultation = accepted();
    consent(consultation, given("video"));

    Document stored =
        SampleHouse.await(
            house
                .foundation()
                .database()
                .first(
                    house
                        .foundation()
                        .database()
                        .collection("consultations", Document.class)
                        .find(new Document("_id", consultation))));

    assertFalse(stored.toJson().contains("Montaño"));
    JsonObject record =
        house
            .as(AUTHOR)
            .get("getConsultation", consultation)
            .getJsonArray("consents")
            .getJsonObject(0);
    assertEquals("Laura Montaño Félix", record.getString("name"));
    assertEquals(
        "Dra. Mariana Cota Higuera", record.getJsonObject("recordedBy").getString("displayName"));
  }

  // ---------------------------------------------------------------- helpers

  private static String accepted() {
    return house.consultationOf(house.accepted());
  }

  private static Admitted enter(String consultation, String user, EntryPurpose purpose) {
    return SampleHouse.await(consultations().mayEnter(consultation, house.person(user), purpose));
  }

  private static Problem refusal(String consultation, String user, EntryPurpose purpose) {
    try {
      enter(consultation, user, purpose);
    } catch (Problem problem) {
      return problem;
    }
    throw new AssertionError(user + " may enter for " + purpose);
  }

  private static void entered(String consultation, String user, String participant) {
    SampleHouse.await(consultations().entered(consultation, house.person(user), participant, NOW));
  }

  private static JsonObject end(String user, String consultation, String reason) {
    return house
        .as(user)
        .on("endConsultation", consultation, new JsonObject().put("reason", reason));
  }

  private static ConsultationDocument document(String consultation) {
    return SampleHouse.await(consultations().document(consultation)).orElseThrow();
  }

  private static Map<String, Integer> inRooms(String consultation) {
    return SampleHouse.await(consultations().peopleInRooms(Set.of(consultation)));
  }

  private static void consent(String consultation, JsonObject body) {
    house
        .as(AUTHOR)
        .on("recordConsent", consultation, body.put("version", document(consultation).version()));
  }

  private static JsonObject given(String scope) {
    return new JsonObject()
        .put("version", 1)
        .put("scope", scope)
        .put("basis", "given")
        .put("givenBy", "parent")
        .put("name", "Laura Montaño Félix")
        .put("relationship", "mother")
        .put("how", "verbal");
  }

  /** Dra. Ana Ruiz Cota and another physician record it. */
  private static JsonObject emergency(String otherName, String otherCedula) {
    return new JsonObject()
        .put("version", 1)
        .put("scope", "video")
        .put("basis", "emergency")
        .put("why", "Sin respuesta y sin acompañante.")
        .put(
            "physicians",
            new JsonArray()
                .add(new JsonObject().put("name", "Ana Ruiz Cota").put("cedula", "1234567"))
                .add(new JsonObject().put("name", otherName).put("cedula", otherCedula)));
  }

  private static RoomReport report(String room) {
    return new RoomReport(room, "node", 1L, NOW, NOW, "empty", "direct", 2, 60L, 0, List.of());
  }
}
