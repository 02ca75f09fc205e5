package mx.interconsulta.media.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody who sends a picture is told to send of it. */
class LayerDemandTest {
  private final LayeredCamera camera = new LayeredCamera();
  private final LayerDemand demand = new LayerDemand(camera.track);
  private final List<Wish> viewers = new ArrayList<>();
  private int told;

  private Wish viewer(long budget) {
    Wish wish = new Wish(new Forwarding(camera.track, 1));
    wish.budget(budget);
    viewers.add(wish);
    return wish;
  }

  private boolean decide() {
    demand.begin();
    viewers.forEach(wish -> demand.view(wish, camera.now));
    boolean tell = demand.decide(camera.now);
    told += tell ? 1 : 0;
    return tell;
  }

  private void run(long millis) {
    for (long passed = 0; passed < millis; passed += 100) {
      camera.send(100, 150_000, 500_000, 1_500_000);
      decide();
    }
  }

  private void expect(int lowest, int highest) {
    assertEquals(lowest + ".." + highest, demand.lowest() + ".." + demand.highest());
  }

  @Test
  void whoIsAloneIsToldOnceThatEveryLayerIsWelcome() {
    assertTrue(decide(), "a page may remember a source of that name that has ended");
    run(5_000);
    assertEquals(1, told);
    expect(0, 2);
  }

  @Test
  void oneViewerWithAWideLineHasUseForTheLargestOnly() {
    viewer(3_000_000);
    run(4_000);
    expect(2, 2);
    assertEquals(0, demand.bitsPerSecond());
    assertEquals(2, told);
  }

  @Test
  void thePictureIsMadeForANarrowLineAtOnceWhenOneAloneLooksOn() {
    Wish only = viewer(3_000_000);
    run(4_000);
    only.budget(300_000);
    assertTrue(decide());
    assertEquals(276_000, demand.bitsPerSecond());
    assertTrue(only.heldBack());
  }

  @Test
  void evenAVeryNarrowLineIsToldSomethingABrowserCanDo() {
    viewer(5_000);
    run(4_000);
    expect(2, 2);
    assertEquals(30_000, demand.bitsPerSecond());
  }

  @Test
  void itGrowsWithTheLineAndIsHeldBackNoMoreWhenThereIsPlenty() {
    Wish only = viewer(300_000);
    run(4_000);
    only.budget(600_000);
    run(1_000);
    assertEquals(552_000, demand.bitsPerSecond());
    only.budget(2_500_000);
    run(1_000);
    assertEquals(0, demand.bitsPerSecond());
    assertFalse(only.heldBack());
  }

  @Test
  void aLineThatBreathesIsNotToldOf() {
    Wish only = viewer(300_000);
    run(4_000);
    int before = told;
    for (int i = 0; i < 20; i++) {
      only.budget(i % 2 == 0 ? 290_000 : 310_000);
      run(500);
    }
    assertEquals(before, told);
  }

  @Test
  void severalViewersKeepTheLayersBetweenTheNarrowestAndTheWidest() {
    viewer(300_000);
    viewer(4_000_000);
    run(4_000);
    expect(0, 2);
    assertEquals(0, demand.bitsPerSecond());
    viewers.get(0).budget(700_000);
    run(4_000);
    expect(1, 2);
  }

  @Test
  void nobodyHasUseForMoreThanIsShown() {
    viewer(4_000_000).height(90);
    viewer(4_000_000).height(90);
    run(4_000);
    expect(0, 0);
    viewers.get(0).height(360);
    assertTrue(decide(), "more is told at once");
    assertEquals(2, demand.highest());
  }

  @Test
  void whoHidesThePictureDoesNotCount() {
    viewer(4_000_000);
    viewer(60_000).height(0);
    run(4_000);
    expect(2, 2);
  }
}
