package mx.interconsulta.records.indicator;

import java.util.Map;
import java.util.TreeMap;

/**
 * Waits in whole minutes and how often each occurred; answers percentiles by nearest rank: the
 * smallest wait that at least this share of all did not exceed.
 */
final class Waits {
  private final TreeMap<Long, Long> occurrences = new TreeMap<>();
  private long total;

  void add(long minutes) {
    occurrences.merge(minutes, 1L, Long::sum);
    total++;
  }

  long total() {
    return total;
  }

  /**
   * A percentile.
   *
   * @param percent from 1 to 100
   * @return minutes, or null when nothing was added
   */
  Long percentile(int percent) {
    long rank = (total * percent + 99) / 100;
    long passed = 0;
    for (Map.Entry<Long, Long> entry : occurrences.entrySet()) {
      passed += entry.getValue();
      if (passed >= rank) {
        return entry.getKey();
      }
    }
    return null;
  }
}
