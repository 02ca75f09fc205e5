package mx.interconsulta.media.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of which picture a line is given. */
class AllocationTest {
  private static final long SOUND = 50_000;

  private final LayeredCamera camera = new LayeredCamera();
  private final Wish wish = new Wish(new Forwarding(camera.track, 1));
  private final Allocation allocation = new Allocation();

  /** Decides again and again, as a room does, while the camera goes on. */
  private void decide(long capacity, long... rates) {
    for (int i = 0; i < 40; i++) {
      camera.send(100, rates);
      allocation.decide(List.of(wish), capacity, true, SOUND, camera.now);
    }
  }

  @Test
  void aWideLineIsGivenTheLargest() {
    decide(4_000_000, 150_000, 500_000, 1_500_000);
    assertEquals(2, wish.forwarding().targetLayer());
  }

  @Test
  void aNarrowLineIsGivenTheLargestThatFitsWithAllItsFrames() {
    decide(900_000, 150_000, 500_000, 1_500_000);
    assertEquals(1, wish.forwarding().targetLayer());
    assertEquals(Forwarding.ALL_TEMPORAL, wish.forwarding().targetTemporal());
  }

  @Test
  void motionIsNotTakenFromASmallPictureToMakeItLarger() {
    // The larger one would fit with half its frames only.
    decide(500_000, 150_000, 500_000, 1_500_000);
    assertEquals(0, wish.forwarding().targetLayer());
    assertEquals(Forwarding.ALL_TEMPORAL, wish.forwarding().targetTemporal());
  }

  @Test
  void sharpnessIsWorthFewerFramesWhereItMatters() {
    wish.detail(true);
    decide(560_000, 150_000, 500_000, 1_500_000);
    assertEquals(1, wish.forwarding().targetLayer());
    assertTrue(wish.forwarding().targetTemporal() < Forwarding.ALL_TEMPORAL);
  }

  @Test
  void aLargeLayerThatIsHeldBackIsTakenBeforeASmallerThatCostsMore() {
    decide(320_000, 150_000, 500_000, 180_000);
    assertEquals(2, wish.forwarding().targetLayer());
  }

  @Test
  void whatHasNoRoomStandsStillAndIsAskedForNoMore() {
    decide(70_000, 150_000, 500_000, 1_500_000);
    assertEquals(Forwarding.NOTHING, wish.forwarding().targetLayer());
    assertEquals("bandwidth", wish.pausedFor());
  }

  @Test
  void whoWasJustToldToHoldBackIsTakenAtTheirWord() {
    decide(4_000_000, 0, 0, 1_500_000);
    wish.promise(250_000, camera.now);
    allocation.decide(List.of(wish), 330_000, true, SOUND, camera.now);
    assertEquals(2, wish.forwarding().targetLayer());
    decide(330_000, 0, 0, 1_500_000);
    assertEquals("bandwidth", wish.pausedFor(), "the word was not kept");
  }

  @Test
  void aLayerThatEndedIsNotWaitedFor() {
    decide(4_000_000, 150_000, 500_000, 1_500_000);
    camera.send(500, 150_000, 500_000, 0);
    allocation.decide(List.of(wish), 4_000_000, true, SOUND, camera.now);
    assertEquals(1, wish.forwarding().targetLayer());
  }

  @Test
  void whoMustMoveIsNotHeldToStay() {
    decide(4_000_000, 150_000, 0, 0);
    camera.send(300, 150_000, 500_000, 0);
    allocation.decide(List.of(wish), 4_000_000, true, SOUND, camera.now);
    assertEquals(1, wish.forwarding().targetLayer());
    camera.send(600, 0, 0, 400_000);
    allocation.decide(List.of(wish), 4_000_000, true, SOUND, camera.now);
    assertEquals(2, wish.forwarding().targetLayer());
    assertEquals(Forwarding.ALL_TEMPORAL, wish.forwarding().targetTemporal());
  }

  @Test
  void whoIsHeldBackForALineLeavesItWantingMore() {
    wish.heldBack(true);
    decide(320_000, 0, 0, 180_000);
    assertTrue(allocation.wanted() > 1_500_000, "wanted " + allocation.wanted());
  }

  @Test
  void whatMakesItselfFitWhenToldIsNotStoppedForTwoSeconds() {
    decide(4_000_000, 0, 0, 1_500_000);
    wish.alone(true);

    allocation.decide(List.of(wish), 400_000, true, SOUND, camera.now);
    assertEquals("", wish.pausedFor());
    assertEquals(2, wish.forwarding().targetLayer());
    assertNull(wish.forwarding().current(), "what is sent now is far too much");
    assertTrue(wish.budget() > 250_000, "room for " + wish.budget());

    wish.promise(250_000, camera.now);
    for (int i = 0; i < 30; i++) {
      camera.send(100, 0, 0, 250_000);
      allocation.decide(List.of(wish), 400_000, true, SOUND, camera.now);
    }
    assertEquals("", wish.pausedFor());
  }

  @Test
  void whatDoesNotMakeItselfFitStandsStill() {
    decide(4_000_000, 0, 0, 1_500_000);
    wish.alone(true);
    wish.promise(250_000, camera.now);
    decide(400_000, 0, 0, 1_500_000);
    assertEquals("bandwidth", wish.pausedFor());
  }
}
