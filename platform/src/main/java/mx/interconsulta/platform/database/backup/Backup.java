package mx.interconsulta.platform.database.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.SchemaVersion;
import org.bson.ByteBuf;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.reactivestreams.Publisher;

/**
 * Writes a whole database to a file. What is sealed stays sealed, and the data keys are in it only
 * wrapped: without the master key, which is never in it, a backup is of no use. Blocking.
 */
public final class Backup {
  /** How often a collection is read that changes meanwhile so that it could not be put back. */
  private static final int READINGS = 5;

  private final Database database;
  private final Clock clock;
  private final Function<String, Publisher<RawBsonDocument>> documents;

  public Backup(Database database, Clock clock) {
    this(database, clock, name -> inOrder(database, name));
  }

  /**
   * A backup of another reading.
   *
   * @param documents reads a collection
   */
  Backup(Database database, Clock clock, Function<String, Publisher<RawBsonDocument>> documents) {
    this.database = database;
    this.clock = clock;
    this.documents = documents;
  }

  /** In the order of {@code _id}, so that equal data gives equal bytes. */
  private static Publisher<RawBsonDocument> inOrder(Database database, String name) {
    return database
        .collection(name, RawBsonDocument.class)
        .find()
        .sort(new Document("_id", 1))
        .batchSize(DocumentStream.AHEAD);
  }

  /**
   * Writes the backup; the file appears under its name only when it is complete, with mode 0600.
   *
   * @return how many documents it holds
   * @throws FileAlreadyExistsException when there is such a file
   */
  public long write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path draft =
        Files.createTempFile(
            target.getParent(),
            target.getFileName().toString(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      long documents = writeAll(draft);
      Files.move(draft, target);
      return documents;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private long writeAll(Path draft) throws IOException {
    List<BackupManifest.Part> parts = new ArrayList<>();
    int schema = SchemaVersion.of(database).await();
    var madeAt = clock.instant();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(draft))) {
      List<String> names =
          database.all(database.driver().listCollectionNames()).await().stream()
              .filter(name -> !name.startsWith("system."))
              .sorted()
              .toList();
      for (String name : names) {
        parts.add(writeCollection(name, zip));
      }
      zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
      zip.write(
          new BackupManifest(schema, madeAt, parts).toJson().encodePrettily().getBytes(UTF_8));
      zip.closeEntry();
    }
    return parts.stream().mapToLong(BackupManifest.Part::documents).sum();
  }

  private BackupManifest.Part writeCollection(String name, ZipOutputStream zip) throws IOException {
    JsonArray indexes = indexes(name);
    for (int reading = 1; reading <= READINGS; reading++) {
      UniqueKeys keys = new UniqueKeys(indexes);
      BackupManifest.Part part = writeOnce(name, reading, indexes, keys, zip);
      if (keys.hold()) {
        return part;
      }
    }
    throw new IOException(
        "collection " + name + " changes faster than it is read: try again, or stop the servers");
  }

  private BackupManifest.Part writeOnce(
      String name, int reading, JsonArray indexes, UniqueKeys keys, ZipOutputStream zip)
      throws IOException {
    String entry = BackupManifest.Part.entry(name, reading);
    zip.putNextEntry(new ZipEntry(entry));
    MessageDigest digest = sha256();
    OutputStream out = new DigestOutputStream(withoutClosing(zip), digest);
    long count = 0;
    long bytes = 0;
    DocumentStream stream = DocumentStream.of(documents.apply(name));
    while (stream.hasNext()) {
      RawBsonDocument next = stream.next();
      keys.add(next);
      ByteBuf buffer = next.getByteBuffer();
      byte[] document = new byte[buffer.remaining()];
      buffer.get(document);
      out.write(document);
      count++;
      bytes += document.length;
    }
    zip.closeEntry();
    return new BackupManifest.Part(
        name, entry, count, bytes, HexFormat.of().formatHex(digest.digest()), indexes);
  }

  private static OutputStream withoutClosing(ZipOutputStream zip) {
    return new FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  private JsonArray indexes(String name) {
    JsonArray indexes = new JsonArray();
    for (Document index :
        database.all(database.driver().getCollection(name).listIndexes()).await()) {
      if (!"_id_".equals(index.getString("name"))) {
        index.keySet().retainAll(List.of("key", "name", "unique", "sparse"));
        indexes.add(new JsonObject(index.toJson()));
      }
    }
    return indexes;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
