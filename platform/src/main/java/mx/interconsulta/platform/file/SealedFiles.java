package mx.interconsulta.platform.file;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.FieldSealing;
import mx.interconsulta.platform.sealing.SealBrokenException;
import mx.interconsulta.platform.sealing.Sealed;

/**
 * Files in the database, in the layout of GridFS ({@code <bucket>.files}, {@code <bucket>.chunks})
 * so that any tool that copies GridFS copies them, each chunk sealed. A chunk's seal names the
 * file, the chunk's place and the file's length: none can be exchanged, moved or left out. A range
 * is read chunk by chunk as its reader wants it; no more than one is in memory. Safe from any
 * context.
 */
public final class SealedFiles {
  /** As GridFS has it. */
  private static final int STORED = 255 * 1024;

  /** What AES-GCM adds: nonce and tag. */
  private static final int ADDED = 28;

  /** Bytes of a file in one chunk. */
  static final int CHUNK = STORED - ADDED;

  private final String bucket;
  private final Database database;
  private final FieldSealing sealing;
  private final Clock clock;
  private final MongoCollection<StoredFile> files;
  private final MongoCollection<FileChunk> chunks;

  public SealedFiles(Foundation foundation, String bucket) {
    this.bucket = bucket;
    this.database = foundation.database();
    this.sealing = foundation.sealing();
    this.clock = foundation.timers().clock();
    this.files = database.collection(bucket + ".files", StoredFile.class);
    this.chunks = database.collection(bucket + ".chunks", FileChunk.class);
  }

  /** What files and chunks are found by; the one of chunks is what GridFS asks for. */
  public static Indexes indexes(Indexes indexes, String bucket) {
    return indexes
        .unique(bucket + ".chunks", "files_id", "n")
        .index(bucket + ".files", "uploadDate");
  }

  /**
   * Writes a file; its owner may name it once this has succeeded. What a failure leaves behind is
   * found by {@link #between}.
   *
   * @param id a new one
   * @param owner id of the document that will name it
   */
  public Future<Void> write(String id, String owner, byte[] bytes) {
    int count = (bytes.length + CHUNK - 1) / CHUNK;
    StoredFile file =
        new StoredFile(
            id,
            bytes.length + (long) count * ADDED,
            STORED,
            now(),
            new StoredFile.Metadata(owner, (long) bytes.length));
    Future<Void> written = database.done(files.insertOne(file));
    for (int n = 0; n < count; n++) {
      int place = n;
      written = written.compose(done -> write(id, place, bytes));
    }
    return written;
  }

  private Future<Void> write(String id, int n, byte[] bytes) {
    byte[] part = Arrays.copyOfRange(bytes, n * CHUNK, Math.min(bytes.length, (n + 1) * CHUNK));
    Sealed sealed = sealing.sealBytes(address(id, n, bytes.length), part);
    return database.done(
        chunks.insertOne(new FileChunk(id + "/" + n, id, n, sealed.bytes(), sealed.key())));
  }

  /**
   * Opens a range. The stream is paused and fails with {@link SealBrokenException} where a chunk is
   * missing or was changed.
   *
   * @param length of the whole file, as its owner knows it
   * @param from first byte
   * @param to one past the last byte
   */
  public ReadStream<Buffer> read(String id, long length, long from, long to) {
    return new ChunkStream(
        (int) (from / CHUNK),
        (int) ((to + CHUNK - 1) / CHUNK),
        n ->
            chunk(id, n, length)
                .map(
                    whole -> {
                      long start = (long) n * CHUNK;
                      int first = (int) Math.max(0, from - start);
                      int last = (int) Math.min(whole.length, to - start);
                      return Buffer.buffer(Arrays.copyOfRange(whole, first, last));
                    }));
  }

  private Future<byte[]> chunk(String id, int n, long length) {
    return database
        .first(chunks.find(Filters.and(Filters.eq("files_id", id), Filters.eq("n", n))))
        .map(
            found -> {
              if (found == null) {
                throw new SealBrokenException(address(id, n, length), null);
              }
              return sealing.openBytes(
                  address(id, n, length), new Sealed(found.key(), found.data()));
            });
  }

  /** How long a file is; empty when there is none. */
  public Future<Optional<Long>> length(String id) {
    return database
        .first(files.find(Filters.eq("_id", id)))
        .map(found -> Optional.ofNullable(found).map(file -> file.metadata().bytes()));
  }

  /** Takes a file away; harmless when it is gone. */
  public Future<Void> delete(String id) {
    return database
        .done(chunks.deleteMany(Filters.eq("files_id", id)))
        .compose(done -> database.done(files.deleteOne(Filters.eq("_id", id))));
  }

  /** Files written between two instants, the oldest first: for whoever looks for orphans. */
  public Future<List<StoredFile>> between(Instant after, Instant before, int limit) {
    return database.all(
        files
            .find(Filters.and(Filters.lt("uploadDate", before), Filters.gt("uploadDate", after)))
            .sort(Sorts.ascending("uploadDate"))
            .limit(limit));
  }

  private FieldAddress address(String id, int n, long length) {
    return new FieldAddress(bucket + ".chunks", id, n + "/" + length);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
