package mx.interconsulta.signaling.room;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.signaling.DeafPage;
import mx.interconsulta.signaling.LiveServer;
import mx.interconsulta.signaling.PageClient;
import mx.interconsulta.signaling.RecordedAttendance;
import mx.interconsulta.signaling.SignalingOptions;
import mx.interconsulta.signaling.connection.ConnectionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that does not read what it is sent. */
class SlowPageTest {
  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  private final LiveServer server =
      new LiveServer(
          HOUSE.foundation(),
          new RecordedAttendance()
              .lets("consultation", "ana", "requester")
              .lets("consultation", "luis", "specialist"),
          new SignalingOptions(new ConnectionLimits(1_000, 4_000, 131_072, 65_536), 1));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void isClosedIsAwayForTheOthersAndComesBackToWhatItMissed() throws IOException {
    PageClient ana = server.page("ana");
    server.enter(ana, "consultation", "d-ana");
    try (DeafPage luis = new DeafPage(server.address(), "luis", "session-of-luis")) {
      JsonObject pass = await(server.pass("consultation", "luis", "d-luis"));
      String room = pass.getString("room");
      luis.say("room.enter", Map.of("id", "e", "room", room, "pass", pass.getString("pass")));
      ana.hear("room.joined");

      String text = "x".repeat(2_000);
      int said = 0;
      while (ana.all("room.participant").isEmpty()) {
        assertTrue(said < 1_500, "nobody noticed that the page does not read");
        String id = "c" + said++;
        ana.say("room.chat", Map.of("id", id, "room", room, "text", text));
        ana.hear("room.chat", heard -> id.equals(heard.getString("re")));
      }

      assertEquals("away", ana.hear("room.participant").getString("state"));
      PageClient back = server.connect("luis", "session-of-luis");
      back.hello(Map.of("resume", luis.welcome().getString("resume"), "seen", 0));
      assertEquals("present", ana.hear("room.participant").getString("state"));
      back.hear("room.entered");
      for (int i = 0; i < said; i++) {
        assertEquals(text, back.hear("room.chat").getString("text"));
      }
    }
  }
}
