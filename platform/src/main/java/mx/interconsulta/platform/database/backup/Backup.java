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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.SchemaVersion;
import org.bson.ByteBuf;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * Writes a whole database to a file. What is sealed stays sealed, and the data keys are in it only
 * wrapped: without the master key, which is never in it, a backup is of no use. Blocking.
 */
public final class Backup {
  private final Database database;
  private final Clock clock;

  public Backup(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
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

  /** In the order of {@code _id}, so that equal data gives equal bytes. */
  private BackupManifest.Part writeCollection(String name, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(BackupManifest.Part.entry(name)));
    MessageDigest digest = sha256();
    OutputStream out = new DigestOutputStream(withoutClosing(zip), digest);
    long documents = 0;
    long bytes = 0;
    DocumentStream stream =
        DocumentStream.of(
            database
                .collection(name, RawBsonDocument.class)
                .find()
                .sort(new Document("_id", 1))
                .batchSize(DocumentStream.AHEAD));
    while (stream.hasNext()) {
      ByteBuf buffer = stream.next().getByteBuffer();
      byte[] document = new byte[buffer.remaining()];
      buffer.get(document);
      out.write(document);
      documents++;
      bytes += document.length;
    }
    zip.closeEntry();
    return new BackupManifest.Part(
        name, documents, bytes, HexFormat.of().formatHex(digest.digest()), indexes(name));
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
