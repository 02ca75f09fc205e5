package mx.interconsulta.media.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How often a key frame is asked for. */
class KeyFrameRequestsTest {
  private static final long MILLI = 1_000_000L;

  private final KeyFrameRequests requests = new KeyFrameRequests();

  private int asked(long fromMillis, long untilMillis) {
    int asked = 0;
    for (long now = fromMillis; now < untilMillis; now += 20) {
      asked += requests.due(now * MILLI) ? 1 : 0;
    }
    return asked;
  }

  @Test
  void aRequestThatWasLostIsMadeAgainSomeTimes() {
    requests.want();
    assertEquals(1, asked(0, 780));
    assertEquals(3, asked(780, 20_000));
  }

  @Test
  void oneThatIsAnsweredIsNot() {
    requests.want();
    assertTrue(requests.due(0));
    requests.began();
    assertEquals(0, asked(20, 20_000));
    assertFalse(requests.due(20_000 * MILLI));
  }
}
