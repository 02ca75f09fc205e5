package mx.interconsulta.media.forward;

import java.util.Arrays;

/**
 * Gives the numbers of what is sent on, without gaps where something was left out on purpose and
 * with the gaps where something was lost. Numbers in and out are unwrapped; a number that comes
 * late gets the number it would have had in time.
 */
public final class NumberMap {
  /** Stands for a number that is not sent. */
  public static final long LEFT_OUT = -1;

  private static final int REMEMBERED = 64;
  private static final int WINDOW = 4096;

  private final long[] from = new long[REMEMBERED];
  private final long[] shift = new long[REMEMBERED];
  private final boolean[] leftOut = new boolean[WINDOW];
  private int spans;
  private long newestIn = -1;
  private long newestOut;

  /**
   * A map.
   *
   * @param firstOut number given to the first that is sent
   */
  public NumberMap(long firstOut) {
    newestOut = firstOut - 1;
  }

  /**
   * Begins anew with another numbering, or the same after a pause: this number is sent next, and
   * whatever is before it is left out.
   */
  public void restart(long in) {
    spans = 0;
    Arrays.fill(leftOut, false);
    newestIn = in - 1;
    addSpan(in, in - (newestOut + 1));
  }

  /** The number to send a number as, or {@link #LEFT_OUT}. */
  public long map(long in) {
    long known = peek(in);
    if (known == LEFT_OUT) {
      return LEFT_OUT;
    }
    advance(in);
    newestOut = Math.max(newestOut, known);
    return known;
  }

  /** As {@link #map}, changing nothing. */
  public long peek(long in) {
    if (in <= newestIn - WINDOW || (in <= newestIn && leftOut[place(in)])) {
      return LEFT_OUT;
    }
    for (int i = spans - 1; i >= 0 && i >= spans - REMEMBERED; i--) {
      if (in >= from[i % REMEMBERED]) {
        return in - shift[i % REMEMBERED];
      }
    }
    return LEFT_OUT;
  }

  /** This number is not sent. What is newer moves up, unless newer ones were sent already. */
  public void leaveOut(long in) {
    if (spans == 0 || in <= newestIn - WINDOW) {
      return;
    }
    boolean newer = in > newestIn;
    advance(in);
    if (newer) {
      addSpan(in + 1, shift[(spans - 1) % REMEMBERED] + 1);
    }
    leftOut[place(in)] = true;
  }

  /** Whether it was left out. */
  public boolean isLeftOut(long in) {
    return in <= newestIn && in > newestIn - WINDOW && leftOut[place(in)];
  }

  /** The newest number in; -1 before the first. */
  public long newestIn() {
    return newestIn;
  }

  /** The newest number out. */
  public long newestOut() {
    return newestOut;
  }

  private void advance(long in) {
    if (in <= newestIn) {
      return;
    }
    if (in - newestIn >= WINDOW) {
      Arrays.fill(leftOut, false);
    } else {
      for (long each = newestIn + 1; each <= in; each++) {
        leftOut[place(each)] = false;
      }
    }
    newestIn = in;
  }

  /** Consecutive numbers left out share one span. */
  private void addSpan(long start, long by) {
    boolean unused = spans > 0 && from[(spans - 1) % REMEMBERED] == start - 1 && isLeftOutSpan();
    int place = unused ? (spans - 1) % REMEMBERED : spans++ % REMEMBERED;
    from[place] = start;
    shift[place] = by;
  }

  /** Whether the newest span began behind a number left out, and nothing used it yet. */
  private boolean isLeftOutSpan() {
    return spans > 1 && newestIn == from[(spans - 1) % REMEMBERED];
  }

  private static int place(long number) {
    return (int) Math.floorMod(number, (long) WINDOW);
  }
}
