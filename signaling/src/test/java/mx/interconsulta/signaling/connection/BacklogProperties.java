package mx.interconsulta.signaling.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BacklogProperties {

  /**
   * A text is said for each positive number, that long; a negative one is what the page has seen.
   */
  @Property(tries = 200)
  void itSaysAgainExactlyWhatAPlainMapWould(
      @ForAll @Size(max = 1_500) List<@IntRange(min = -3, max = 30) Integer> steps) {
    Backlog backlog = new Backlog();
    TreeMap<Long, String> plain = new TreeMap<>();
    long newest = 0;
    long dropped = 0;
    for (int step : steps) {
      if (step > 0) {
        String text = "x".repeat(step * 200);
        assertEquals(++newest, backlog.next());
        backlog.add(text);
        plain.put(newest, text);
        while (plain.size() > Backlog.MAX_MESSAGES || length(plain) > Backlog.MAX_CHARACTERS) {
          dropped = plain.pollFirstEntry().getKey();
        }
      } else {
        long seen = newest + step;
        backlog.seen(seen);
        plain.headMap(seen, true).clear();
      }
    }

    assertEquals(length(plain), backlog.characters());
    for (long seq = Math.max(0, newest - 20); seq <= newest; seq++) {
      boolean whole = seq >= dropped && (plain.isEmpty() || seq >= plain.firstKey() - 1);
      assertEquals(whole, backlog.covers(seq));
      List<String> again = new ArrayList<>();
      backlog.replay(seq, again::add);
      assertEquals(List.copyOf(plain.tailMap(seq, false).values()), again);
    }
  }

  private static int length(Map<Long, String> texts) {
    return texts.values().stream().mapToInt(String::length).sum();
  }
}
