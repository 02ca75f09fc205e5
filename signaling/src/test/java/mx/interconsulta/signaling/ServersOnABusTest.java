package mx.interconsulta.signaling;

import static mx.interconsulta.platform.TestFoundation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

  private void publish(String person, String what) {
    await(
        here.signaling()
            .notices()
            .publish(new Notice(Set.of(person), "test.happened", Map.of("what", what))));
  }
}
