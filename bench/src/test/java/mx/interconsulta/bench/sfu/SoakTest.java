package mx.interconsulta.bench.sfu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.synthetic.SyntheticNet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten minutes of two rooms, with somebody coming and going all the time: memory stays flat. */
class SoakTest {
  private static final String HOST = "127.0.0.1";
  private static final Party.Scenario ROOMS = new Party.Scenario("soak", 2, 4, 0);
  private static final int MINUTES = 10;

  /** What is made once, on first use, has been made by then. */
  private static final int SETTLED = 2;

  private static final int VISITS_A_MINUTE = 12;
  private static final double HEAP_GROWTH_MB = 2;
  private static final double RESIDENT_GROWTH_MB = 16;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /** Megabytes at the end of a minute, the heap after it was collected. */
  private record Minute(double heap, double resident) {}

  @Test
  @Tag("long")
  void memoryIsFlatOverTenMinutesOfCallsAndVisitors() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (SyntheticNet net = new SyntheticNet();
        OurSfu bridge = new OurSfu(vertx, net, HOST)) {
      Party party = new Party(bridge, net.loop(), ROOMS);
      party.gather();
      assertTrue(
          party.warmUp(Duration.ofSeconds(10), Duration.ofSeconds(60)),
          "not everything is forwarded");
      party.start();
      List<Minute> minutes = new ArrayList<>();
      long from = party.count();
      long began = System.nanoTime();
      for (int minute = 0; minute < MINUTES; minute++) {
        for (int visit = 0; visit < VISITS_A_MINUTE; visit++) {
          String room = ROOMS.room(visit % ROOMS.rooms());
          Sfu.Member visitor =
              bridge.join(
                  room,
                  100 + minute * VISITS_A_MINUTE + visit,
                  visit % 3 == 0,
                  true,
                  (buffer, offset, length, nanos) -> {});
          party.after(60_000 / VISITS_A_MINUTE);
          bridge.leave(visitor);
        }
        minutes.add(now(bridge));
        System.out.printf(Locale.ROOT, "soak, minute %d: %s%n", minute + 1, minutes.get(minute));
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      double delivered = (party.count() - from) / (ROOMS.packetsPerSecond() * seconds);
      party.stop();
      Minute settled = minutes.get(SETTLED - 1);
      Minute last = minutes.get(MINUTES - 1);
      System.out.printf(Locale.ROOT, "soak: %.4f of the packets delivered%n", delivered);
      assertTrue(last.heap() < settled.heap() + HEAP_GROWTH_MB, "the heap grew: " + minutes);
      assertTrue(
          last.resident() < settled.resident() + RESIDENT_GROWTH_MB,
          "resident memory grew: " + minutes);
      assertTrue(delivered > 0.97, "packets were lost: " + delivered);
      bridge.empty();
      assertEquals(BridgeCensus.EMPTY.toString(), census(bridge), "something was left");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private static Minute now(OurSfu bridge) throws Exception {
    bridge.jcmd("GC.run");
    Matcher used = USED.matcher(bridge.jcmd("GC.heap_info"));
    double heap = 0;
    // The two generations, and not what is loaded of classes.
    for (int generation = 0; generation < 2 && used.find(); generation++) {
      heap += Long.parseLong(used.group(1)) / 1024.0;
    }
    String status = Files.readString(Path.of("/proc/" + bridge.pid() + "/status"));
    Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+)").matcher(status);
    assertTrue(resident.find());
    return new Minute(heap, Long.parseLong(resident.group(1)) / 1024.0);
  }

  /** Asks until nothing is held any more, or for a minute: who dies without a word is noticed. */
  private static String census(OurSfu bridge) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    String held;
    do {
      held = bridge.get("/census");
    } while (!held.equals(BridgeCensus.EMPTY.toString()) && System.nanoTime() < end);
    return held;
  }
}
