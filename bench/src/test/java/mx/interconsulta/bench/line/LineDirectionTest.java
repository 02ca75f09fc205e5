package mx.interconsulta.bench.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineDirectionTest {
  private static final long MILLI = 1_000_000;

  @Test
  void aCableLetsEverythingThroughAtOnce() {
    LineDirection cable = new LineDirection(1);

    for (long now = 0; now < 1000; now++) {
      assertEquals(now, cable.admit(1500, now));
    }
  }

  @Test
  void theShareLostIsTheShareAskedFor() {
    for (String loss : List.of("loss=5", "loss=10", "loss=20", "loss=10 burst=4")) {
      LineDirection direction = with(loss, 7);
      int packets = 200_000;
      long lost = 0;
      for (int i = 0; i < packets; i++) {
        lost += direction.admit(100, i) == LineDirection.LOST ? 1 : 0;
      }
      assertEquals(LineSettings.parse(loss).loss(), lost / (double) packets, 0.006, loss);
      assertEquals(lost, direction.counts().lost());
    }
  }

  @Test
  void lossesComeInBurstsOfTheLengthAskedFor() {
    LineDirection direction = with("loss=10 burst=4", 3);
    int runs = 0;
    int lost = 0;
    boolean before = false;
    for (int i = 0; i < 200_000; i++) {
      boolean now = direction.admit(100, i) == LineDirection.LOST;
      runs += now && !before ? 1 : 0;
      lost += now ? 1 : 0;
      before = now;
    }
    assertEquals(4, lost / (double) runs, 0.25);
  }

  @Test
  void theSameSeedLosesTheSamePackets() {
    LineDirection one = with("loss=20 delay=50 jitter=20", 11);
    LineDirection other = with("loss=20 delay=50 jitter=20", 11);

    for (int i = 0; i < 10_000; i++) {
      assertEquals(one.admit(500, i * MILLI), other.admit(500, i * MILLI));
    }
  }

  @Test
  void noMoreComesThroughTheNarrowPlaceThanItsRate() {
    LineDirection direction = with("rate=450 queue=300", 1);
    long last = 0;
    long bytes = 0;
    // 1.2 Mbit/s offered for ten seconds: a packet of 1500 bytes every 10 ms.
    for (int i = 0; i < 1000; i++) {
      long out = direction.admit(1500, i * 10L * MILLI);
      if (out != LineDirection.LOST) {
        last = out;
        bytes += 1500;
      }
    }
    assertEquals(450_000, bytes * 8 * 1e9 / last, 5_000);
  }

  @Test
  void aPacketWaitsAtMostAsLongAsTheQueueIsAndTheRestIsDropped() {
    LineDirection direction = with("rate=300 queue=300", 1);
    long longest = 0;
    for (int i = 0; i < 1000; i++) {
      long now = i * 10L * MILLI;
      long out = direction.admit(1200, now);
      if (out != LineDirection.LOST) {
        longest = Math.max(longest, out - now);
      }
    }
    long ownTime = (long) (1200 * 8 * 1e6 / 300);
    assertTrue(longest > 290 * MILLI && longest <= 300 * MILLI + ownTime, "waited " + longest);
    assertTrue(direction.counts().dropped() > 600, direction.counts().toString());
    assertEquals(0, direction.counts().lost());
  }

  @Test
  void jitterVariesTheDelayAndKeepsTheOrder() {
    LineDirection direction = with("delay=200 jitter=50", 5);
    List<Long> delays = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < 5_000; i++) {
      long now = i * 20L * MILLI;
      long out = direction.admit(200, now);
      assertTrue(out >= before, "overtaken");
      before = out;
      delays.add(out - now);
    }
    long least = delays.stream().mapToLong(Long::longValue).min().orElseThrow();
    long most = delays.stream().mapToLong(Long::longValue).max().orElseThrow();
    assertTrue(least >= 150 * MILLI && least < 165 * MILLI, "least " + least);
    assertTrue(most <= 250 * MILLI && most > 235 * MILLI, "most " + most);
  }

  @Test
  void packetsOvertakeOnlyWhenAskedTo() {
    LineDirection direction = with("delay=20 reorder=5", 5);
    long before = 0;
    int overtaking = 0;
    for (int i = 0; i < 10_000; i++) {
      long out = direction.admit(200, i * MILLI);
      overtaking += out < before ? 1 : 0;
      before = out;
    }
    assertEquals(500, overtaking, 90);
  }

  @Test
  void aStepTakesEffectFromTheNextPacketOn() {
    LineDirection direction = with("rate=1500 queue=300", 1);
    for (int i = 0; i < 100; i++) {
      direction.admit(1500, i * 8L * MILLI);
    }
    direction.set(LineSettings.parse("rate=300 queue=300"));

    long now = 800 * MILLI;
    assertEquals(40.0, (direction.admit(1500, now) - now) / (double) MILLI, 8);
  }

  @Test
  void nonsenseIsRefused() {
    for (String text :
        List.of(
            "loss=100", "loss=-1", "burst=0", "delay=10 jitter=20", "speed=3", "rate", "rate=x")) {
      assertThrows(IllegalArgumentException.class, () -> LineSettings.parse(text), text);
    }
  }

  private static LineDirection with(String settings, long seed) {
    LineDirection direction = new LineDirection(seed);
    direction.set(LineSettings.parse(settings));
    return direction;
  }
}
