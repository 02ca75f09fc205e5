package mx.interconsulta.platform.database.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.DatabaseRefusedException;
import mx.interconsulta.platform.database.SchemaVersion;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Puts a backup back, byte for byte, with its indexes. Nothing is written before every checksum was
 * found right; while it runs no server starts on the database, and none after it was interrupted.
 * Blocking.
 */
public final class Restore {
  private static final int BATCH_DOCUMENTS = 500;
  private static final int BATCH_BYTES = 8 << 20;
  private static final int SMALLEST_DOCUMENT = 5;
  private static final int LARGEST_DOCUMENT = 17 << 20;

  private final Database database;

  public Restore(Database database) {
    this.database = database;
  }

  /**
   * Restores into an empty database.
   *
   * @return how many documents were written
   * @throws DatabaseRefusedException when the database is not empty, or the file is damaged or of a
   *     newer program
   */
  public long read(Path file) throws IOException {
    return read(file, false);
  }

  /** Restores in place of whatever is in the database. */
  public long replace(Path file) throws IOException {
    return read(file, true);
  }

  private long read(Path file, boolean erase) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      BackupManifest manifest = manifest(zip);
      if (manifest.schema() > SchemaVersion.KNOWN) {
        throw new DatabaseRefusedException(
            "the backup was made by a newer version of this program (schema "
                + manifest.schema()
                + ")");
      }
      for (BackupManifest.Part part : manifest.parts()) {
        check(zip, part);
      }
      empty(erase);
      SchemaVersion.markRestoring(database).await();
      long documents = 0;
      for (BackupManifest.Part part : manifest.parts()) {
        if (!part.collection().equals(SchemaVersion.COLLECTION)) {
          documents += write(zip, part);
        }
      }
      SchemaVersion.set(database, manifest.schema()).await();
      return documents + 1;
    } catch (ZipException damaged) {
      throw new DatabaseRefusedException("the backup is damaged: it is no whole zip", damaged);
    }
  }

  private static BackupManifest manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
    if (entry == null) {
      throw new DatabaseRefusedException("the file is no backup of this program");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return BackupManifest.of(new JsonObject(new String(in.readAllBytes(), UTF_8)));
    }
  }

  private static InputStream open(ZipFile zip, BackupManifest.Part part) throws IOException {
    ZipEntry entry = zip.getEntry(part.entry());
    if (entry == null) {
      throw damaged(part);
    }
    return new BufferedInputStream(zip.getInputStream(entry));
  }

  private static DatabaseRefusedException damaged(BackupManifest.Part part) {
    return new DatabaseRefusedException(
        "the backup is damaged: collection " + part.collection() + " is not what was written");
  }

  private static void check(ZipFile zip, BackupManifest.Part part) throws IOException {
    MessageDigest digest = Backup.sha256();
    long documents = 0;
    long bytes = 0;
    try (InputStream in = new DigestInputStream(open(zip, part), digest)) {
      for (byte[] document = next(in); document != null; document = next(in)) {
        documents++;
        bytes += document.length;
      }
    } catch (IOException broken) {
      throw new DatabaseRefusedException(damaged(part).getMessage(), broken);
    }
    if (documents != part.documents()
        || bytes != part.bytes()
        || !HexFormat.of().formatHex(digest.digest()).equals(part.sha256())) {
      throw damaged(part);
    }
  }

  /** The bytes of the next document, or null at the end. */
  private static byte[] next(InputStream in) throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    if (length.length == 0) {
      return null;
    }
    if (length.length < Integer.BYTES) {
      throw new EOFException("within a length");
    }
    int size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (size < SMALLEST_DOCUMENT || size > LARGEST_DOCUMENT) {
      throw new IOException("not a BSON document");
    }
    byte[] document = new byte[size];
    System.arraycopy(length, 0, document, 0, Integer.BYTES);
    if (in.readNBytes(document, Integer.BYTES, size - Integer.BYTES) != size - Integer.BYTES) {
      throw new EOFException("within a document");
    }
    return document;
  }

  private void empty(boolean erase) {
    for (String name : database.all(database.driver().listCollectionNames()).await()) {
      if (name.startsWith("system.")) {
        continue;
      }
      if (erase) {
        database.done(database.driver().getCollection(name).drop()).await();
      } else if (database.first(database.driver().getCollection(name).find().limit(1)).await()
          != null) {
        throw new DatabaseRefusedException(
            "the database is not empty: restore into another one, or erase this one with --force");
      }
    }
  }

  private long write(ZipFile zip, BackupManifest.Part part) throws IOException {
    var collection = database.collection(part.collection(), RawBsonDocument.class);
    long documents = 0;
    // Before the data: on an empty collection MongoDB has them at once, on every member.
    List<IndexModel> indexes = part.indexes().stream().map(Restore::index).toList();
    if (!indexes.isEmpty()) {
      database.done(collection.createIndexes(indexes)).await();
    }
    try (InputStream in = open(zip, part)) {
      List<RawBsonDocument> batch = new ArrayList<>();
      int bytes = 0;
      for (byte[] document = next(in); document != null; document = next(in)) {
        batch.add(new RawBsonDocument(document));
        bytes += document.length;
        documents++;
        if (batch.size() == BATCH_DOCUMENTS || bytes > BATCH_BYTES) {
          database.done(collection.insertMany(batch)).await();
          batch = new ArrayList<>();
          bytes = 0;
        }
      }
      if (!batch.isEmpty()) {
        database.done(collection.insertMany(batch)).await();
      }
    }
    return documents;
  }

  private static IndexModel index(Object described) {
    JsonObject index = (JsonObject) described;
    IndexOptions options = new IndexOptions().name(index.getString("name"));
    if (index.getBoolean("unique", false)) {
      options.unique(true);
    }
    if (index.getBoolean("sparse", false)) {
      options.sparse(true);
    }
    return new IndexModel(Document.parse(index.getJsonObject("key").encode()), options);
  }
}
