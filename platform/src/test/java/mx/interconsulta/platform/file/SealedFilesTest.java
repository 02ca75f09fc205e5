package mx.interconsulta.platform.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.sealing.SealBrokenException;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealedFilesTest {
  @RegisterExtension
  static final TestFoundation house =
      TestFoundation.withManualTime(Instant.parse("2026-11-24T17:00:00Z"));

  private static final int CHUNK = SealedFiles.CHUNK;
  private static final byte[] BYTES = new byte[2 * CHUNK + 1234];
  private static SealedFiles files;

  @BeforeAll
  static void open() {
    new Random(3).nextBytes(BYTES);
    files = new SealedFiles(house.foundation(), "things");
    TestFoundation.await(
        SealedFiles.indexes(Indexes.declare(), "things").create(house.foundation().database()));
  }

  private static String written() {
    String id = UUID.randomUUID().toString();
    TestFoundation.await(files.write(id, "owner", BYTES));
    return id;
  }

  private static byte[] all(ReadStream<Buffer> stream) {
    Promise<byte[]> whole = Promise.promise();
    Buffer came = Buffer.buffer();
    stream.exceptionHandler(whole::tryFail);
    stream.endHandler(end -> whole.tryComplete(came.getBytes()));
    stream.handler(came::appendBuffer);
    stream.resume();
    return TestFoundation.await(whole.future());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 262000",
    "0, 1",
    "261091, 261093",
    "261092, 261093",
    "5, 523000",
    "523417, 523418"
  })
  void anyRangeIsWhatWasWritten(int from, int to) {
    assertArrayEquals(
        Arrays.copyOfRange(BYTES, from, to), all(files.read(written(), BYTES.length, from, to)));
  }

  @Test
  void theWholeIsWhatWasWrittenAndLaidOutAsGridFsHasIt() {
    String id = written();

    assertArrayEquals(BYTES, all(files.read(id, BYTES.length, 0, BYTES.length)));
    assertEquals(Optional.of((long) BYTES.length), TestFoundation.await(files.length(id)));
    var database = house.foundation().database();
    Document file =
        TestFoundation.await(
            database.first(
                database.driver().getCollection("things.files").find(Filters.eq("_id", id))));
    long stored = 0;
    for (Document chunk :
        TestFoundation.await(
            database.all(
                database
                    .driver()
                    .getCollection("things.chunks")
                    .find(Filters.eq("files_id", id))))) {
      stored += chunk.get("data", org.bson.types.Binary.class).length();
    }
    assertEquals(file.getLong("length"), stored);
    assertEquals(255 * 1024, file.getInteger("chunkSize"));
  }

  @Test
  void aReaderThatPausesGetsNoMoreUntilItWants() {
    ReadStream<Buffer> stream = files.read(written(), BYTES.length, 0, BYTES.length);
    int[] chunks = {0};
    Promise<Void> first = Promise.promise();
    stream.handler(
        chunk -> {
          chunks[0]++;
          first.tryComplete();
        });
    stream.fetch(1);
    TestFoundation.await(first.future());

    assertEquals(1, chunks[0]);
  }

  @Test
  void aChunkThatWasExchangedMovedOrTakenAwayDoesNotOpen() {
    String id = written();
    String other = written();
    var database = house.foundation().database();
    var chunks = database.driver().getCollection("things.chunks");
    Document foreign =
        TestFoundation.await(
            database.first(
                chunks.find(Filters.and(Filters.eq("files_id", other), Filters.eq("n", 1)))));
    TestFoundation.await(
        database.done(
            chunks.updateOne(
                Filters.and(Filters.eq("files_id", id), Filters.eq("n", 1)),
                Updates.set("data", foreign.get("data")))));

    assertThrows(
        SealBrokenException.class, () -> all(files.read(id, BYTES.length, 0, BYTES.length)));
    assertThrows(
        SealBrokenException.class,
        () -> all(files.read(other, BYTES.length - 1, 0, BYTES.length - 1)));
    TestFoundation.await(
        database.done(
            chunks.deleteOne(Filters.and(Filters.eq("files_id", other), Filters.eq("n", 2)))));
    assertThrows(
        SealBrokenException.class, () -> all(files.read(other, BYTES.length, 0, BYTES.length)));
  }

  @Test
  void aFileThatIsDeletedLeavesNothing() {
    String id = written();

    TestFoundation.await(files.delete(id));

    var database = house.foundation().database();
    assertEquals(
        0L,
        TestFoundation.await(
            database.first(
                database
                    .driver()
                    .getCollection("things.chunks")
                    .countDocuments(Filters.eq("files_id", id)))));
    assertEquals(Optional.empty(), TestFoundation.await(files.length(id)));
  }
}
