package mx.interconsulta.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.SchedulingOptions;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.escalation.Ringer;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.RequestState;
import mx.interconsulta.scheduling.sample.SamplePerson;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The past of the sample network, and the figures that follow from it: counted a second time here
 * by opening every request and every note.
 */
class SampleHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");
  private static final int ANSWERED = 120;
  private static final String NATIONAL = "julieta.marron";
  private static final String OOAD_DIRECTOR = "guadalupe.leyva";
  private static final String UMAE_DIRECTOR = "arturo.casillas";
  private static final String COORDINATOR = "celia.duarte";

  @RegisterExtension static final TestFoundation house = TestFoundation.withManualTime(NOW);

  private static final Map<String, SamplePerson> PEOPLE = new HashMap<>();
  private static final List<Notice> NOTICES = new CopyOnWriteArrayList<>();
  private static Scheduling scheduling;
  private static Records records;
  private static Desk desk;
  private static Catalogue catalogue;
  private static List<Case> cases;

  /** One answered case, opened. */
  private record Case(RequestCase request, JsonObject note, Instant signedAt, String unit) {}

  @BeforeAll
  static void live() {
    scheduling =
        TestFoundation.await(
            Scheduling.open(
                house.foundation(),
                SampleHistoryTest::keep,
                people -> Future.succeededFuture(people),
                person -> Future.succeededFuture(),
                Ringer.none(),
                SchedulingOptions.defaults()));
    TestFoundation.await(scheduling.sample().load())
        .forEach(person -> PEOPLE.put(person.user(), person));
    NOTICES.clear();
    records = open();
    patiently(records.sampleHistory().load(true));
    List<Operation> operations = new ArrayList<>(scheduling.operations());
    operations.addAll(records.operations());
    desk = new Desk(house, operations);
    catalogue = TestFoundation.await(scheduling.directory().catalogue());
    cases = opened();
  }

  /** Some 1,700 durable writes, one after the other: a busy machine takes its time. */
  private static void patiently(Future<Void> loading) {
    try {
      loading.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new AssertionError("the past was not written", failure);
    }
  }

  private static Records open() {
    return TestFoundation.await(
        Records.open(
            house.foundation(),
            scheduling,
            SampleHistoryTest::keep,
            (person, hash, proof) -> Future.failedFuture("nobody proves anything here")));
  }

  private static Future<Void> keep(Notice notice) {
    NOTICES.add(notice);
    return Future.succeededFuture();
  }

  @AfterAll
  static void close() {
    TestFoundation.await(records.close());
    TestFoundation.await(scheduling.close());
  }

  @Test
  void everyCaseOfThePlanWasWrittenAndNobodyWasTold() {
    assertEquals(ANSWERED, cases.size());
    assertEquals(List.of(), NOTICES);
    JsonObject waiting =
        desk.list(as(NATIONAL), "listRequests", Map.of("view", "coordination"))
            .getJsonObject("counts");
    assertEquals(7 + 9 + 3, waiting.getInteger("waiting"));
    JsonObject ages = waiting.getJsonObject("ages");
    for (String age : List.of("day", "threeDays", "week", "older")) {
      assertTrue(ages.getInteger(age) > 0, ages.encode());
    }
    assertEquals(7, states().get("DECLINED"));
  }

  @Test
  void everythingIsMarkedAsSampleAndLiesInThePast() {
    for (Document request : all("requests")) {
      assertEquals(true, request.getBoolean("sample"));
      assertFalse(request.getDate("changedAt").toInstant().isAfter(NOW));
    }
    for (Document patient : all("patients")) {
      assertEquals(true, patient.getBoolean("sample"));
    }
    for (Case one : cases) {
      assertTrue(one.request().waitingSince().isBefore(one.signedAt()));
      assertTrue(one.signedAt().isBefore(NOW));
      assertEquals(one.signedAt().toString(), one.note().getString("at"));
    }
    Set<String> units = cases.stream().map(one -> one.request().unit()).collect(Collectors.toSet());
    assertEquals(12, units.size());
    Set<String> kinds = cases.stream().map(one -> one.request().kind()).collect(Collectors.toSet());
    assertEquals(5, kinds.size());
    assertTrue(cases.stream().anyMatch(one -> one.request().follows() != null));
  }

  @Test
  void livingItAgainChangesNothing() {
    List<Document> before = all("requests");

    Records next = open();
    patiently(next.sampleHistory().load(true));

    assertEquals(before, all("requests"));
    assertEquals(ANSWERED, all("attentions").size());
    TestFoundation.await(next.close());
  }

  @Test
  void whatADeadServerLeftHalfWrittenIsFinishedByAnotherWhenItsLeaseIsOver() {
    int before = all("requests").size();
    String lost = idOf("declined-0");
    var requests = house.database().collection("requests", Document.class);
    TestFoundation.await(house.database().done(requests.deleteOne(Filters.eq("_id", lost))));
    assertEquals(before - 1, all("requests").size());

    heldByAnother(NOW.plusSeconds(60));
    Records early = open();
    Future<Void> waits = early.sampleHistory().load(false);
    for (int looks = 0; looks < 20; looks++) {
      assertEquals("a server that died", all("sample_past").get(0).getString("writer"));
    }
    assertFalse(waits.isComplete(), "it may be alive");
    TestFoundation.await(early.close());

    heldByAnother(NOW.minusSeconds(1));
    Records late = open();
    patiently(late.sampleHistory().load(false));
    assertEquals(before, all("requests").size());
    assertEquals(true, all("sample_past").get(0).getBoolean("done"));
    TestFoundation.await(late.close());
  }

  private static void heldByAnother(Instant until) {
    var past = house.database().collection("sample_past", Document.class);
    TestFoundation.await(
        house
            .database()
            .done(
                past.updateOne(
                    Filters.eq("_id", "past"),
                    Updates.combine(
                        Updates.unset("done"),
                        Updates.set("writer", "a server that died"),
                        Updates.set("until", Date.from(until))))));
  }

  private static String idOf(String plannedCase) {
    String name = "interconsulta sample history request " + plannedCase;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Test
  void theNationalFiguresAreThoseOfAllCases() {
    agree(as(NATIONAL), cases);
  }

  @Test
  void theHeadOfAnOoadSeesWhatItsUnitsAsked() {
    List<Case> own = cases.stream().filter(one -> groupOf(one).equals("baja-california")).toList();
    assertTrue(own.size() > 5 && own.size() < ANSWERED);
    agree(as(OOAD_DIRECTOR), own);
  }

  @Test
  void theDirectorOfAUmaeSeesWhatItAnswered() {
    List<Case> own = cases.stream().filter(one -> one.unit().equals("JCIMS000325")).toList();
    assertTrue(own.size() > 5 && own.size() < ANSWERED);
    agree(as(UMAE_DIRECTOR), own);
  }

  @Test
  void theCoordinatorOfAUnitSeesWhatItAsked() {
    agree(
        as(COORDINATOR),
        cases.stream().filter(one -> one.request().unit().equals("BCIMS000142")).toList());
  }

  @Test
  void aNumberOpensItsListForCoordinatorsAlone() {
    JsonObject list =
        desk.list(
            as(COORDINATOR),
            "listAttentions",
            Map.of("year", "2026", "transfer", "avoided", "limit", "2"));
    long expected =
        cases.stream()
            .filter(one -> one.request().unit().equals("BCIMS000142"))
            .filter(one -> day(one).getYear() == 2026)
            .filter(one -> avoided(one))
            .count();
    assertEquals(expected, list.getLong("total"));
    assertTrue(expected > 2);
    JsonArray rows = list.getJsonArray("items").copy();
    while (list.containsKey("next")) {
      list =
          desk.list(
              as(COORDINATOR),
              "listAttentions",
              Map.of(
                  "year",
                  "2026",
                  "transfer",
                  "avoided",
                  "limit",
                  "2",
                  "cursor",
                  list.getString("next")));
      rows.addAll(list.getJsonArray("items"));
    }
    assertEquals(expected, rows.stream().distinct().count());
    Instant last = NOW;
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      Instant at = Instant.parse(row.getString("answeredAt"));
      assertFalse(at.isAfter(last));
      last = at;
      assertEquals("BCIMS000142", row.getString("unit"));
      assertFalse(row.getJsonObject("patient").getString("displayName").isEmpty());
    }
    for (String user : List.of(OOAD_DIRECTOR, UMAE_DIRECTOR)) {
      assertFalse(desk.list(as(user), "getFigures", Map.of()).getBoolean("mayList"));
      assertThrows(Problem.class, () -> desk.list(as(user), "listAttentions", Map.of()));
    }
    assertTrue(desk.list(as(COORDINATOR), "getFigures", Map.of()).getBoolean("mayList"));
  }

  @Test
  void figuresHoldNoPersonAndNoPatient() {
    String said = desk.list(as(NATIONAL), "getFigures", Map.of()).encode();
    for (SamplePerson person : PEOPLE.values()) {
      assertFalse(said.contains(person.person()) || said.contains(person.displayName()));
    }
    for (Document patient : all("patients")) {
      assertFalse(said.contains(patient.getString("_id")));
    }
  }

  @Test
  void notesThatNobodyCountedAreCountedAtTheNextStart() {
    var attentions = house.database().collection("attentions", Document.class);
    TestFoundation.await(house.database().done(attentions.deleteMany(new Document())));
    Records next = open();
    TestFoundation.await(next.caughtUp());

    assertEquals(ANSWERED, all("attentions").size());
    agree(as(NATIONAL), cases);
    TestFoundation.await(next.close());
  }

  // ---------------------------------------------------------------- the second computation

  private static void agree(Principal reader, List<Case> counted) {
    for (int year : List.of(2025, 2026)) {
      JsonObject said = desk.list(reader, "getFigures", Map.of("year", Integer.toString(year)));
      List<Case> inYear = counted.stream().filter(one -> day(one).getYear() == year).toList();
      JsonObject figures = said.getJsonObject("inYear");
      assertEquals(counted.size(), said.getInteger("total"));
      assertEquals(inYear.size(), figures.getInteger("attentions"));
      assertEquals(
          inYear.stream().filter(one -> one.request().follows() != null).count(),
          figures.getLong("subsequent"));
      assertEquals(
          inYear.stream().filter(SampleHistoryTest::avoided).count(),
          figures.getJsonObject("transfers").getLong("avoided"));
      assertEquals(
          inYear.stream().filter(SampleHistoryTest::avoided).mapToLong(SampleHistoryTest::km).sum(),
          figures.getLong("kilometres"));
      List<Long> waits =
          inYear.stream()
              .map(one -> Duration.between(one.request().waitingSince(), one.signedAt()))
              .map(Duration::toMinutes)
              .sorted()
              .toList();
      assertEquals(
          waits.isEmpty() ? null : waits.get((int) Math.ceil(waits.size() / 2.0) - 1),
          figures.getJsonObject("wait").getLong("median"));
      assertEquals(
          waits.isEmpty() ? null : waits.get((int) Math.ceil(waits.size() * 9 / 10.0) - 1),
          figures.getJsonObject("wait").getLong("p90"));
      JsonArray groups = said.getJsonObject("by").getJsonArray("group");
      Map<String, Long> byGroup =
          inYear.stream()
              .collect(Collectors.groupingBy(SampleHistoryTest::groupOf, Collectors.counting()));
      assertEquals(byGroup.size(), groups.size());
      for (int i = 0; i < groups.size(); i++) {
        JsonObject row = groups.getJsonObject(i);
        assertEquals(byGroup.get(row.getString("id")), row.getLong("attentions"));
        assertTrue(row.getString("name").startsWith("OOAD "));
      }
    }
  }

  private static LocalDate day(Case one) {
    String zone = catalogue.unit(one.request().unit()).orElseThrow().zone();
    return LocalDate.ofInstant(one.signedAt(), ZoneId.of(zone));
  }

  private static String groupOf(Case one) {
    return catalogue.unit(one.request().unit()).orElseThrow().group();
  }

  private static boolean avoided(Case one) {
    String means = one.request().content().travel().getString("means");
    String disposition = one.note().getJsonObject("fields").getString("disposition");
    return !means.equals("none")
        && List.of("managed-at-unit", "follow-up-video", "discharged").contains(disposition);
  }

  private static long km(Case one) {
    return 2L
        * catalogue
            .unit(one.request().unit())
            .orElseThrow()
            .distanceTo(catalogue.unit(one.unit()).orElseThrow());
  }

  private static List<Case> opened() {
    List<Case> opened = new ArrayList<>();
    for (Document row : all("notes")) {
      String request = row.getString("request");
      Optional<RequestCase> found = TestFoundation.await(scheduling.requests().find(request));
      JsonObject note =
          desk.call(as("ernesto.villa"), "getSignedNote", row.getString("_id"), new JsonObject());
      opened.add(
          new Case(
              found.orElseThrow(),
              note.getJsonObject("content"),
              row.getDate("signedAt").toInstant(),
              row.getString("unit")));
    }
    return opened;
  }

  private static Map<String, Integer> states() {
    Map<String, Integer> states = new HashMap<>();
    all("requests").forEach(row -> states.merge(row.getString("state"), 1, Integer::sum));
    assertEquals(
        ANSWERED,
        states.getOrDefault(RequestState.ANSWERED.name(), 0)
            + states.getOrDefault(RequestState.CLOSED.name(), 0));
    return states;
  }

  private static List<Document> all(String collection) {
    return TestFoundation.await(
        house
            .database()
            .all(house.database().driver().getCollection(collection, Document.class).find()));
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
}
