package mx.interconsulta.platform.database.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents as BSON in the file. The stock server writes Java serialisation: three times the bytes,
 * and a file that a new version of the library may not read.
 */
final class BsonValueType extends BasicDataType<Document> {
  static final BsonValueType INSTANCE = new BsonValueType();

  /** A rough share of the cache; the exact size would cost an encoding for every change. */
  private static final int BYTES_PER_FIELD = 96;

  private BsonValueType() {}

  @Override
  public int getMemory(Document document) {
    return weigh(document);
  }

  private static int weigh(Object value) {
    int weight = BYTES_PER_FIELD;
    if (value instanceof Map<?, ?> map) {
      for (Object field : map.values()) {
        weight += weigh(field);
      }
    } else if (value instanceof Iterable<?> items) {
      for (Object item : items) {
        weight += weigh(item);
      }
    } else if (value instanceof String text) {
      weight += text.length();
    } else if (value instanceof de.bwaldvogel.mongo.bson.BinData bytes) {
      weight += bytes.getData().length;
    }
    return weight;
  }

  @Override
  public void write(WriteBuffer out, Document document) {
    ByteBuf bytes = Unpooled.buffer(512);
    try {
      BsonEncoder.encodeDocument(document, bytes);
      out.put(bytes.nioBuffer());
    } finally {
      bytes.release();
    }
  }

  @Override
  public Document read(ByteBuffer in) {
    ByteBuf bytes = Unpooled.wrappedBuffer(in);
    Document document = BsonDecoder.decodeBson(bytes);
    in.position(in.position() + bytes.readerIndex());
    return document;
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }
}
