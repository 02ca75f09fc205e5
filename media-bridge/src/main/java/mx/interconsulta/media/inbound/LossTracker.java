package mx.interconsulta.media.inbound;

import java.util.Arrays;

/**
 * Which packets of a stream are missing, and when to ask for each again (RFC 4585 §6.2.1). A packet
 * is asked for after a short wait (it may only be late), then again somewhat sooner than each round
 * trip, for the question may be lost as well and browsers do not answer it twice in one
 * (libwebrtc), a bounded number of times. Bounded in packets too: what is too far behind is given
 * up, and so is what does not come in time.
 */
public final class LossTracker {
  /** What a packet is to the tracker. */
  enum Verdict {
    /** Never seen. */
    NEW,
    /** Was missing. */
    RECOVERED,
    /** Seen before, or so old that nobody can tell. */
    DUPLICATE
  }

  /** How far behind the newest a packet may be and still be asked for or taken. */
  static final int WINDOW = 512;

  private static final int MOST_MISSING = 128;
  private static final int TRIES = 10;
  private static final long FIRST_WAIT_NANOS = 10_000_000L;
  private static final long LEAST_WAIT_NANOS = 20_000_000L;

  /** A frame that is so late is worth less than the room it takes: a key frame goes on sooner. */
  private static final long TOO_LATE_NANOS = 700_000_000L;

  private static final int TOO_LATE_TRIPS = 3;

  /** The quickest answer of so long is what an answer takes. */
  private static final long ANSWERS_NANOS = 500_000_000L;

  private final boolean[] seen = new boolean[WINDOW];
  private final long[] missing = new long[MOST_MISSING];
  private final long[] askedAt = new long[MOST_MISSING];
  private final long[] firstAskedAt = new long[MOST_MISSING];
  private final int[] tries = new int[MOST_MISSING];
  private int count;
  private long newest = -1;
  private boolean gaveUp;
  private long quickest = Long.MAX_VALUE;
  private long quickestBefore = Long.MAX_VALUE;
  private long answersSince;
  private final long firstWaitNanos;

  /**
   * A tracker.
   *
   * @param urgent whether to ask at the first sign of a loss: a voice cannot wait
   */
  LossTracker(boolean urgent) {
    firstWaitNanos = urgent ? 0 : FIRST_WAIT_NANOS;
  }

  /**
   * Takes note of a packet.
   *
   * @param sequence unwrapped number
   */
  Verdict arrived(long sequence, long nowNanos) {
    if (newest < 0) {
      newest = sequence;
      seen[(int) (sequence % WINDOW)] = true;
      return Verdict.NEW;
    }
    if (sequence > newest) {
      advance(sequence, nowNanos);
      return Verdict.NEW;
    }
    if (newest - sequence >= WINDOW || seen[(int) (sequence % WINDOW)]) {
      return Verdict.DUPLICATE;
    }
    seen[(int) (sequence % WINDOW)] = true;
    for (int i = 0; i < count; i++) {
      if (missing[i] == sequence) {
        if (tries[i] > 0) {
          answered(nowNanos - firstAskedAt[i], nowNanos);
        }
        remove(i);
        return Verdict.RECOVERED;
      }
    }
    return Verdict.NEW;
  }

  /**
   * The newest moves on first, and only then is pruned by the distance to it: the other way round
   * the first packet after a long gap would leave the whole gap to be asked for.
   */
  private void advance(long sequence, long nowNanos) {
    long before = newest;
    newest = sequence;
    if (sequence - before >= WINDOW) {
      Arrays.fill(seen, false);
    } else {
      for (long each = before + 1; each < sequence; each++) {
        seen[(int) (each % WINDOW)] = false;
      }
    }
    seen[(int) (sequence % WINDOW)] = true;
    prune();
    long oldest = Math.max(before + 1, sequence - WINDOW + 1);
    if (sequence - oldest > MOST_MISSING - count) {
      gaveUp = true;
      oldest = sequence - (MOST_MISSING - count);
    }
    for (long each = oldest; each < sequence; each++) {
      missing[count] = each;
      askedAt[count] = nowNanos;
      tries[count] = 0;
      count++;
    }
  }

  private void prune() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (newest - missing[i] < WINDOW) {
        move(i, kept++);
      } else {
        gaveUp = true;
      }
    }
    count = kept;
  }

  private void answered(long nanos, long nowNanos) {
    moveAnswers(nowNanos);
    quickest = Math.min(quickest, nanos);
  }

  private void moveAnswers(long nowNanos) {
    if (nowNanos - answersSince >= ANSWERS_NANOS) {
      quickestBefore = nowNanos - answersSince >= 2 * ANSWERS_NANOS ? Long.MAX_VALUE : quickest;
      quickest = Long.MAX_VALUE;
      answersSince = nowNanos;
    }
  }

  /**
   * How long to wait before the next try. The round trip is measured once a second and over the
   * other direction; where a queue has grown since, even the quickest answer takes longer, and to
   * ask for all again before any could come would only make the queue longer. Nor is it known
   * before the first answer, so each try waits longer than the one before.
   */
  private long wait(int tries, long roundTripNanos) {
    if (tries == 0) {
      return firstWaitNanos;
    }
    long answer = Math.min(quickest, quickestBefore);
    long trip = answer == Long.MAX_VALUE ? roundTripNanos : Math.max(roundTripNanos, answer);
    long patient = trip * 3 / 5 * Math.max(2, tries) / 2;
    return Math.max(LEAST_WAIT_NANOS, patient);
  }

  /**
   * The packets to ask for now.
   *
   * @param into where their sequence numbers are written, in order
   * @param roundTripNanos between two tries for one packet
   * @return how many
   */
  int due(long nowNanos, long roundTripNanos, int[] into) {
    moveAnswers(nowNanos);
    int asked = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (nowNanos - askedAt[i] < wait(tries[i], roundTripNanos) || asked == into.length) {
        move(i, kept++);
        continue;
      }
      boolean tooLate =
          tries[i] > 0
              && nowNanos - firstAskedAt[i]
                  > Math.max(TOO_LATE_NANOS, TOO_LATE_TRIPS * roundTripNanos);
      if (tries[i] == TRIES || tooLate) {
        gaveUp = true;
        continue;
      }
      into[asked++] = (int) missing[i] & 0xffff;
      if (tries[i]++ == 0) {
        firstAskedAt[i] = nowNanos;
      }
      askedAt[i] = nowNanos;
      move(i, kept++);
    }
    count = kept;
    return asked;
  }

  /** Whether a packet was given up since the last call: a picture needs a key frame. */
  boolean gaveUp() {
    boolean was = gaveUp;
    gaveUp = false;
    return was;
  }

  /** Everything up to a key frame's first packet no longer matters. */
  void forgetBefore(long sequence) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (missing[i] >= sequence) {
        move(i, kept++);
      }
    }
    count = kept;
  }

  /** Nothing that is missing matters any more: a key frame was asked for. */
  void forgetAll() {
    count = 0;
  }

  /** How many packets are missing. */
  int missing() {
    return count;
  }

  private void remove(int i) {
    for (int next = i + 1; next < count; next++) {
      move(next, next - 1);
    }
    count--;
  }

  private void move(int from, int to) {
    missing[to] = missing[from];
    askedAt[to] = askedAt[from];
    firstAskedAt[to] = firstAskedAt[from];
    tries[to] = tries[from];
  }
}
