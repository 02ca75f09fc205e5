package mx.interconsulta.signaling.connection;

import java.util.function.Consumer;

/**
 * Numbers what is said to a page and keeps what the page has not said it has seen, within bounds,
 * so that it can be said again after a drop. Not thread-safe.
 *
 * <p>A ring of texts and, beside it, of their lengths: forgetting one then touches nothing of the
 * text itself, which by then has left the processor's cache.
 */
final class Backlog {
  /** Most messages kept. */
  static final int MAX_MESSAGES = 512;

  /** Most characters kept. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final int SMALLEST_RING = 16;

  private String[] texts = new String[SMALLEST_RING];
  private int[] lengths = new int[SMALLEST_RING];
  private int kept;
  private long newest;
  private long dropped;
  private int characters;

  /** The number of the next message. */
  long next() {
    return newest + 1;
  }

  /** Keeps a message under the next number. */
  void add(String text) {
    if (kept == MAX_MESSAGES) {
      drop();
    } else if (kept == texts.length) {
      grow();
    }
    newest++;
    kept++;
    texts[at(newest)] = text;
    lengths[at(newest)] = text.length();
    characters += text.length();
    while (characters > MAX_CHARACTERS) {
      drop();
    }
  }

  /** The page has everything up to a number. */
  void seen(long seq) {
    while (kept > 0 && oldest() <= seq) {
      forgetOldest();
    }
  }

  /** How much is kept. */
  int characters() {
    return characters;
  }

  /** Whether everything after a number can be said again. */
  boolean covers(long seq) {
    return seq >= dropped && seq <= newest && (kept == 0 || seq >= oldest() - 1);
  }

  /** Says again everything after a number. */
  void replay(long seq, Consumer<String> say) {
    for (long number = Math.max(oldest(), seq + 1); number <= newest; number++) {
      say.accept(texts[at(number)]);
    }
  }

  private long oldest() {
    return newest - kept + 1;
  }

  /** Where in the ring a number stands; its size is a power of two. */
  private int at(long number) {
    return (int) number & (texts.length - 1);
  }

  private void drop() {
    dropped = oldest();
    forgetOldest();
  }

  private void forgetOldest() {
    int at = at(oldest());
    texts[at] = null;
    characters -= lengths[at];
    kept--;
  }

  private void grow() {
    String[] more = new String[2 * texts.length];
    int[] longer = new int[more.length];
    for (long number = oldest(); number <= newest; number++) {
      int to = (int) number & (more.length - 1);
      more[to] = texts[at(number)];
      longer[to] = lengths[at(number)];
    }
    texts = more;
    lengths = longer;
  }
}
