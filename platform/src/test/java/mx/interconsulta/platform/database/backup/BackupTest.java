package mx.interconsulta.platform.database.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static mx.interconsulta.platform.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.DatabaseFork;
import mx.interconsulta.platform.database.DatabaseRefusedException;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.database.SchemaVersion;
import mx.interconsulta.platform.database.TestDatabase;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.FieldAddress;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.sealing.Sealed;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

final class BackupTest {
  private static final String MARKER = "MARIA MARKER";

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase from = TestDatabase.fresh(vertx);
  private final TestDatabase to = TestDatabase.fresh(vertx);
  private final MasterKey master = MasterKey.random();

  @BeforeEach
  void fill() {
    EnvelopeSealing sealing = sealing(from);
    Sealed sealed = sealing.seal(new FieldAddress("patients", "1", "name"), MARKER);
    await(SchemaVersion.set(from.database(), SchemaVersion.KNOWN));
    await(
        from.database()
            .done(
                documents(from.database())
                    .insertMany(
                        IntStream.range(0, 1200)
                            .mapToObj(
                                i ->
                                    new Document("_id", Integer.toString(i))
                                        .append("key", sealed.key())
                                        .append("bytes", sealed.bytes()))
                            .toList())));
  }

  @Test
  void aReadingInWhichAKeyWentFromOneDocumentToAnotherIsNotKept() throws IOException {
    Database database = from.database();
    await(Indexes.declare().uniqueSparse("bookings", "claims").create(database));
    Document mine = new Document("_id", "a").append("claims", List.of("ana@1", "ana@2"));
    Document moved = new Document("_id", "a");
    Document theirs = new Document("_id", "b").append("claims", List.of("ana@2"));
    await(
        database.done(
            database.collection("bookings", Document.class).insertMany(List.of(moved, theirs))));
    AtomicInteger readings = new AtomicInteger();
    Backup backup =
        new Backup(
            database,
            Clock.systemUTC(),
            name ->
                name.equals("bookings") && readings.incrementAndGet() == 1
                    ? Flux.just(raw(mine), raw(theirs))
                    : database.collection(name, RawBsonDocument.class).find());

    backup.write(directory.resolve("torn.zip"));
    new Restore(to.database()).read(directory.resolve("torn.zip"));

    assertEquals(2, readings.get());
    assertEquals(
        List.of(moved, theirs),
        await(
            to.database()
                .all(
                    to.database()
                        .collection("bookings", Document.class)
                        .find()
                        .sort(new Document("_id", 1)))));
  }

  @Test
  void aCollectionThatIsNeverWholeIsNoBackup() {
    Database database = from.database();
    await(Indexes.declare().unique("people", "user", "unit").create(database));
    Backup backup =
        new Backup(
            database,
            Clock.systemUTC(),
            name ->
                Flux.just(
                    raw(new Document("_id", 1).append("user", "ana")),
                    raw(new Document("_id", 2).append("user", "ana"))));

    assertTrue(
        assertThrows(IOException.class, () -> backup.write(directory.resolve("never.zip")))
            .getMessage()
            .contains("people changes faster"));
    assertFalse(Files.exists(directory.resolve("never.zip")));
  }

  private static RawBsonDocument raw(Document document) {
    return new RawBsonDocument(document, new DocumentCodec());
  }

  @AfterEach
  void close() {
    from.close();
    to.close();
    await(vertx.close());
  }

  private static MongoCollection<Document> documents(Database database) {
    return database.collection("patients", Document.class);
  }

  private EnvelopeSealing sealing(TestDatabase database) {
    return await(EnvelopeSealing.open(database.database(), master, Clock.systemUTC()));
  }

  private Path backup() throws IOException {
    Path file = directory.resolve("backup.zip");
    new Backup(from.database(), Clock.systemUTC()).write(file);
    return file;
  }

  private static long count(TestDatabase database) {
    return await(database.database().first(documents(database.database()).countDocuments()));
  }

  @Test
  void whatWasSealedOpensAfterARestoreWithTheSameMasterKey() throws IOException {
    new Restore(to.database()).read(backup());

    assertEquals(1200, count(to));
    Document one =
        await(to.database().first(documents(to.database()).find(new Document("_id", "1"))));
    assertEquals(
        MARKER,
        sealing(to)
            .open(
                new FieldAddress("patients", "1", "name"),
                new Sealed(one.getString("key"), one.get("bytes", Binary.class))));
  }

  @Test
  void aBackupHoldsNeitherWhatIsSealedNorTheMasterKey() throws IOException {
    Path file = backup();

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          assertFalse(new String(in.readAllBytes(), UTF_8).contains(MARKER), entry.getName());
        }
      }
    }
    assertThrows(FileAlreadyExistsException.class, this::backup);
  }

  @Test
  void aDatabaseWithSomethingInItIsLeftAloneUnlessToldToEraseIt() throws IOException {
    Path file = backup();
    await(to.database().done(documents(to.database()).insertOne(new Document("_id", "mine"))));

    assertThrows(DatabaseRefusedException.class, () -> new Restore(to.database()).read(file));
    assertEquals(1, count(to));

    new Restore(to.database()).replace(file);
    assertEquals(1200, count(to));
  }

  @Test
  void aDamagedBackupIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path file = backup();
    byte[] bytes = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 1; i < 20; i++) {
      byte[] changed = bytes.clone();
      changed[bytes.length * i / 20] ^= 0x10;
      Files.write(file, changed);
      try {
        new Restore(to.database()).read(file);
        // A byte that says nothing, such as the hour in a header: then everything is there.
        assertEquals(contents(from), contents(to), "byte " + i);
        await(to.database().done(to.database().driver().drop()));
      } catch (IOException | RuntimeException damaged) {
        refused++;
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length * i / 20));
      assertThrows(
          DatabaseRefusedException.class, () -> new Restore(to.database()).read(file), "cut " + i);
    }
    assertTrue(refused > 12, "of 19 only " + refused);
    assertEquals(List.of(), await(to.database().all(to.database().driver().listCollectionNames())));
  }

  private static Map<String, List<Document>> contents(TestDatabase test) {
    Database database = test.database();
    Map<String, List<Document>> contents = new TreeMap<>();
    for (String name : await(database.all(database.driver().listCollectionNames()))) {
      contents.put(name, await(database.all(database.collection(name, Document.class).find())));
    }
    return contents;
  }

  @Test
  void aChangedDocumentIsFoundByItsChecksumThoughTheZipIsWhole() throws IOException {
    Path file = backup();
    Path changed = directory.resolve("changed.zip");
    try (ZipFile zip = new ZipFile(file.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        byte[] content = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().contains("patients")) {
          content[content.length - 3] ^= 1;
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content);
      }
    }

    assertTrue(
        assertThrows(DatabaseRefusedException.class, () -> new Restore(to.database()).read(changed))
            .getMessage()
            .contains("patients"));
  }

  @Test
  void aBackupOfANewerProgramIsRefused() throws IOException {
    await(SchemaVersion.set(from.database(), SchemaVersion.KNOWN + 1));
    Path file = backup();

    assertThrows(DatabaseRefusedException.class, () -> new Restore(to.database()).read(file));
  }

  @Test
  void theCommandsWorkOnADirectoryAlsoBesideARunningServer() throws Exception {
    Path file = directory.resolve("b.zip");
    Path elsewhere = directory.resolve("elsewhere");
    try (DatabaseFork server = DatabaseFork.start()) {
      TestDatabase running = TestDatabase.on(vertx, server.uri());
      Database data = running.connection().database("interconsulta");
      await(data.done(documents(data).insertOne(new Document("_id", "here"))));

      assertEquals(
          0, run(BackupProcess.class, server.directory(), file.toString()), "beside a server");
      assertEquals(1, run(RestoreProcess.class, server.directory(), file.toString()), "in use");
      running.close();
    }
    assertEquals(0, run(RestoreProcess.class, elsewhere, file.toString()), "into a new one");
    assertEquals(1, run(RestoreProcess.class, elsewhere, file.toString()), "not empty");
    assertEquals(0, run(RestoreProcess.class, elsewhere, file.toString(), "--force"), "erased");
    assertEquals(2, run(RestoreProcess.class, elsewhere), "no file named");
    assertEquals(
        1, run(RestoreProcess.class, elsewhere, directory.resolve("none").toString()), "no file");
  }

  private static int run(Class<?> main, Path dataDirectory, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(Map.of("DATA_DIR", dataDirectory.toString(), "MONGODB_URI", ""));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(1, said.lines().count(), () -> "not one line: " + said);
    return process.exitValue();
  }
}
