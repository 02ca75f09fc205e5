package mx.interconsulta.media.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is read of a queue from how long the quickest packets took. */
class QueueTest {
  private static final long MILLI = 1_000_000L;

  private final Queue queue = new Queue();
  private long now;

  private void reports(int count, long waitMillis, long moreEachMillis) {
    for (int i = 0; i < count; i++) {
      now += 50 * MILLI;
      queue.report((waitMillis + i * moreEachMillis) * MILLI, now);
    }
  }

  @Test
  void aWayThatIsLongerFromNowOnIsAsLongAsAQueueButDoesNotGrow() {
    reports(40, 0, 0);
    reports(40, 20, 0);
    assertEquals(20 * MILLI, queue.standing());
    assertEquals(0, queue.risen());
  }

  @Test
  void aQueueThatGrowsIsLongerThanItWasInTheLastSecond() {
    reports(40, 0, 0);
    reports(10, 0, 4);
    assertTrue(queue.risen() > 30 * MILLI, "risen by " + queue.risen());
    reports(40, 36, -1);
    assertEquals(0, queue.risen());
  }
}
