package mx.interconsulta.signaling.room;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.signaling.LiveServer;
import mx.interconsulta.signaling.PageClient;
import mx.interconsulta.signaling.RecordedAttendance;
import mx.interconsulta.signaling.SignalingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many windows of two people press at once. */
class RoomRaceTest {
  @RegisterExtension
  static final TestFoundation HOUSE =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T15:00:00Z"));

  @Test
  void whoeverEntersLeavesWritesAndDropsAtOnceTheRoomStaysWholeAndEmptiesAtTheEnd()
      throws InterruptedException {
    RecordedAttendance attendance =
        new RecordedAttendance()
            .lets("consultation", "ana", "requester")
            .lets("consultation", "luis", "specialist");
    LiveServer server = new LiveServer(HOUSE.foundation(), attendance, SignalingOptions.DEFAULTS);
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    List<Thread> windows = new ArrayList<>();
    for (int seed : IntStream.range(0, 8).toArray()) {
      Thread window =
          new Thread(
              () -> {
                try {
                  press(server, seed);
                } catch (Throwable fault) {
                  faults.add(fault);
                }
              });
      windows.add(window);
      window.start();
    }
    for (Thread window : windows) {
      window.join();
    }
    assertEquals(List.of(), List.copyOf(faults));
    server.close();

    assertEquals(0, server.bridge().census().participants());
    assertEquals(0, HOUSE.manualTimers().waiting());
    RoomLedger ledger = attendance.ledgers().get(0);
    assertEquals(1, attendance.ledgers().size(), "it was one room all the time");
    assertTrue(ledger.peakPeople() <= 2);
    long entered = HOUSE.foundation().meters().timer("interconsulta.room.turn").count();
    assertTrue(entered > 0, "pages acted in the room");
    for (RoomLedger.Stay stay : ledger.stays()) {
      assertTrue(!stay.to().isBefore(stay.from()), stay.toString());
    }
  }

  private static void press(LiveServer server, int seed) {
    Random random = new Random(seed);
    String person = seed % 2 == 0 ? "ana" : "luis";
    PageClient page = server.page(person);
    for (int i = 0; i < 12; i++) {
      String device = "d-" + person + random.nextInt(3);
      JsonObject pass = await(server.pass("consultation", person, device));
      String room = pass.getString("room");
      switch (random.nextInt(5)) {
        case 0 -> page.say("room.leave", Map.of("id", "l" + i, "room", room));
        case 1 -> page.say("room.chat", Map.of("id", "c" + i, "room", room, "text", "hola"));
        case 2 -> {
          page.drop();
          page = server.page(person);
        }
        default ->
            page.say(
                "room.enter",
                Map.of(
                    "id",
                    "e" + i,
                    "room",
                    room,
                    "pass",
                    pass.getString("pass"),
                    "takeOver",
                    random.nextBoolean()));
      }
      page.settle();
      assertTrue(server.bridge().census().participants() <= 2);
    }
  }
}
