package mx.interconsulta.signaling.connection;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.signaling.LiveServer;
import mx.interconsulta.signaling.PageClient;
import mx.interconsulta.signaling.RecordedAttendance;
import mx.interconsulta.signaling.SignalingOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveConnectionTest {
  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  private LiveServer server;

  @BeforeEach
  void open() {
    // So far that no test hears of what happened in the one before.
    HOUSE.manualTimers().advance(Duration.ofHours(1));
    server =
        new LiveServer(HOUSE.foundation(), new RecordedAttendance(), SignalingOptions.DEFAULTS);
  }

  @AfterEach
  void leaveNoTimerBehind() {
    server.close();
    assertEquals(0, HOUSE.manualTimers().waiting());
  }

  @Test
  void aPageThatSaysHelloIsWelcomed() {
    PageClient ana = server.connect("ana", "s1");

    JsonObject welcome = ana.hello(Map.of("id", "h1"));

    assertEquals("h1", welcome.getString("re"));
    assertEquals(60, welcome.getInteger("resumeSeconds"));
    assertEquals(20, welcome.getInteger("heartbeatSeconds"));
    assertFalse(welcome.getBoolean("resumed"));
  }

  @Test
  void anUnknownVersionIsSaidGoodbye() {
    PageClient ana = server.connect("ana", "s1");
    ana.say("hello", Map.of("version", 2, "csrf", LiveServer.CSRF));

    assertEquals("version", ana.hearsBye(4406).getString("reason"));
  }

  @Test
  void aWrongCsrfIsSaidGoodbye() {
    PageClient ana = server.connect("ana", "s1");
    ana.say("hello", Map.of("version", 1, "csrf", "guess"));

    ana.hearsBye(4403);
  }

  @Test
  void aPageThatSaysSomethingElseFirstIsSaidGoodbye() {
    PageClient ana = server.connect("ana", "s1");
    ana.say("ping", Map.of());

    assertEquals("no-hello", ana.hearsBye(4400).getString("reason"));
  }

  @Test
  void aPageThatNeverSaysHelloIsSaidGoodbyeAfterTenSeconds() {
    PageClient ana = server.connect("ana", "s1");
    server.page("luis");

    HOUSE.manualTimers().advance(Duration.ofSeconds(10));

    assertEquals("no-hello", ana.hearsBye(4400).getString("reason"));
  }

  @Test
  void aPingIsAnswered() {
    PageClient ana = server.page("ana");
    ana.say("ping", Map.of("id", "p1"));

    assertEquals("p1", ana.hear("pong").getString("re"));
  }

  @Test
  void aSilentPageIsSaidGoodbyeAndOneThatPingsStays() {
    PageClient silent = server.page("ana");
    PageClient lively = server.page("luis");
    for (int i = 0; i < 3; i++) {
      HOUSE.manualTimers().advance(Duration.ofSeconds(20));
      lively.ping(0);
    }

    assertEquals("silent", silent.hearsBye(4408).getString("reason"));
    lively.settle();
  }

  @Test
  void wrongMessagesGetTheirTypedErrorAndTheTwentyFirstTheirCloseCode() {
    PageClient ana = server.page("ana");
    PageClient luis = server.page("luis");
    ana.text("not json");
    assertEquals("malformed", ana.hear("error").getString("code"));
    ana.say("room.dance", Map.of("id", "7"));
    JsonObject unknown = ana.hear("error");
    assertEquals("unknown-type", unknown.getString("code"));
    assertEquals("7", unknown.getString("re"));
    assertEquals("El servidor no conoce este mensaje.", unknown.getString("message"));
    ana.say("hello", Map.of("version", 1, "csrf", LiveServer.CSRF));
    assertEquals("already-greeted", ana.hear("error").getString("code"));
    for (int i = 3; i < 20; i++) {
      ana.text("[]");
      ana.hear("error");
    }

    ana.text("{}");

    assertEquals("malformed", ana.hearsBye(4400).getString("reason"));
    luis.settle();
  }

  @Test
  void faultsAreForgivenWithTime() {
    PageClient ana = server.page("ana");
    for (int i = 0; i < 40; i++) {
      ana.text("[]");
      ana.hear("error");
      HOUSE.manualTimers().advance(Duration.ofSeconds(3));
      ana.ping(0);
    }

    assertTrue(ana.isOpen());
  }

  @Test
  void binaryFramesAreNoMessages() {
    PageClient ana = server.page("ana");
    await(ana.socket().writeBinaryMessage(Buffer.buffer("{}")));

    assertEquals("malformed", ana.hear("error").getString("code"));
  }

  @Test
  void aMessageThatIsTooLargeGetsATypedErrorAndAtLastItsCloseCode() {
    PageClient ana = server.page("ana");
    String large = "x".repeat(140_000);
    for (int i = 0; i < 20; i++) {
      ana.text(large);
      assertEquals("too-large", ana.hear("error").getString("code"));
    }

    ana.text(large);

    ana.hearsBye(4413);
  }

  @Test
  void bytesCountAndNotCharacters() {
    PageClient ana = server.page("ana");
    ana.text("ñ".repeat(70_000));

    assertEquals("too-large", ana.hear("error").getString("code"));
  }

  @Test
  void whatIsBeyondTheHardLimitIsCutOff() {
    PageClient ana = server.page("ana");
    PageClient luis = server.page("luis");
    ana.text("x".repeat(SignalingOptions.HARD_LIMIT + 1));

    assertEquals(1009, ana.closeCode());
    luis.settle();
  }

  @Test
  void moreMessagesThanAllowedAreDroppedAndAtLastEndTheConnection() {
    PageClient ana = server.page("ana");
    PageClient luis = server.page("luis");
    for (int i = 0; i < 250; i++) {
      ana.socket().writeTextMessage("{\"type\":\"ping\"}");
    }

    ana.hear("error", error -> error.getString("code").equals("too-frequent"));
    ana.hearsBye(4429);
    luis.settle();
  }

  @Test
  void aDroppedConnectionGoesOnWithEverythingThatWasSaidMeanwhile() {
    PageClient ana = server.page("ana");
    publish("ana", "one");
    assertEquals(1, ana.hear("notice").getLong("seq"));
    ana.drop();
    publish("ana", "two");
    publish("ana", "three");

    PageClient again = server.connect("ana", "session-of-ana");
    JsonObject welcome =
        again.hello(Map.of("resume", ana.welcome().getString("resume"), "seen", 1));

    assertTrue(welcome.getBoolean("resumed"));
    assertEquals(ana.welcome().getString("connection"), welcome.getString("connection"));
    assertEquals("two", again.hear("notice").getJsonObject("facts").getString("what"));
    assertEquals("three", again.hear("notice").getJsonObject("facts").getString("what"));
    assertEquals(3, again.seen());
    assertEquals(2, again.all("notice").size(), "what was seen is not said again");
  }

  @Test
  void aTokenWorksOnceForItsSignInAndForSixtySeconds() {
    PageClient ana = server.page("ana");
    String token = ana.welcome().getString("resume");
    PageClient eve = server.connect("eve", "session-of-eve");
    assertFalse(eve.hello(Map.of("resume", token, "seen", 0)).getBoolean("resumed"));
    PageClient used = server.connect("ana", "session-of-ana");
    assertFalse(used.hello(Map.of("resume", token, "seen", 0)).getBoolean("resumed"));

    String next = used.welcome().getString("resume");
    used.drop();
    waitUntilDropped(used);
    HOUSE.manualTimers().advance(Duration.ofSeconds(65));
    PageClient late = server.connect("ana", "session-of-ana");

    assertFalse(late.hello(Map.of("resume", next, "seen", 0)).getBoolean("resumed"));
  }

  @Test
  void aPageThatResumesWhileItsOldWebSocketLivesTakesItsPlace() {
    PageClient ana = server.page("ana");
    PageClient again = server.connect("ana", "session-of-ana");

    assertTrue(
        again
            .hello(Map.of("resume", ana.welcome().getString("resume"), "seen", 0))
            .getBoolean("resumed"));

    assertEquals("resumed-elsewhere", ana.hearsBye(4409).getString("reason"));
    assertNotEquals(ana.welcome().getString("resume"), again.welcome().getString("resume"));
    publish("ana", "news");
    again.hear("notice");
  }

  @Test
  void moreThanIsKeptCannotBeSaidAgainAndTheConnectionBeginsAnew() {
    PageClient ana = server.page("ana");
    ana.drop();
    waitUntilDropped(ana);
    IntStream.range(0, Backlog.MAX_MESSAGES + 50).forEach(i -> publish("ana", "n" + i));

    PageClient again = server.connect("ana", "session-of-ana");
    JsonObject welcome =
        again.hello(Map.of("resume", ana.welcome().getString("resume"), "seen", 0));

    assertFalse(welcome.getBoolean("resumed"));
    publish("ana", "last");
    assertEquals(1, again.hear("notice").getLong("seq"));
  }

  @Test
  void whatWasMissedBetweenTwoConnectionsIsTold() {
    PageClient ana = server.page("ana");
    String since = ana.welcome().getString("at");
    ana.drop();
    HOUSE.manualTimers().advance(Duration.ofMinutes(4));
    publish("ana", "missed");
    publish("luis", "not for ana");
    HOUSE.manualTimers().advance(Duration.ofMinutes(2));

    PageClient again = server.connect("ana", "session-of-ana");
    JsonObject welcome = again.hello(Map.of("since", since));

    assertFalse(welcome.getBoolean("noticesMissed"));
    assertEquals("missed", again.hear("notice").getJsonObject("facts").getString("what"));
    again.settle();
    assertEquals(1, again.all("notice").size());
  }

  @Test
  void aPageThatWasAwayForLongIsToldThatItMayHaveMissedSomething() {
    PageClient ana = server.page("ana");
    String since = ana.welcome().getString("at");
    ana.drop();
    HOUSE.manualTimers().advance(Duration.ofMinutes(11));

    PageClient again = server.connect("ana", "session-of-ana");

    assertTrue(again.hello(Map.of("since", since)).getBoolean("noticesMissed"));
  }

  @Test
  void everyPageOfAPersonHearsANoticeAndNobodyElse() {
    PageClient one = server.page("ana");
    PageClient two = server.page("ana");
    PageClient luis = server.page("luis");

    publish("ana", "news");

    assertEquals(
        one.hear("notice").getString("noticeId"), two.hear("notice").getString("noticeId"));
    luis.settle();
    assertEquals(List.of(), luis.all("notice"));
  }

  @Test
  void aNoticeOfOneVersionIsToldOnceHoweverOftenItIsPublished() {
    PageClient ana = server.page("ana");
    Notice notice =
        new Notice(Set.of("ana"), "request.submitted", Map.of("request", "q1", "version", "3"));
    await(server.signaling().notices().publish(notice));
    await(server.signaling().notices().publish(notice));
    publish("ana", "after");

    ana.hear("notice", heard -> "after".equals(heard.getJsonObject("facts").getString("what")));
    assertEquals(2, ana.all("notice").size());
  }

  @Test
  void anEndedSessionClosesItsWebSocketsAndNoOther() {
    PageClient ana = server.page("ana");
    PageClient other = server.connect("ana", "another-session");
    other.hello();

    await(server.signaling().endSession("session-of-ana"));

    assertEquals("signed-out", ana.hearsBye(4401).getString("reason"));
    other.settle();
    await(server.signaling().endPerson("ana"));
    other.hearsBye(4401);
  }

  @Test
  void aSessionThatIsOverIsFoundOutWithinAMinute() {
    PageClient ana = server.page("ana");
    server.forgetSession("session-of-ana");
    for (int i = 0; i < 4; i++) {
      HOUSE.manualTimers().advance(Duration.ofSeconds(20));
      ana.beat();
    }

    ana.hearsBye(4401);
  }

  @Test
  void aSignInMayHaveManyPagesButNotAnyNumber() {
    List<PageClient> pages = new ArrayList<>();
    for (int i = 0; i < Connections.SOCKETS_PER_SESSION; i++) {
      pages.add(server.page("ana"));
    }

    server.connect("ana", "session-of-ana").hearsBye(4430);

    pages.get(0).drop();
    pages.get(1).settle();
    PageClient next = server.connect("ana", "session-of-ana");
    assertFalse(next.hello().getBoolean("resumed"));
  }

  @Test
  void onlyMoreThanAPingCountsAsUse() {
    PageClient ana = server.page("ana");
    int before = server.used();
    ana.settle();
    assertEquals(before, server.used());

    ana.say("room.leave", Map.of("id", "1", "room", "nowhere"));

    assertEquals("not-in-room", ana.hear("error").getString("code"));
    assertEquals(before + 1, server.used());
  }

  @Test
  void aPersonIsPresentWhileAPageOfTheirsIsConnected() {
    PageClient one = server.page("ana");
    PageClient two = server.page("ana");
    assertEquals(Set.of("ana"), present("ana", "luis"));
    one.drop();
    waitUntilDropped(one);
    assertEquals(Set.of("ana"), present("ana", "luis"));
    two.drop();
    waitUntilDropped(two);

    assertEquals(Set.of(), present("ana", "luis"));
  }

  @Test
  void aServerThatStopsSaysSo() {
    PageClient ana = server.page("ana");
    await(server.signaling().close());

    assertTrue(ana.hearsBye(1001).getBoolean("retry"));
  }

  private Set<String> present(String... people) {
    return await(server.signaling().presence().presentNow(Set.of(people)));
  }

  /** The server notices a dropped WebSocket on its own loop; a meter says when it has. */
  private void waitUntilDropped(PageClient page) {
    page.closeCode();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.signaling().isConnected(page.welcome().getString("connection"))) {
      assertTrue(System.nanoTime() < deadline, "the server never noticed the drop");
      Thread.onSpinWait();
    }
  }

  private void publish(String person, String what) {
    await(
        server
            .signaling()
            .notices()
            .publish(new Notice(Set.of(person), "test.happened", Map.of("what", what))));
  }
}
