package mx.interconsulta.signaling;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.ManualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers on one database, who know each other by it alone. */
class TwoServersTest {
  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  private final String consultation = UUID.randomUUID().toString();
  private final RecordedAttendance attendance =
      new RecordedAttendance()
          .lets(consultation, "ana", "requester")
          .lets(consultation, "luis", "specialist");
  private ManualTimers thereTimers;
  private LiveServer here;
  private LiveServer there;

  @BeforeEach
  void open() {
    HOUSE.manualTimers().advance(Duration.ofHours(1));
    here = new LiveServer(HOUSE.foundation(), attendance, SignalingOptions.DEFAULTS);
    Foundation shared = HOUSE.foundation();
    thereTimers = new ManualTimers(HOUSE.manualTimers().clock().instant());
    Foundation apart =
        new Foundation(
            shared.vertx(), thereTimers, shared.database(), shared.sealing(), shared.meters());
    there = new LiveServer(apart, attendance, SignalingOptions.DEFAULTS);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    assertEquals(0, HOUSE.manualTimers().waiting());
    assertEquals(0, thereTimers.waiting());
  }

  @Test
  void aNoticeCrossesWithinTwoSecondsAndIsToldOnce() {
    PageClient ana = there.page("ana");
    publish("ana", "news");

    passTime(Duration.ofSeconds(2));

    ana.hear("notice");
    for (int i = 0; i < 5; i++) {
      passTime(Duration.ofSeconds(1));
      ana.settle();
    }
    assertEquals(1, ana.all("notice").size());
  }

  @Test
  void noNoticeIsLostOrToldTwiceWhenBothServersPublishAtOnce() throws InterruptedException {
    PageClient ana = here.page("ana");
    PageClient alsoAna = there.page("ana");
    List<Thread> threads = new ArrayList<>();
    for (LiveServer server : List.of(here, there)) {
      for (int writer : IntStream.range(0, 4).toArray()) {
        Thread thread =
            new Thread(
                () ->
                    IntStream.range(0, 12)
                        .forEach(
                            i ->
                                await(
                                    server
                                        .signaling()
                                        .notices()
                                        .publish(
                                            new Notice(
                                                Set.of("ana"),
                                                "test.happened",
                                                Map.of("what", writer + "/" + i))))));
        threads.add(thread);
        thread.start();
      }
    }
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        thread.join(20);
        passTime(Duration.ofSeconds(1));
        ana.settle();
        alsoAna.settle();
      }
    }

    eventually(
        () -> {
          passTime(Duration.ofSeconds(1));
          ana.settle();
          alsoAna.settle();
          return ana.all("notice").size() >= 96 && alsoAna.all("notice").size() >= 96;
        });
    passTime(Duration.ofSeconds(2));
    ana.settle();
    alsoAna.settle();
    assertEquals(96, ana.all("notice").size());
    assertEquals(96, alsoAna.all("notice").size());
  }

  @Test
  void whoIsConnectedToOneServerIsPresentForTheOther() {
    here.page("ana");
    there.page("luis");

    eventually(() -> present(here).equals(Set.of("ana", "luis")));
    eventually(() -> present(there).equals(Set.of("ana", "luis")));
  }

  @Test
  void aLeaversPagesCloseOnTheOtherServerToo() {
    PageClient ana = there.page("ana");
    await(here.signaling().endPerson("ana"));

    passTime(Duration.ofSeconds(2));

    ana.hearsBye(4401);
  }

  @Test
  void aRoomOfTheOtherServerIsNamedWithItsAddress() {
    PageClient ana = there.page("ana");
    there.enter(ana, consultation, "d-ana");

    Problem problem = refused(here, "luis");

    assertEquals("room-elsewhere", problem.code());
    assertEquals(there.address(), problem.details().get("address"));
  }

  @Test
  void aPassIssuedWhereTheRoomIsNotIsNotTakenThere() {
    PageClient ana = here.page("ana");
    JsonObject pass = await(there.pass(consultation, "ana", "d-ana"));
    ana.say(
        "room.enter",
        Map.of("id", "e", "room", pass.getString("room"), "pass", pass.getString("pass")));

    assertEquals("pass-invalid", ana.hear("error").getString("code"));
  }

  @Test
  void aRoomOfADeadServerIsOpenedAgainAfterItsLease() {
    String before = await(there.pass(consultation, "ana", "d-ana")).getString("room");
    assertEquals("room-elsewhere", refused(here, "luis").code());

    // Only here does time go on: the other server no longer renews.
    HOUSE.manualTimers().advance(Duration.ofSeconds(4));
    assertEquals("try-again", refused(here, "luis").code(), "nobody waits for a server that died");
    HOUSE.manualTimers().advance(Duration.ofSeconds(7));
    JsonObject pass = await(here.pass(consultation, "luis", "d-luis"));

    assertNotEquals(before, pass.getString("room"));
  }

  @Test
  void aServerThatStartsAgainAtItsAddressNeedNotWaitForTheLease() {
    String before = await(there.pass(consultation, "ana", "d-ana")).getString("room");

    await(here.signaling().announce(there.address(), there.address()));

    JsonObject pass = await(here.pass(consultation, "luis", "d-luis"));
    assertNotEquals(before, pass.getString("room"));
  }

  @Test
  void aServerThatWasTakenForDeadGivesUpTheRoomsThatAnotherHasByNow() {
    PageClient ana = there.page("ana");
    there.enter(ana, consultation, "d-ana");
    await(here.signaling().announce(there.address(), there.address()));
    await(here.pass(consultation, "luis", "d-luis"));

    passTime(Duration.ofSeconds(2));

    assertEquals("lease-lost", ana.hear("room.closed").getString("reason"));
    assertEquals("room-elsewhere", refused(there, "ana").code());
  }

  @Test
  void aServerThatStoodStillDoesNothingForARoomThatAnotherHasByNow() {
    PageClient ana = there.page("ana");
    String room = there.enter(ana, consultation, "d-ana").getString("room");
    HOUSE.manualTimers().advance(Duration.ofSeconds(7));
    PageClient luis = here.page("luis");
    here.enter(luis, consultation, "d-luis");

    // It goes on: half a minute has passed at once, and the first thing it reads is a text.
    thereTimers.jump(Duration.ofSeconds(30));
    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "tarde"));

    assertEquals("lease-lost", ana.hear("room.closed").getString("reason"));
    assertEquals("room-closed", ana.hear("error").getString("code"));
    assertEquals(0, ana.all("room.chat").size());
    HOUSE.manualTimers().advance(Duration.ofSeconds(1));
    luis.settle();
    assertEquals(0, luis.all("room.chat").size());
  }

  @Test
  void aServerThatStoodStillGoesOnWithARoomThatNobodyTook() {
    PageClient ana = there.page("ana");
    String room = there.enter(ana, consultation, "d-ana").getString("room");

    thereTimers.jump(Duration.ofSeconds(30));
    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "sigo"));

    assertEquals("sigo", ana.hear("room.chat").getString("text"));
    assertEquals(0, ana.all("room.closed").size());
  }

  @Test
  void whatWasWrittenIsThereWhenTheRoomGoesOnAtAnotherServer() {
    PageClient ana = there.page("ana");
    JsonObject before = there.enter(ana, consultation, "d-ana");
    for (String text : List.of("uno", "dos", "tres")) {
      ana.say("room.chat", Map.of("id", text, "room", before.getString("room"), "text", text));
      ana.hear("room.chat");
    }

    HOUSE.manualTimers().advance(Duration.ofSeconds(11));
    JsonObject entered = here.enter(here.page("luis"), consultation, "d-luis");

    assertEquals(
        List.of("uno", "dos", "tres"),
        entered.getJsonArray("chat").stream()
            .map(text -> ((JsonObject) text).getString("text"))
            .toList());
    assertEquals(before.getString("openedAt"), entered.getString("openedAt"));
  }

  @Test
  void aConsultationEndedOnOneServerClosesItsRoomOnTheOther() {
    PageClient ana = there.page("ana");
    there.enter(ana, consultation, "d-ana");
    await(
        here.signaling()
            .notices()
            .publish(
                new Notice(
                    Set.of(),
                    "consultation.ended",
                    Map.of("consultation", consultation, "version", "2"))));

    passTime(Duration.ofSeconds(2));

    ana.hear("room.closed");
  }

  private void passTime(Duration step) {
    HOUSE.manualTimers().advance(step);
    thereTimers.advance(step);
  }

  private static void eventually(BooleanSupplier happens) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!happens.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never happened");
    }
  }

  private void publish(String person, String what) {
    await(
        here.signaling()
            .notices()
            .publish(new Notice(Set.of(person), "test.happened", Map.of("what", what))));
  }

  private static Set<String> present(LiveServer server) {
    return await(server.signaling().presence().presentNow(Set.of("ana", "luis", "eva")));
  }

  private Problem refused(LiveServer server, String person) {
    return assertThrows(
        Problem.class, () -> await(server.pass(consultation, person, "d-" + person)));
  }
}
