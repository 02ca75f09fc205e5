package mx.interconsulta.scheduling.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers in writing: the thread, the files that go with it, and what follows an answer up. */
class RequestThreadTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String AUTHOR = "mariana.cota";
  private static final String ATTENDING = "rodrigo.arambula";
  private static final String COORDINATOR = "celia.duarte";

  private final List<Enclosure> files = new ArrayList<>();

  @AfterEach
  void noFiles() {
    house.scheduling().requests().use(Enclosures.none());
  }

  private void keepFiles() {
    house
        .scheduling()
        .requests()
        .use((Enclosures) (request, author) -> Future.succeededFuture(List.copyOf(files)));
  }

  private static Enclosure photograph(String name) {
    return new Enclosure(
        UUID.randomUUID().toString(), name, "image/jpeg", 1200, "a".repeat(64), 640, 480, null);
  }

  private static JsonObject written(String request) {
    return house
        .as(ATTENDING)
        .on(
            "acceptRequest",
            request,
            new JsonObject().put("version", house.versionOf(request)).put("mode", "written"));
  }

  @Test
  void whoTakesItInWritingAsksNobodyIntoARoom() {
    String request = house.submitted();

    JsonObject accepted = written(request);

    assertEquals("written", accepted.getString("attendingMode"));
    assertEquals("write-note", accepted.getString("nextStep"));
    assertEquals("wait", house.as(AUTHOR).get("getRequest", request).getString("nextStep"));
  }

  @Test
  void aQuestionWaitsForItsAuthorAndItsAnswerForWhoAsked() {
    String request = house.submitted();
    written(request);

    house.as(ATTENDING).press("askRequest", request, "question", "¿Peso al nacer?");

    JsonObject asked = house.as(AUTHOR).get("getRequest", request);
    assertEquals("ACCEPTED", asked.getString("state"));
    assertEquals("¿Peso al nacer?", asked.getString("askedBack"));
    assertEquals("answer-question", asked.getString("nextStep"));
    assertEquals("wait", house.as(ATTENDING).get("getRequest", request).getString("nextStep"));

    house.as(AUTHOR).press("replyRequest", request, "answer", "2,900 g, a término.");

    JsonObject answered = house.as(ATTENDING).get("getRequest", request);
    assertNull(answered.getString("askedBack"));
    assertEquals("write-note", answered.getString("nextStep"));
    assertEquals(
        List.of("¿Peso al nacer?", "2,900 g, a término."),
        answered.getJsonArray("history").stream()
            .map(JsonObject.class::cast)
            .filter(one -> List.of("ask", "reply").contains(one.getString("event")))
            .map(one -> one.getString("note"))
            .toList());
  }

  @Test
  void whatWasSentStaysAsItWasSentWhateverTheThreadSays() {
    String request = house.submitted();
    written(request);
    JsonArray before = house.as(ATTENDING).get("getRequest", request).getJsonArray("versions");

    house.as(ATTENDING).press("askRequest", request, "question", "¿Medicamentos?");
    house.as(AUTHOR).press("replyRequest", request, "answer", "Ninguno.");

    assertEquals(before, house.as(ATTENDING).get("getRequest", request).getJsonArray("versions"));
  }

  @Test
  void filesAreFrozenWithTheVersionThatTookThemAndLaterOnesGoWithTheAnswer() {
    keepFiles();
    files.add(photograph("lesión.jpg"));
    String request = house.submitted();
    written(request);
    house.as(ATTENDING).press("askRequest", request, "question", "¿Otra de cerca?");
    files.add(photograph("de cerca.jpg"));

    house.as(AUTHOR).press("replyRequest", request, "answer", "Se agrega.");

    JsonObject seen = house.as(ATTENDING).get("getRequest", request);
    JsonObject version = seen.getJsonArray("versions").getJsonObject(0);
    assertEquals(List.of("lesión.jpg"), names(version.getJsonArray("files")));
    JsonArray history = seen.getJsonArray("history");
    assertEquals(
        List.of("de cerca.jpg"),
        names(history.getJsonObject(history.size() - 1).getJsonArray("files")));
    assertEquals(List.of("lesión.jpg", "de cerca.jpg"), names(seen.getJsonArray("files")));
  }

  private static List<String> names(JsonArray enclosed) {
    return enclosed.stream().map(file -> ((JsonObject) file).getString("name")).toList();
  }

  @Test
  void aFileThatHasNotArrivedHoldsTheRequestBack() {
    String request = house.draft();
    house
        .scheduling()
        .requests()
        .use(
            (Enclosures) (one, author) -> Future.failedFuture(new Problem(409, "files-uploading")));

    Problem problem =
        house
            .as(AUTHOR)
            .refused(
                "submitRequest",
                request,
                new JsonObject().put("version", house.versionOf(request)));

    assertEquals("files-uploading", problem.code());
    assertEquals("DRAFT", house.stateOf(request));
  }

  @Test
  void aCoordinatorReadsNothingOfTheThread() {
    keepFiles();
    files.add(photograph("lesión.jpg"));
    String request = house.submitted();
    written(request);
    house.as(ATTENDING).press("askRequest", request, "question", "¿Peso al nacer?");

    String seen = house.as(COORDINATOR).get("getRequest", request).encode();

    assertFalse(seen.contains("Peso"), "the question is clinical");
    assertFalse(seen.contains("lesión"), "so is the name of a file");
  }

  @Test
  void aFollowUpNamesTheAnsweredRequestOfTheSamePatient() {
    String before = house.accepted();
    SampleHouse.await(
        house
            .scheduling()
            .requests()
            .answered(
                before,
                UUID.randomUUID().toString(),
                house.person(ATTENDING),
                "written",
                "6-months"));
    String after = UUID.randomUUID().toString();
    JsonObject body =
        SampleHouse.murmur(
                house.as(AUTHOR).get("getRequest", before).getJsonObject("patient").getString("id"))
            .put("follows", before);

    JsonObject saved = house.as(AUTHOR).on("saveRequest", after, body);

    assertEquals("subsequent", saved.getString("visit"));
    assertEquals(before, saved.getString("follows"));
    JsonObject first = house.as(AUTHOR).get("getRequest", before);
    assertEquals("first", first.getString("visit"));
    assertEquals("6-months", first.getJsonObject("answer").getString("followUp"));
    assertEquals(
        before,
        SampleHouse.await(house.scheduling().requests().find(after)).orElseThrow().follows());
  }

  @Test
  void nothingFollowsARequestWithoutAnAnswerOrOfAnotherPatient() {
    String waiting = house.submitted();
    JsonObject unanswered =
        SampleHouse.murmur(house.patient("Iker Daniel")).put("follows", waiting);
    String answered = house.accepted();
    SampleHouse.await(
        house
            .scheduling()
            .requests()
            .answered(
                answered, UUID.randomUUID().toString(), house.person(ATTENDING), "video", null));
    JsonObject another = SampleHouse.murmur(house.patient("Amaia")).put("follows", answered);

    for (JsonObject body : List.of(unanswered, another)) {
      Problem problem = house.as(AUTHOR).refused("saveRequest", UUID.randomUUID().toString(), body);
      assertEquals("request-invalid", problem.code());
      assertTrue(problem.details().toString().contains("follows-unknown"));
    }
  }
}
