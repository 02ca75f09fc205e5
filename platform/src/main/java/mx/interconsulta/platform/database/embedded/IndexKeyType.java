package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

  private static final int ONE_DIGIT = 10;

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

  /**
   * As a BSON document whose fields are numbered. What keys are made of in practice is written
   * straight, byte for byte as the library would: every commit writes the changed pages of every
   * index again, and through a document of its own for each key that was half of its time.
   */
  @Override
  public void write(WriteBuffer out, KeyValue key) {
    int start = out.position();
    if (!writeStraight(out, key)) {
      out.position(start);
      writeAsDocument(out, key);
    }
  }

  private static boolean writeStraight(WriteBuffer out, KeyValue key) {
    if (key.size() > ONE_DIGIT) {
      return false;
    }
    int start = out.position();
    out.putInt(0);
    for (int i = 0; i < key.size(); i++) {
      if (!writeField(out, (byte) ('0' + i), key.get(i))) {
        return false;
      }
    }
    out.put(BsonConstants.TERMINATING_BYTE);
    out.putInt(start, Integer.reverseBytes(out.position() - start));
    return true;
  }

  private static boolean writeField(WriteBuffer out, byte name, Object value) {
    if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      begin(out, BsonConstants.TYPE_UTF8_STRING, name)
          .putInt(Integer.reverseBytes(utf8.length + 1))
          .put(utf8)
          .put(BsonConstants.STRING_TERMINATION);
    } else if (value instanceof Double number) {
      begin(out, BsonConstants.TYPE_DOUBLE, name)
          .putLong(Long.reverseBytes(Double.doubleToRawLongBits(number)));
    } else if (value instanceof Instant instant) {
      begin(out, BsonConstants.TYPE_UTC_DATETIME, name)
          .putLong(Long.reverseBytes(instant.toEpochMilli()));
    } else if (value instanceof Boolean truth) {
      begin(out, BsonConstants.TYPE_BOOLEAN, name).put((byte) (truth ? 1 : 0));
    } else if (value == null) {
      begin(out, BsonConstants.TYPE_NULL, name);
    } else {
      return false;
    }
    return true;
  }

  private static WriteBuffer begin(WriteBuffer out, byte type, byte name) {
    return out.put(type).put(name).put(BsonConstants.TERMINATING_BYTE);
  }

  /** What the straight way must write, too. */
  static void writeAsDocument(WriteBuffer out, KeyValue key) {
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
