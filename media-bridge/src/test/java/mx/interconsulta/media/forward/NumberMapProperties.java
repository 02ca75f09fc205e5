package mx.interconsulta.media.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Numbers out have no gaps but those of what was lost, and never say two things. */
class NumberMapProperties {
  @Test
  void whatIsLeftOutLeavesNoGap() {
    NumberMap map = new NumberMap(1000);
    map.restart(50);
    assertEquals(1000, map.map(50));
    map.leaveOut(51);
    map.leaveOut(52);
    assertEquals(1001, map.map(53));
    assertEquals(NumberMap.LEFT_OUT, map.map(51));
    assertEquals(1003, map.map(55));
    assertEquals(1002, map.map(54), "what comes late has its place");
  }

  @Test
  void whatIsBeforeABeginningIsLeftOut() {
    NumberMap map = new NumberMap(1000);
    map.restart(50);
    map.map(50);
    map.restart(7000);
    assertEquals(NumberMap.LEFT_OUT, map.map(6999));
    assertEquals(1001, map.map(7000));
  }

  @Property(tries = 300)
  void inOrderEverythingSentIsNumberedWithoutAGap(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int count) {
    Random random = new Random(seed);
    NumberMap map = new NumberMap(7);
    map.restart(100);
    long expected = 7;
    for (int i = 0; i < count; i++) {
      if (random.nextInt(3) == 0) {
        map.leaveOut(100 + i);
      } else {
        assertEquals(expected++, map.map(100 + i));
      }
    }
  }

  @Property(tries = 300)
  void outOfOrderNothingIsNumberedTwiceAndOrderIsKept(@ForAll long seed) {
    Random random = new Random(seed);
    Set<Integer> leftOut = new HashSet<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      if (random.nextInt(4) == 0) {
        leftOut.add(i);
      }
      if (random.nextInt(10) > 0) {
        order.add(i);
      }
    }
    for (int i = 0; i + 4 < order.size(); i += 2 + random.nextInt(3)) {
      Collections.swap(order, i, i + random.nextInt(4));
    }
    NumberMap map = new NumberMap(5000);
    map.restart(-5);
    Map<Long, Integer> sent = new HashMap<>();
    for (int each : order) {
      if (leftOut.contains(each)) {
        map.leaveOut(each);
        continue;
      }
      long out = map.map(each);
      assertTrue(out == NumberMap.LEFT_OUT || sent.put(out, each) == null, "two are " + out);
    }
    List<Long> numbers = new ArrayList<>(sent.keySet());
    Collections.sort(numbers);
    for (int i = 1; i < numbers.size(); i++) {
      assertTrue(sent.get(numbers.get(i)) > sent.get(numbers.get(i - 1)));
    }
  }
}
