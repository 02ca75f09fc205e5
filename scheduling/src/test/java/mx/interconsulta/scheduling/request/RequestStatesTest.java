package mx.interconsulta.scheduling.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.SampleHouse;
import mx.interconsulta.scheduling.Scheduling;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/request-states.md and the program together, every state with every event. */
class RequestStatesTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.loaded();

  private static final String AUTHOR = "mariana.cota";
  private static final String ATTENDING = "rodrigo.arambula";
  private static final String COVERING = "silvia.nuno";
  private static final String COORDINATOR = "celia.duarte";

  /** One row of the documented table; without next, a pair that is not in it. */
  record Row(
      RequestState state,
      RequestEvent event,
      List<String> who,
      RequestState next,
      String notice,
      List<String> told) {
    @Override
    public String toString() {
      return state + " + " + event.token() + " -> " + (next == null ? "refused" : next);
    }
  }

  static Stream<Row> everyPair() {
    Map<String, Row> documented = new HashMap<>();
    for (Row row : table()) {
      documented.put(row.state() + " " + row.event(), row);
    }
    List<Row> pairs = new ArrayList<>();
    for (RequestState state : RequestState.values()) {
      for (RequestEvent event : RequestEvent.values()) {
        pairs.add(
            documented.getOrDefault(
                state + " " + event, new Row(state, event, List.of(), null, null, List.of())));
      }
    }
    return pairs.stream();
  }

  private static List<Row> table() {
    return lines()
        .filter(line -> line.matches("\\| [A-Z_]+ \\| [a-z]+ \\|.*"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .map(
            cells ->
                new Row(
                    RequestState.valueOf(cells.get(1)),
                    RequestEvent.of(cells.get(2)),
                    List.of(cells.get(3).split(", ")),
                    RequestState.valueOf(cells.get(4)),
                    cells.get(5).split(": ", 2)[0],
                    List.of(cells.get(5).split(": ", 2)[1].split(", "))))
        .toList();
  }

  private static Stream<String> lines() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/request-states.md"))) {
      here = here.getParent();
    }
    try {
      return Files.readAllLines(here.resolve("docs/request-states.md")).stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void everyEventInEveryStateDoesWhatTheTableSays(Row row) {
    if (isOneButton(row)) {
      assertEquals(Optional.empty(), RequestTable.find(row.state(), row.event()));
      return;
    }
    String request = arrange(row.state());
    ripen(row, request);
    int before = house.versionOf(request);
    if (row.next() == null) {
      mustBeRefused(row, request);
      assertEquals(row.state().name(), house.stateOf(request));
      assertEquals(before, house.versionOf(request));
      return;
    }

    // The server dies right after the write: nothing of the outbox is done.
    house.deaf(true);
    try {
      press(row.event(), request);
    } finally {
      house.deaf(false);
    }

    assertEquals(row.next().name(), house.stateOf(request));
    assertEquals(before + 1, house.versionOf(request));
    RequestDocument.Happening last = history(request).get(history(request).size() - 1);
    assertEquals(row.event().token(), last.event());
    assertEquals(row.state().name(), last.from());
    assertEquals(row.next().name(), last.to());
    assertNotNull(document(request).due(), "the outbox waits for the sweep");

    house.notices().clear();
    house.house().manualTimers().advance(Duration.ofSeconds(3));
    SampleHouse.await(house.scheduling().sweep().carryOut());
    mustHaveTold(row, request);
    assertNull(document(request).due(), "the outbox is empty");
    assertNull(document(request).outbox());
  }

  /** Sending is one button: submit from a draft is resubmit from what was returned. */
  private static boolean isOneButton(Row row) {
    return (row.state() == RequestState.RETURNED && row.event() == RequestEvent.SUBMIT)
        || (row.state() == RequestState.DRAFT && row.event() == RequestEvent.RESUBMIT);
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void theTableInTheProgramIsTheDocumentedOne(Row row) {
    Set<String> who =
        RequestTable.find(row.state(), row.event())
            .map(RequestTable.Transition::actors)
            .orElse(Set.of())
            .stream()
            .map(Actor::token)
            .collect(Collectors.toSet());

    assertEquals(Set.copyOf(row.who()), who);
    assertEquals(
        row.next(),
        RequestTable.find(row.state(), row.event()).map(RequestTable.Transition::to).orElse(null));
  }

  @Test
  void theDocumentedReasonsAreThoseOfTheProgram() {
    Map<RequestEvent, List<String>> documented = new EnumMap<>(RequestEvent.class);
    lines()
        .filter(line -> line.matches("\\| [a-z]+ \\| [a-z-]+(, [a-z-]+)+ \\|"))
        .map(line -> line.split("\\|"))
        .forEach(
            cells ->
                documented.put(
                    RequestEvent.of(cells[1].strip()), List.of(cells[2].strip().split(", "))));

    for (RequestEvent event : RequestEvent.values()) {
      assertEquals(documented.getOrDefault(event, List.of()), event.reasons(), event.token());
    }
  }

  // ---------------------------------------------------------------- arranging

  private static String arrange(RequestState state) {
    return switch (state) {
      case DRAFT -> house.draft();
      case SUBMITTED -> house.submitted();
      case ACCEPTED -> house.accepted();
      case SCHEDULED -> after(house.submitted(), RequestEvent.BOOK);
      case NO_SHOW -> afterItsTime(arrange(RequestState.SCHEDULED));
      case IN_CONSULTATION -> after(house.accepted(), RequestEvent.ENTER);
      case ANSWERED -> after(house.accepted(), RequestEvent.ANSWER);
      case CLOSED -> after(arrange(RequestState.ANSWERED), RequestEvent.CLOSE);
      case CANCELLED -> after(house.submitted(), RequestEvent.CANCEL);
      case DECLINED -> after(house.submitted(), RequestEvent.DECLINE);
      case RETURNED -> after(house.submitted(), RequestEvent.RETURN);
      case EXPIRED -> after(house.submitted(), RequestEvent.EXPIRE);
    };
  }

  /** What an event needs beside the state: an open room, that its time has come, or its kind. */
  private static void ripen(Row row, String request) {
    if (row.event() == RequestEvent.SUPPLEMENT && row.next() != null) {
      update(request, Updates.set("kind", RequestRules.EMERGENCY));
    }
    if (row.state() != RequestState.SCHEDULED) {
      return;
    }
    if (row.event() == RequestEvent.OPEN) {
      bringForward(request, Duration.ofMinutes(10));
    } else if (row.event() == RequestEvent.MISS) {
      bringForward(request, Duration.ofMinutes(-1));
    } else if (row.event() == RequestEvent.ENTER) {
      bringForward(request, Duration.ofMinutes(10));
      press(RequestEvent.OPEN, request);
    }
  }

  /** Lets its place begin so long from now, as if time had gone by for this request alone. */
  private static void bringForward(String request, Duration ahead) {
    java.time.Instant start = house.scheduling().requests().now().plus(ahead);
    update(
        request,
        Updates.combine(
            Updates.set("appointment.start", start),
            Updates.set("appointment.end", start.plusSeconds(1800))));
  }

  private static void update(String request, Bson change) {
    SampleHouse.await(
        house
            .foundation()
            .database()
            .done(
                house
                    .scheduling()
                    .requests()
                    .store()
                    .collection()
                    .updateOne(Filters.eq("_id", request), change)));
  }

  private static String afterItsTime(String request) {
    bringForward(request, Duration.ofMinutes(-1));
    return after(request, RequestEvent.MISS);
  }

  private static String after(String request, RequestEvent event) {
    press(event, request);
    return request;
  }

  private static void press(RequestEvent event, String request) {
    Requests requests = house.scheduling().requests();
    switch (event) {
      case SUBMIT, RESUBMIT -> house.as(AUTHOR).press("submitRequest", request);
      case ACCEPT -> house.as(ATTENDING).press("acceptRequest", request);
      case ASK -> house.as(ATTENDING).press("askRequest", request, "question", "¿Foto del trazo?");
      case REPLY -> house.as(AUTHOR).press("replyRequest", request, "answer", "Se agrega.");
      case SUPPLEMENT ->
          house.as(AUTHOR).press("supplementRequest", request, "question", "¿Trombólisis?");
      case RELEASE -> house.as(ATTENDING).press("releaseRequest", request, "reason", "called-away");
      case REDIRECT ->
          house
              .as(COORDINATOR)
              .press(
                  "redirectRequest", request, "reason", "waiting-too-long", "unit", "JCIMS000325");
      case DECLINE ->
          house
              .as(ATTENDING)
              .press("declineRequest", request, "reason", "not-indicated", "note", "No procede.");
      case RETURN ->
          house
              .as(ATTENDING)
              .press(
                  "returnRequest",
                  request,
                  "reason",
                  "studies-missing",
                  "question",
                  "¿Trazo de ECG?");
      case CANCEL -> house.as(AUTHOR).press("cancelRequest", request, "reason", "improved");
      case CLOSE -> house.as(AUTHOR).press("closeRequest", request, "reason", "followed");
      case ENTER -> SampleHouse.await(requests.entered(request, house.consultationOf(request)));
      case ANSWER ->
          SampleHouse.await(
              requests.answered(
                  request, UUID.randomUUID().toString(), house.person(ATTENDING), "video"));
      case EXPIRE -> SampleHouse.await(requests.expired(document(request)));
      case BOOK -> house.as(AUTHOR).on("bookRequest", request, house.place(request, ATTENDING));
      case MOVE ->
          house
              .as(AUTHOR)
              .on(
                  "moveRequest",
                  request,
                  house.place(request, ATTENDING).put("reason", "patient-unavailable"));
      case UNBOOK ->
          house.as(AUTHOR).press("unbookRequest", request, "reason", "patient-unavailable");
      case OPEN -> SampleHouse.await(requests.opened(document(request)));
      case LATE -> house.as(AUTHOR).press("reportLate", request, "reason", "patient-on-the-way");
      case MISS -> house.as(AUTHOR).press("reportMissed", request, "reason", "specialist-absent");
    }
  }

  private static void mustBeRefused(Row row, String request) {
    try {
      press(row.event(), request);
    } catch (Problem problem) {
      boolean othersDraft = row.state() == RequestState.DRAFT && problem.code().equals("not-found");
      assertTrue(
          othersDraft
              || problem.code().equals("request-state")
              || problem.code().equals("request-taken"),
          "refused with " + problem.code());
      if (problem.code().equals("request-taken")) {
        assertEquals(RequestEvent.ACCEPT, row.event());
        assertEquals("Dr. Rodrigo Arámbula Peña", problem.details().get("by"));
      }
      return;
    }
    // Only what the program does by itself may come to nothing without being told so.
    assertTrue(
        Set.of(RequestEvent.ENTER, RequestEvent.OPEN, RequestEvent.EXPIRE).contains(row.event()),
        row + " was not refused");
  }

  private static void mustHaveTold(Row row, String request) {
    List<Notice> told =
        house.notices().stream()
            .filter(notice -> notice.type().equals(row.notice()))
            .filter(notice -> request.equals(notice.facts().get("request")))
            // Told twice with the same people and facts is told once: it has one id.
            .distinct()
            .toList();
    assertEquals(1, told.size(), "notices of " + row.notice() + ": " + house.notices());
    Notice notice = told.get(0);
    assertEquals(row.next().name(), notice.facts().get("state"));
    assertEquals(Integer.toString(house.versionOf(request)), notice.facts().get("version"));
    Map<String, String> users =
        Map.of(
            "author", AUTHOR,
            "attending", ATTENDING,
            "covering", COVERING,
            "own-coordinator", COORDINATOR);
    for (String one : row.told()) {
      assertTrue(
          notice.people().contains(house.person(users.get(one))), row.notice() + " tells " + one);
    }
    if (!row.told().contains("covering")) {
      assertTrue(
          row.event() == RequestEvent.REDIRECT || !notice.people().contains(house.person(COVERING)),
          row.notice() + " does not tell those who cover it");
    }
  }

  private static RequestDocument document(String request) {
    return SampleHouse.await(house.scheduling().requests().store().find(request)).orElseThrow();
  }

  private static List<RequestDocument.Happening> history(String request) {
    return document(request).events();
  }

  // ---------------------------------------------------------------- two at once

  @Test
  void whoComesSecondLearnsWhoTookItAndWhen() {
    String request = house.submitted();
    int version = house.versionOf(request);
    house.as(ATTENDING).press("acceptRequest", request);

    Problem problem =
        house
            .as(COVERING)
            .refused("acceptRequest", request, new JsonObject().put("version", version));

    assertEquals(409, problem.status());
    assertEquals("request-taken", problem.code());
    assertEquals("Dr. Rodrigo Arámbula Peña", problem.details().get("by"));
    assertNotNull(problem.details().get("at"));
  }

  @Test
  void pressingAgainAfterALostAnswerIsHarmless() {
    String request = house.submitted();
    JsonObject body = new JsonObject().put("version", house.versionOf(request));
    JsonObject first = house.as(ATTENDING).on("acceptRequest", request, body);

    JsonObject again = house.as(ATTENDING).on("acceptRequest", request, body);

    assertEquals(first.getInteger("version"), again.getInteger("version"));
    assertEquals(2, history(request).size());
  }

  @Test
  void aPageThatLooksAtAnOlderVersionIsTold() {
    String request = house.accepted();
    JsonObject old = new JsonObject().put("version", 1).put("reason", "technical");

    Problem problem = house.as(ATTENDING).refused("releaseRequest", request, old);

    assertEquals("version-conflict", problem.code());
    assertEquals(house.versionOf(request), problem.details().get("version"));
  }

  @Test
  void aSecondServerMakesTheConsultationThatTheFirstDidNot() {
    String request = house.submitted();
    Scheduling other = house.open();
    house.deaf(true);
    house.as(ATTENDING).press("acceptRequest", request);
    house.deaf(false);
    house.house().manualTimers().advance(Duration.ofSeconds(3));

    SampleHouse.await(other.sweep().carryOut());

    String consultation = house.consultationOf(request);
    assertNotNull(house.as(AUTHOR).get("getConsultation", consultation));
    SampleHouse.await(other.close());
  }
}
