package mx.interconsulta.signaling.room;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.signaling.LiveServer;
import mx.interconsulta.signaling.PageClient;
import mx.interconsulta.signaling.RecordedAttendance;
import mx.interconsulta.signaling.SignalingOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomTest {
  private static final String SDP =
      """
      v=0
      a=fingerprint:sha-256 00:11
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      m=video 9 UDP/TLS/RTP/SAVPF 96
      """;

  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  private final String consultation = UUID.randomUUID().toString();
  private RecordedAttendance attendance;
  private LiveServer server;
  private PageClient ana;
  private PageClient luis;

  @BeforeEach
  void open() {
    HOUSE.manualTimers().advance(Duration.ofHours(1));
    attendance =
        new RecordedAttendance()
            .lets(consultation, "ana", "requester")
            .lets(consultation, "luis", "specialist");
    server = new LiveServer(HOUSE.foundation(), attendance, SignalingOptions.DEFAULTS);
    ana = server.page("ana");
    luis = server.page("luis");
  }

  @AfterEach
  void leaveNothingBehind() {
    server.close();
    assertEquals(0, HOUSE.manualTimers().waiting(), "timers");
    assertEquals(0, server.bridge().census().rooms(), "media rooms");
  }

  @Test
  void twoPeopleMeetAndSeeWhoIsThere() {
    JsonObject first = server.enter(ana, consultation, "d-ana");
    JsonObject second = server.enter(luis, consultation, "d-luis");

    assertEquals(List.of("ana"), people(first));
    assertEquals(List.of("ana", "luis"), people(second));
    assertEquals(first.getString("room"), second.getString("room"));
    JsonObject joined = ana.hear("room.joined");
    assertEquals("luis", joined.getString("person"));
    assertEquals("specialist", joined.getString("role"));
    assertEquals(
        List.of("entered " + consultation + " ana", "entered " + consultation + " luis"),
        attendance.said(consultation));
  }

  @Test
  void mediaBeginsWithTheCapabilitiesAndDescriptionsPassBetweenThePages() {
    String room = meet();
    for (PageClient page : List.of(ana, luis)) {
      page.hear("media.capabilities");
      page.hear("media.ice-servers");
      page.say(
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
    }
    JsonObject asked = ana.hear("media.negotiate");
    assertEquals(room, asked.getString("room"));

    ana.say(
        "media.offer",
        Map.of(
            "room",
            room,
            "transport",
            "main",
            "epoch",
            asked.getLong("epoch"),
            "sdp",
            SDP,
            "mids",
            Map.of("0", "face", "1", "face")));
    assertEquals(SDP, luis.hear("media.offer").getString("sdp"));
    luis.say(
        "media.answer",
        Map.of("room", room, "transport", "main", "epoch", asked.getLong("epoch"), "sdp", SDP));

    ana.hear("media.answer");
    luis.hear("media.publish");
  }

  @Test
  void whatTheBridgeRefusesIsATypedError() {
    String room = meet();
    ana.say("media.mute", Map.of("room", room, "source", "none", "audio", true, "video", true));

    JsonObject error = ana.hear("error");

    assertEquals("media-unknown-source", error.getString("code"));
    assertEquals(room, error.getString("room"));
  }

  @Test
  void whatIsWrittenIsHeardByAllAndByThoseWhoComeLater() {
    String room = server.enter(ana, consultation, "d-ana").getString("room");
    ana.say("room.chat", Map.of("id", "c1", "room", room, "text", "¿Me escucha?"));
    assertEquals("c1", ana.hear("room.chat").getString("re"));

    JsonObject entered = server.enter(luis, consultation, "d-luis");

    JsonArray chat = entered.getJsonArray("chat");
    assertEquals("¿Me escucha?", chat.getJsonObject(0).getString("text"));
    luis.say("room.chat", Map.of("id", "c2", "room", room, "text", "Sí"));
    JsonObject heard = ana.hear("room.chat");
    assertEquals("luis", heard.getString("person"));
    assertEquals(null, heard.getString("re"));
  }

  @Test
  void whoMayNotEnterGetsNoPass() {
    Problem problem =
        assertThrows(
            Problem.class, () -> await(server.pass(consultation, "eve", "session-of-eve", "d")));

    assertEquals(404, problem.status());
  }

  @Test
  void aPassHoldsOnceForItsPersonItsSignInAndSixtySeconds() {
    JsonObject pass = await(server.pass(consultation, "ana", "d-ana"));
    enterWith(luis, pass);
    assertEquals("pass-invalid", luis.hear("error").getString("code"));
    PageClient elsewhere = server.connect("ana", "another-session");
    elsewhere.hello();
    enterWith(elsewhere, pass);
    assertEquals("pass-invalid", elsewhere.hear("error").getString("code"));

    enterWith(ana, pass);
    ana.hear("room.entered");
    enterWith(ana, pass);
    assertEquals("pass-invalid", ana.hear("error").getString("code"));

    JsonObject late = await(server.pass(consultation, "luis", "d-luis"));
    HOUSE.manualTimers().advance(Duration.ofSeconds(30));
    luis.settle();
    HOUSE.manualTimers().advance(Duration.ofSeconds(30));
    luis.settle();
    enterWith(luis, late);
    assertEquals("pass-invalid", luis.hear("error").getString("code"));
  }

  @Test
  void aChangedPassDoesNotHold() {
    JsonObject pass = await(server.pass(consultation, "ana", "d-ana"));
    String text = pass.getString("pass");
    for (String forged :
        List.of(
            text.substring(1),
            text.substring(0, text.length() - 1),
            "e30." + text.substring(text.indexOf('.') + 1),
            "no-dot-at-all",
            ".")) {
      enterWith(ana, pass.copy().put("pass", forged));
      assertEquals("pass-invalid", ana.hear("error").getString("code"), forged);
    }
  }

  @Test
  void whoeverLeavesIsToldAndSoAreTheOthers() {
    String room = meet();
    luis.say("room.leave", Map.of("id", "l1", "room", room));

    JsonObject own = luis.hear("room.left");
    assertEquals("l1", own.getString("re"));
    assertEquals("left", ana.hear("room.left").getString("reason"));
    assertEquals(1, server.bridge().census().participants());
    luis.say("room.chat", Map.of("id", "c", "room", room, "text", "still here?"));
    assertEquals("not-in-room", luis.hear("error").getString("code"));
  }

  @Test
  void aDroppedPageIsAwayKeepsItsSeatAndComesBackToIt() {
    String room = meet();
    luis.drop();
    assertEquals("away", ana.hear("room.participant").getString("state"));
    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "¿Sigue ahí?"));
    ana.hear("room.chat");

    PageClient back = server.connect("luis", "session-of-luis");
    JsonObject welcome =
        back.hello(Map.of("resume", luis.welcome().getString("resume"), "seen", luis.seen()));

    assertTrue(welcome.getBoolean("resumed"));
    assertEquals(room, welcome.getJsonArray("rooms").getJsonObject(0).getString("room"));
    assertEquals("¿Sigue ahí?", back.hear("room.chat").getString("text"));
    assertEquals("present", ana.hear("room.participant").getString("state"));
    assertEquals(2, server.bridge().census().participants(), "media went on");
  }

  @Test
  void aPageThatStaysAwayHasLeftAfterSixtySeconds() {
    meet();
    luis.drop();
    ana.hear("room.participant");

    passTime(59);
    assertEquals(List.of(), ana.all("room.left"));
    for (int i = 0; i < 30 && ana.all("room.left").isEmpty(); i++) {
      passTime(1);
    }

    assertEquals("connection-lost", ana.hear("room.left").getString("reason"));
    assertTrue(
        attendance.said(consultation).contains("left " + consultation + " luis connection-lost"));
  }

  @Test
  void theSameDeviceStaysTheSameParticipantAndTheOldPageIsTold() {
    JsonObject before = server.enter(ana, consultation, "d-ana");
    server.enter(luis, consultation, "d-luis");
    PageClient reloaded = server.connect("ana", "session-of-ana");
    reloaded.hello();

    JsonObject after = server.enter(reloaded, consultation, "d-ana");

    assertEquals(before.getString("participant"), after.getString("participant"));
    assertEquals("replaced", ana.hear("room.left").getString("reason"));
    luis.hear("room.joined");
    assertEquals(2, server.bridge().census().participants());
    ana.say("room.chat", Map.of("id", "c", "room", after.getString("room"), "text", "from before"));
    assertEquals("not-in-room", ana.hear("error").getString("code"));
  }

  @Test
  void aSecondWindowIsToldAndMayTakeOver() {
    String room = meet();
    PageClient second = server.connect("ana", "session-of-ana");
    second.hello();
    enterWith(second, await(server.pass(consultation, "ana", "d-second")));
    assertEquals("room-second-window", second.hear("error").getString("code"));

    JsonObject pass = await(server.pass(consultation, "ana", "d-second"));
    second.say(
        "room.enter",
        Map.of("id", "e", "room", room, "pass", pass.getString("pass"), "takeOver", true));

    second.hear("room.entered");
    assertEquals("replaced", ana.hear("room.left").getString("reason"));
    assertEquals("replaced", luis.hear("room.left").getString("reason"));
    assertEquals("ana", luis.hear("room.joined").getString("person"));
  }

  @Test
  void aDeadTabsPlaceIsTakenByThePersonsNextOne() {
    meet();
    ana.drop();
    luis.hear("room.participant");
    PageClient next = server.connect("ana", "session-of-ana");
    next.hello();

    server.enter(next, consultation, "d-another-tab");

    assertEquals("replaced", luis.hear("room.left").getString("reason"));
  }

  @Test
  void aThirdPersonFindsTheRoomFull() {
    meet();
    attendance.lets(consultation, "eva", "resident");
    PageClient eva = server.page("eva");
    enterWith(eva, await(server.pass(consultation, "eva", "d-eva")));

    assertEquals("room-full", eva.hear("error").getString("code"));
  }

  @Test
  void anEndedConsultationClosesItsRoomWithALedger() {
    String room = meet();
    ana.say(
        "media.stats",
        Map.of(
            "room",
            room,
            "path",
            "udp",
            "framesDecoded",
            900,
            "framesDropped",
            3,
            "audioConcealed",
            0.1,
            "roundTripMillis",
            40,
            "freezes",
            2));
    // Heard only after the room has had what was said before.
    ana.say("room.chat", Map.of("id", "c", "room", room, "text", "¿Se oye bien?"));
    ana.hear("room.chat");
    HOUSE.manualTimers().advance(Duration.ofSeconds(40));
    await(
        server
            .signaling()
            .notices()
            .publish(
                new Notice(
                    Set.of("ana", "luis"),
                    "consultation.ended",
                    Map.of("consultation", consultation, "version", "4"))));

    assertEquals("consultation-ended", ana.hear("room.closed").getString("reason"));
    luis.hear("room.closed");
    server.close();
    RoomLedger ledger = attendance.ledgers().get(0);
    assertEquals(room, ledger.room());
    assertEquals("consultation-ended", ledger.end().token());
    assertEquals(2, ledger.peakPeople());
    assertEquals(Duration.ofSeconds(40), ledger.together());
    RoomLedger.Stay stay = ledger.stays().get(0);
    assertEquals("ana", stay.person());
    assertEquals("udp", stay.path());
    assertEquals(900, stay.framesDecoded());
    assertEquals(2, stay.freezes());
    assertEquals("room-closed", stay.reason().token());
    server = new LiveServer(HOUSE.foundation(), attendance, SignalingOptions.DEFAULTS);
  }

  @Test
  void anEmptyRoomClosesAfterTwoMinutesAndTheNextPassOpensAnother() {
    String room = server.enter(ana, consultation, "d-ana").getString("room");
    ana.say("room.leave", Map.of("id", "l", "room", room));
    ana.hear("room.left");

    passTime(119);
    assertEquals(1, server.bridge().census().rooms());
    passTime(1);
    server.awaitNoRoom();

    JsonObject again = server.enter(ana, consultation, "d-ana");

    assertNotEquals(room, again.getString("room"));
    assertEquals("everybody-left", attendance.ledgers().get(0).end().token());
    assertEquals(1, attendance.ledgers().get(0).epoch());
  }

  @Test
  void whoSignsOutHasLeft() {
    meet();
    await(server.signaling().endSession("session-of-luis"));

    assertEquals("signed-out", ana.hear("room.left").getString("reason"));
  }

  /**
   * Lets second after second pass as a living server sees it: its lease is renewed within each, and
   * its pages are heard. A room that is not sure of its lease asks again a second later, so a test
   * that jumped over several and then stood still could leave it waiting.
   */
  private void passTime(int seconds) {
    for (int i = 0; i < seconds; i++) {
      HOUSE.manualTimers().advance(Duration.ofSeconds(1));
      server.renewLease();
      ana.ping(0);
    }
  }

  private String meet() {
    server.enter(ana, consultation, "d-ana");
    String room = server.enter(luis, consultation, "d-luis").getString("room");
    ana.hear("room.joined");
    return room;
  }

  private static void enterWith(PageClient page, JsonObject pass) {
    page.say(
        "room.enter",
        Map.of("id", "e", "room", pass.getString("room"), "pass", pass.getString("pass")));
  }

  private static List<String> people(JsonObject entered) {
    return entered.getJsonArray("participants").stream()
        .map(each -> ((JsonObject) each).getString("person"))
        .toList();
  }
}
