package mx.interconsulta.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.h2.mvstore.WriteBuffer;

/** Keys in the file are BSON, whichever way they were written. */
final class IndexKeyTypeTest {

  @Property(tries = 500)
  void aKeyWrittenStraightIsByteForByteTheDocumentOfTheLibrary(@ForAll("keys") KeyValue key) {
    WriteBuffer straight = new WriteBuffer();
    WriteBuffer document = new WriteBuffer();
    // Something stands before it in a page.
    straight.putInt(7);
    document.putInt(7);

    IndexKeyType.INSTANCE.write(straight, key);
    IndexKeyType.writeAsDocument(document, key);

    assertEquals(written(document), written(straight));
  }

  @Property(tries = 500)
  void aKeyReadBackIsTheSameAndWhatFollowsItIsLeftAlone(@ForAll("keys") KeyValue key) {
    WriteBuffer page = new WriteBuffer();
    IndexKeyType.INSTANCE.write(page, key);
    int end = page.position();
    page.putInt(7);

    ByteBuffer in = written(page);
    KeyValue read = IndexKeyType.INSTANCE.read(in);

    assertEquals(0, IndexKeyType.INSTANCE.compare(key, read));
    assertEquals(end, in.position());
  }

  @Provide
  Arbitrary<KeyValue> keys() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40).map(text -> text),
            Arbitraries.strings().alpha().ofMaxLength(300).map(text -> text),
            Arbitraries.doubles().map(number -> number),
            Arbitraries.longs()
                .between(-4_000_000_000_000L, 4_000_000_000_000L)
                .map(Instant::ofEpochMilli),
            Arbitraries.of(true, false).map(truth -> truth),
            Arbitraries.integers().map(number -> number),
            Arbitraries.create(UUID::randomUUID).map(id -> id),
            Arbitraries.integers().map(number -> new Document("of", number)));
    return values
        .injectNull(0.1)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(list -> new KeyValue(new ArrayList<>((List<?>) list)));
  }

  private static ByteBuffer written(WriteBuffer buffer) {
    ByteBuffer copy = buffer.getBuffer().duplicate();
    copy.flip();
    return copy;
  }
}
