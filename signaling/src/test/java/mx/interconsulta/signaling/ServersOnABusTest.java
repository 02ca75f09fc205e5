package mx.interconsulta.signaling;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers on one database and one bus. */
class ServersOnABusTest {
  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  private static final String DESCRIPTION =
      """
      v=0
      a=fingerprint:sha-256 00:11
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      m=video 9 UDP/TLS/RTP/SAVPF 96
      """;

  private final String consultation = UUID.randomUUID().toString();
  private final RecordedAttendance attendance =
      new RecordedAttendance()
          .lets(consultation, "ana", "requester")
          .lets(consultation, "luis", "specialist");
  private BusInMemory bus;
  private LiveServer here;
  private LiveServer there;

  @BeforeEach
  void open() {
    HOUSE.manualTimers().advance(Duration.ofHours(1));
    bus = new BusInMemory(HOUSE.vertx());
    here = new LiveServer(HOUSE.foundation(), attendance, bus, SignalingOptions.DEFAULTS);
    there = new LiveServer(HOUSE.foundation(), attendance, bus, SignalingOptions.DEFAULTS);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
    assertEquals(0, HOUSE.manualTimers().waiting());
  }

  @Test
  void aNoticeCrossesAtOnceAndIsToldOnce() {
    PageClient ana = there.page("ana");
    publish("ana", "news");

    ana.hear("notice");

    HOUSE.manualTimers().advance(Duration.ofSeconds(2));
    ana.settle();
    HOUSE.manualTimers().advance(Duration.ofSeconds(2));
    ana.settle();
    assertEquals(1, ana.all("notice").size());
  }

  @Test
  void aNoticeCrossesWithinTwoSecondsWhileTheBusIsCut() {
    PageClient ana = there.page("ana");
    bus.cut();
    publish("ana", "news");
    ana.settle();
    assertEquals(0, ana.all("notice").size());

    HOUSE.manualTimers().advance(Duration.ofSeconds(2));

    ana.hear("notice");
  }

  @Test
  void twoPeopleOnTwoServersMeetInOneRoom() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    JsonObject entered = here.enter(ana, consultation, "d-ana");
    JsonObject alsoEntered = there.enter(luis, consultation, "d-luis");

    assertEquals(entered.getString("room"), alsoEntered.getString("room"));
    assertEquals(2, alsoEntered.getJsonArray("participants").size());
    assertEquals("luis", ana.hear("room.joined").getString("person"));
    luis.hear("media.capabilities");

    String room = entered.getString("room");
    luis.say("room.chat", Map.of("id", "c", "room", room, "text", "hola"));
    assertEquals("hola", ana.hear("room.chat").getString("text"));
    assertEquals("c", luis.hear("room.chat").getString("re"));

    luis.say("room.leave", Map.of("id", "l", "room", room));
    assertEquals("left", ana.hear("room.left").getString("reason"));
    assertEquals("l", luis.hear("room.left").getString("re"));
  }

  @Test
  void aDescriptionCrossesBothWaysAndInOrder() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    String room = here.enter(ana, consultation, "d-ana").getString("room");
    there.enter(luis, consultation, "d-luis");
    ana.say(
        "media.publish",
        Map.of(
            "room",
            room,
            "source",
            "face",
            "kind",
            "face",
            "tracks",
            "both",
            "priority",
            10,
            "content",
            "motion"));
    assertEquals("face", luis.hear("media.publish").getString("source"));
    JsonObject negotiate = ana.hear("media.negotiate");
    ana.say(
        "media.offer",
        Map.of(
            "room", room,
            "transport", negotiate.getString("transport"),
            "epoch", negotiate.getInteger("epoch"),
            "sdp", DESCRIPTION,
            "mids", Map.of("0", "face")));
    for (int i = 0; i < 40; i++) {
      ana.say(
          "media.candidate",
          Map.of(
              "room",
              room,
              "transport",
              negotiate.getString("transport"),
              "epoch",
              negotiate.getInteger("epoch"),
              "candidate",
              "candidate:" + i + " 1 udp 1 192.0.2.1 " + (5_000 + i) + " typ host",
              "mid",
              "0"));
    }
    luis.hear("media.offer");
    for (int i = 0; i < 40; i++) {
      String wanted = "candidate:" + i + " ";
      assertTrue(luis.hear("media.candidate").getString("candidate").startsWith(wanted), wanted);
    }
  }

  @Test
  void aPageWhoseLineDropsIsAwayAndBackForTheOtherServer() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    String room = here.enter(ana, consultation, "d-ana").getString("room");
    there.enter(luis, consultation, "d-luis");
    luis.drop();
    assertEquals("away", ana.hear("room.participant").getString("state"));

    PageClient again = there.connect("luis", luis.session());
    JsonObject welcome =
        again.hello(Map.of("resume", luis.welcome().getString("resume"), "seen", luis.seen()));

    assertTrue(welcome.getBoolean("resumed"));
    assertEquals("present", ana.hear("room.participant").getString("state"));
    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "otra vez"));
    assertEquals("otra vez", again.hear("room.chat").getString("text"));
  }

  @Test
  void thePersonIsTheSameParticipantFromAnotherServer() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    here.enter(ana, consultation, "d-ana");
    String before = there.enter(luis, consultation, "d-luis").getString("participant");
    luis.drop();

    PageClient moved = here.page("luis");
    JsonObject entered = here.enter(moved, consultation, "d-luis");

    assertEquals(before, entered.getString("participant"));
    assertEquals(2, entered.getJsonArray("participants").size());
  }

  @Test
  void aPageThatEntersAgainOnTheSameConnectionIsNotPutOut() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    String room = here.enter(ana, consultation, "d-ana").getString("room");
    there.enter(luis, consultation, "d-luis");
    there.enter(luis, consultation, "d-luis");

    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "hola"));

    luis.hear("room.chat");
    assertEquals(0, luis.all("room.left").size());
  }

  @Test
  void aPassOfAnotherPersonIsRefusedByTheRoomsServer() {
    PageClient ana = here.page("ana");
    here.enter(ana, consultation, "d-ana");
    JsonObject pass = await(there.pass(consultation, "luis", "d-luis"));
    PageClient luis = there.page("luis");
    Map<String, Object> entry =
        Map.of("id", "e", "room", pass.getString("room"), "pass", pass.getString("pass"));
    luis.say("room.enter", entry);
    luis.hear("room.entered");
    luis.say("room.enter", entry);

    assertEquals("pass-invalid", luis.hear("error").getString("code"));
  }

  @Test
  void thePageHearsThatARoomCannotBeReachedAndEntersWhenItCan() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    here.enter(ana, consultation, "d-ana");
    there.enter(luis, consultation, "d-luis");

    bus.cut();

    assertEquals("room-unreachable", hear("room.left", luis, ana).getString("reason"));
    assertEquals("away", hear("room.participant", ana, luis).getString("state"));
    JsonObject pass = await(there.pass(consultation, "luis", "d-luis"));
    luis.say(
        "room.enter",
        Map.of("id", "e", "room", pass.getString("room"), "pass", pass.getString("pass")));
    assertEquals("room-unreachable", hear("error", luis, ana).getString("code"));

    bus.mend();
    JsonObject entered = there.enter(luis, consultation, "d-luis");
    assertEquals(2, entered.getJsonArray("participants").size());
  }

  @Test
  void aPageThatMissedSomethingIsPutOutRatherThanLeftInTheDark() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    String room = here.enter(ana, consultation, "d-ana").getString("room");
    there.enter(luis, consultation, "d-luis");
    luis.hear("media.ice-servers");
    bus.loseNext();

    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "se pierde"));
    ana.hear("room.chat");
    bus.awaitLoss();

    assertEquals("room-unreachable", hear("room.left", luis, ana).getString("reason"));
    JsonObject entered = there.enter(luis, consultation, "d-luis");
    assertEquals("se pierde", entered.getJsonArray("chat").getJsonObject(0).getString("text"));
  }

  @Test
  void aLostPageLeavesAfterAMinute() {
    PageClient ana = here.page("ana");
    PageClient luis = there.page("luis");
    here.enter(ana, consultation, "d-ana");
    there.enter(luis, consultation, "d-luis");

    bus.cut();

    assertEquals("connection-lost", hear("room.left", ana, luis).getString("reason"));
  }

  /** Lets second after second pass, for all pages, until one hears a message. */
  private JsonObject hear(String type, PageClient page, PageClient other) {
    for (int i = 0; i < 120 && page.all(type).isEmpty(); i++) {
      HOUSE.manualTimers().advance(Duration.ofSeconds(1));
      here.renewLease();
      there.renewLease();
      page.settle();
      other.settle();
    }
    return page.hear(type);
  }

  private void publish(String person, String what) {
    await(
        here.signaling()
            .notices()
            .publish(new Notice(Set.of(person), "test.happened", Map.of("what", what))));
  }
}
