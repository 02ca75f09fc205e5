package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which collections commands may have changed since the last commit, so that a read of another one
 * need not wait for it. Belongs to the turns of {@link DurableBackend}.
 */
final class UnsavedCollections {
  /** They see documents of the one collection that they name. */
  private static final Set<String> READS = Set.of("count", "distinct", "find");

  /** They see no documents. */
  private static final Set<String> BLIND =
      Set.of("buildinfo", "endsessions", "hello", "ismaster", "ping");

  private final Set<String> names = new HashSet<>();

  /**
   * Whether the answer to a command must wait for the next commit; what is not known to be a read
   * counts as a write.
   *
   * @param command as it was sent, which is also the field that names the collection
   */
  boolean concern(String database, String command, Document query) {
    String kind = command.toLowerCase(Locale.ROOT);
    if (BLIND.contains(kind)) {
      return false;
    }
    String name = database + "." + query.get(command);
    if (READS.contains(kind)) {
      return names.contains(name);
    }
    names.add(name);
    return true;
  }

  /** Everything is saved. */
  void clear() {
    names.clear();
  }
}
