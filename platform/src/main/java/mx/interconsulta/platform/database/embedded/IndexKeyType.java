package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Keys of indexes, in MongoDB's order of values, so that a range or the front part of a compound
 * key is one stretch of the map. The stock server compares serialised bytes: no order at all.
 */
final class IndexKeyType extends BasicDataType<KeyValue> {
  static final IndexKeyType INSTANCE = new IndexKeyType();

  private IndexKeyType() {}

  /** A key that is the front part of another comes before it. */
  @Override
  public int compare(KeyValue left, KeyValue right) {
    int shared = Math.min(left.size(), right.size());
    for (int i = 0; i < shared; i++) {
      int order = compareValues(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  static int compareValues(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof UUID a && right instanceof UUID b) {
      return compareUnsigned(a, b);
    }
    return ValueComparator.ascWithoutListHandling().compare(left, right);
  }

  /** As bytes, the way MongoDB orders them; {@link UUID#compareTo} takes the halves as signed. */
  private static int compareUnsigned(UUID left, UUID right) {
    int order = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return order != 0
        ? order
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }

  @Override
  public int getMemory(KeyValue key) {
    int weight = 64;
    for (Object value : key) {
      weight += value instanceof String text ? 48 + text.length() : 48;
    }
    return weight;
  }

  @Override
  public void write(WriteBuffer out, KeyValue key) {
    Document document = new Document();
    for (int i = 0; i < key.size(); i++) {
      document.put(Integer.toString(i), key.get(i));
    }
    BsonValueType.INSTANCE.write(out, document);
  }

  @Override
  public KeyValue read(ByteBuffer in) {
    List<Object> values = new ArrayList<>(BsonValueType.INSTANCE.read(in).values());
    return new KeyValue(values);
  }

  @Override
  public int binarySearch(KeyValue key, Object storage, int size, int initialGuess) {
    KeyValue[] keys = (KeyValue[]) storage;
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(keys[middle], key);
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -(low + 1);
  }

  @Override
  public KeyValue[] createStorage(int size) {
    return new KeyValue[size];
  }
}
