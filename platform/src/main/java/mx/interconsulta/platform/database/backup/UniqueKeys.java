package mx.interconsulta.platform.database.backup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * The keys that the documents of one reading have under the collection's unique indexes. No two
 * documents ever stand with one key; but while a collection is read, a key may leave a document
 * that was read and come to one that is still to be read. Such a reading can not be put back. For
 * one thread; eight bytes for each key.
 */
final class UniqueKeys {
  private record Index(int number, List<String> fields, boolean sparse) {}

  private final List<Index> indexes = new ArrayList<>();
  private long[] keys = new long[1024];
  private int count;

  /**
   * For the unique ones of a collection's indexes.
   *
   * @param described as {@link BackupManifest.Part} has them
   */
  UniqueKeys(JsonArray described) {
    for (Object one : described) {
      JsonObject index = (JsonObject) one;
      if (index.getBoolean("unique", false)) {
        indexes.add(
            new Index(
                indexes.size(),
                List.copyOf(index.getJsonObject("key").fieldNames()),
                index.getBoolean("sparse", false)));
      }
    }
  }

  void add(BsonDocument document) {
    for (Index index : indexes) {
      List<List<BsonValue>> rows = new ArrayList<>(List.of(List.of()));
      boolean present = false;
      for (String field : index.fields()) {
        Set<BsonValue> values = new LinkedHashSet<>();
        values(document, field, values);
        present |= !values.isEmpty();
        if (values.isEmpty()) {
          values.add(BsonNull.VALUE);
        }
        rows =
            rows.stream().flatMap(row -> values.stream().map(value -> with(row, value))).toList();
      }
      if (present || !index.sparse()) {
        rows.forEach(row -> add(hash(index.number(), row)));
      }
    }
  }

  private static List<BsonValue> with(List<BsonValue> row, BsonValue value) {
    List<BsonValue> longer = new ArrayList<>(row);
    longer.add(value);
    return longer;
  }

  /** The values at a path; of a list each element once, of an empty list itself. */
  private static void values(BsonValue from, String path, Set<BsonValue> into) {
    if (from.isArray()) {
      from.asArray().forEach(item -> values(item, path, into));
      return;
    }
    if (!from.isDocument()) {
      return;
    }
    int dot = path.indexOf('.');
    BsonValue next = from.asDocument().get(dot < 0 ? path : path.substring(0, dot));
    if (next == null) {
      return;
    }
    if (dot >= 0) {
      values(next, path.substring(dot + 1), into);
    } else if (next instanceof BsonArray list && !list.isEmpty()) {
      into.addAll(list);
    } else {
      into.add(next);
    }
  }

  /** Two different keys with one hash only cost another reading. */
  private static long hash(int index, List<BsonValue> row) {
    long hash = index;
    for (BsonValue value : row) {
      String text = value.getBsonType() + ":" + value;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L + 0x9e3779b97f4a7c15L;
      }
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private void add(long key) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count + (count >> 1));
    }
    keys[count++] = key;
  }

  /** Whether no two documents had one key. */
  boolean hold() {
    Arrays.sort(keys, 0, count);
    for (int i = 1; i < count; i++) {
      if (keys[i] == keys[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
