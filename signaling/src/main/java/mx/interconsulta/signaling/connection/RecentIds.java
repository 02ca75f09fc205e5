package mx.interconsulta.signaling.connection;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last so many ids. Not thread-safe. */
final class RecentIds {
  private final int most;
  private final Set<String> ids = new LinkedHashSet<>();

  RecentIds(int most) {
    this.most = most;
  }

  /** Whether the id is new. */
  boolean add(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > most) {
      ids.remove(ids.iterator().next());
    }
    return true;
  }
}
