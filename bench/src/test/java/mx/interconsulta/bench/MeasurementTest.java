package mx.interconsulta.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void aRatioBelowTheTargetIsAMissWhenHigherIsBetter() {
    assertEquals(false, line(Measurement.Better.HIGHER, 60, 100.0, 0.7).met());
    assertEquals(true, line(Measurement.Better.HIGHER, 70, 100.0, 0.7).met());
  }

  @Test
  void aRatioAboveTheTargetIsAMissWhenLowerIsBetter() {
    assertEquals(false, line(Measurement.Better.LOWER, 3, 1.0, 2.0).met());
  }

  @Test
  void withoutABaselineTheTargetIsHeldAgainstOurOwnValue() {
    Measurement line = line(Measurement.Better.LOWER, 12, null, 10.0);

    assertNull(line.ratio());
    assertEquals(false, line.met());
  }

  @Test
  void withoutATargetNothingIsMetOrMissed() {
    assertNull(line(Measurement.Better.LOWER, 12, 11.0, null).met());
  }

  @Test
  void roundsAreTakenInTurnAndTheFirstSideChanges() throws Exception {
    List<String> order = new ArrayList<>();

    Rounds.interleave(3, () -> order.add("ours"), () -> order.add("baseline"));

    assertEquals(List.of("ours", "baseline", "baseline", "ours", "ours", "baseline"), order);
  }

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    assertEquals(3, Rounds.median(5, 1, 3));
    assertEquals(5, Rounds.percentile(0.95, 5, 1, 3));
    assertEquals(5, Rounds.spread(5, 1, 3));
  }

  private static Measurement line(
      Measurement.Better better, double ours, Double baseline, Double target) {
    return new Measurement("b", "m", "u", better, ours, baseline, "n", 1, target);
  }
}
