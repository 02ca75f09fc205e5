package mx.interconsulta.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of one metric over the rounds, ours and the baseline's, taken in turn. */
public final class Rounds {

  /** A round of one side. */
  @FunctionalInterface
  public interface Round<T> {
    T run() throws Exception;
  }

  /**
   * Results in the order they were taken.
   *
   * @param ours our rounds
   * @param baseline the baseline's rounds
   */
  public record Pairs<T>(List<T> ours, List<T> baseline) {}

  private Rounds() {}

  /**
   * Takes rounds in turn, the first side changing every time, so that a noisy minute of the host
   * falls on both.
   */
  public static <T> Pairs<T> interleave(int rounds, Round<T> ours, Round<T> baseline)
      throws Exception {
    List<T> mine = new ArrayList<>();
    List<T> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        mine.add(ours.run());
        theirs.add(baseline.run());
      } else {
        theirs.add(baseline.run());
        mine.add(ours.run());
      }
    }
    return new Pairs<>(mine, theirs);
  }

  /** The middle value. */
  public static double median(double... values) {
    return percentile(0.5, values);
  }

  /** The value that this fraction of the values does not exceed (nearest rank). */
  public static double percentile(double fraction, double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(fraction * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
  }

  /** Largest over smallest. */
  public static double spread(double... values) {
    double least = percentile(0, values);
    return least == 0 ? 1 : percentile(1, values) / least;
  }
}
