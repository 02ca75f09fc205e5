package mx.interconsulta.signaling.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Numbers what is said to a page and keeps what the page has not said it has seen, within bounds,
 * so that it can be said again after a drop. Not thread-safe.
 */
final class Backlog {
  /** Most messages kept. */
  static final int MAX_MESSAGES = 512;

  /** Most characters kept. */
  static final int MAX_CHARACTERS = 1 << 20;

  private record Numbered(long seq, String text) {}

  private final Deque<Numbered> kept = new ArrayDeque<>();
  private long newest;
  private long dropped;
  private int characters;

  /** The number of the next message. */
  long next() {
    return newest + 1;
  }

  /** Keeps a message under the next number. */
  void add(String text) {
    newest++;
    kept.addLast(new Numbered(newest, text));
    characters += text.length();
    while (kept.size() > MAX_MESSAGES || characters > MAX_CHARACTERS) {
      dropped = forgetFirst();
    }
  }

  /** The page has everything up to a number. */
  void seen(long seq) {
    while (!kept.isEmpty() && kept.getFirst().seq() <= seq) {
      forgetFirst();
    }
  }

  /** How much is kept. */
  int characters() {
    return characters;
  }

  /** Whether everything after a number can be said again. */
  boolean covers(long seq) {
    return seq >= dropped && seq <= newest && (kept.isEmpty() || seq >= kept.getFirst().seq() - 1);
  }

  /** Says again everything after a number. */
  void replay(long seq, Consumer<String> say) {
    for (Numbered numbered : kept) {
      if (numbered.seq() > seq) {
        say.accept(numbered.text());
      }
    }
  }

  private long forgetFirst() {
    Numbered first = kept.removeFirst();
    characters -= first.text().length();
    return first.seq();
  }
}
