package mx.interconsulta.media.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is asked for again, and what is not. */
class LossTrackerTest {
  private static final long TRIP = 50_000_000L;

  private final LossTracker tracker = new LossTracker(false);
  private final int[] asked = new int[64];

  @Test
  void theNewestMovesOnBeforeWhatIsTooFarBehindIsGivenUp() {
    tracker.arrived(1000, 0);
    tracker.arrived(1003, 0);
    assertEquals(2, tracker.missing());

    tracker.arrived(1003 + LossTracker.WINDOW + 10, 0);

    assertTrue(tracker.missing() <= 128, "the gap is bounded");
    int count = tracker.due(100_000_000L, TRIP, asked);
    for (int i = 0; i < count; i++) {
      assertTrue(
          asked[i] > 1013, "what is out of the window is not asked for, but " + asked[i] + " was");
    }
    assertTrue(tracker.gaveUp());
  }

  @Test
  void aPacketIsAskedForAfterAShortWaitThenEachRoundTripThenNoMore() {
    tracker.arrived(10, 0);
    tracker.arrived(12, 0);
    assertEquals(0, tracker.due(5_000_000L, TRIP, asked));
    int times = 0;
    for (long now = 0; now < 5_000_000_000L; now += 10_000_000L) {
      times += tracker.due(now, TRIP, asked);
    }
    assertEquals(9, times, "within the 0.7 s for which it is of use");
    assertEquals(0, tracker.missing());
  }

  @Test
  void whatArrivesIsAskedForNoMoreAndTakenOnce() {
    tracker.arrived(10, 0);
    tracker.arrived(12, 0);
    assertEquals(LossTracker.Verdict.RECOVERED, tracker.arrived(11, 1));
    assertEquals(LossTracker.Verdict.DUPLICATE, tracker.arrived(11, 2));
    assertEquals(0, tracker.due(1_000_000_000L, TRIP, asked));
    assertFalse(tracker.gaveUp());
  }

  @Test
  void whereEveryAnswerTakesLongerThanTheRoundTripItIsWaitedFor() {
    int times = 0;
    long answers = 340_000_000L;
    for (int i = 0; i < 40; i++) {
      tracker.arrived(2L * i, 0);
    }
    long now = 0;
    for (; now < answers; now += 10_000_000L) {
      times += tracker.due(now, TRIP, asked);
    }
    assertTrue(times < 39 * 7, "before the first answer asked " + times + " times");
    for (int i = 0; i < 20; i++) {
      tracker.arrived(2L * i + 1, now + 10_000_000L);
    }
    times = 0;
    for (long until = now + 190_000_000L; now < until; now += 10_000_000L) {
      times += tracker.due(now, TRIP, asked);
    }
    assertTrue(times <= 19, "19 are missing, and were asked for " + times + " times");
  }

  @Test
  void whatDoesNotComeInTimeIsGivenUp() {
    tracker.arrived(10, 0);
    tracker.arrived(12, 0);
    for (long now = 0; now < 600_000_000L; now += 100_000_000L) {
      tracker.due(now, TRIP, asked);
    }
    assertFalse(tracker.gaveUp());
    tracker.due(900_000_000L, TRIP, asked);
    assertTrue(tracker.gaveUp());
    assertEquals(0, tracker.missing());
  }
}
