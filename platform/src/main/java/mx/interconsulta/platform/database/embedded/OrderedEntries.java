package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * The entries of one index, in order of their keys. It only ever proposes documents; the query
 * itself decides.
 *
 * @param map entries
 * @param id how an entry tells the id of its document
 */
record OrderedEntries<T>(MVMap<KeyValue, T> map, BiFunction<KeyValue, T, Object> id) {

  /**
   * Ids of documents whose first indexed values are these, in order.
   *
   * @param prefix values of the first fields
   * @param from null, or the least value of the next field
   * @param to null, or the greatest value of the next field; used only without {@code from}, since
   *     a list in a document may meet the two bounds with two of its values
   */
  Set<Object> within(List<Object> prefix, Object from, Object to) {
    KeyValue front = prefix.isEmpty() ? null : new KeyValue(prefix).normalized();
    List<Object> start = new ArrayList<>(prefix);
    if (from != null) {
      start.add(from);
    }
    Object end = to == null || from != null ? null : new KeyValue(to).normalized().get(0);
    Set<Object> ids = new LinkedHashSet<>();
    Cursor<KeyValue, T> entries =
        map.cursor(start.isEmpty() ? null : new KeyValue(start).normalized());
    while (entries.hasNext()) {
      KeyValue key = entries.next();
      if (front != null && !startsWith(key, front)) {
        break;
      }
      if (end != null && IndexKeyType.compareValues(key.get(prefix.size()), end) > 0) {
        break;
      }
      ids.add(id.apply(key, entries.getValue()));
    }
    return ids;
  }

  private static boolean startsWith(KeyValue entry, KeyValue front) {
    for (int i = 0; i < front.size(); i++) {
      if (IndexKeyType.compareValues(entry.get(i), front.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** All ids, from the least key or from the greatest. */
  Stream<Object> inOrder(boolean ascending) {
    Iterator<KeyValue> keys = ascending ? map.keyIterator(null) : map.keyIteratorReverse(null);
    Iterable<KeyValue> once = () -> keys;
    return StreamSupport.stream(once.spliterator(), false).map(key -> id.apply(key, null));
  }
}
