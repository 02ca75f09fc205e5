package mx.interconsulta.platform.database;

import static com.mongodb.client.model.Filters.eq;
import static mx.interconsulta.platform.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoCommandException;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class EmbeddedServerTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private DatabaseConnection open(String uri) {
    return await(DatabaseConnection.open(vertx, uri, directory));
  }

  private static MongoCollection<Document> things(DatabaseConnection connection) {
    return connection.database().collection("things", Document.class);
  }

  @Test
  void aSingleServerKeepsNothingWhenItsDiskIsLost() {
    DatabaseConnection connection = open(null);
    assertFalse(connection.isReplicated());
    await(connection.close());

    for (ClusterType kept : List.of(ClusterType.REPLICA_SET, ClusterType.SHARDED)) {
      assertTrue(
          DatabaseConnection.isReplicated(
              new ClusterDescription(ClusterConnectionMode.MULTIPLE, kept, List.of())));
    }
    assertFalse(
        DatabaseConnection.isReplicated(
            new ClusterDescription(
                ClusterConnectionMode.SINGLE, ClusterType.STANDALONE, List.of())));
  }

  @Test
  void withoutAUriTheDataIsInTheDirectoryAndThereAfterARestart() throws IOException {
    DatabaseConnection connection = open(null);
    assertEquals(DatabaseKind.EMBEDDED, connection.kind());
    await(connection.database().done(things(connection).insertOne(new Document("_id", 1))));
    await(connection.close());

    DatabaseConnection again = open(" ");
    assertEquals(
        1, await(again.database().first(things(again).find(eq("_id", 1)))).getInteger("_id"));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("database"))));
    await(again.close());
  }

  @Test
  void aSecondProcessIsToldThatTheDirectoryIsInUse() {
    DatabaseConnection connection = open("");

    DatabaseRefusedException refused = assertThrows(DatabaseRefusedException.class, () -> open(""));

    assertTrue(refused.getMessage().contains("in use by another process"), refused::getMessage);
    await(connection.close());
  }

  @Test
  void aServerThatDoesNotAnswerIsRefused() {
    assertTrue(
        assertThrows(
                DatabaseRefusedException.class,
                () -> open("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300"))
            .getMessage()
            .contains("does not answer"));
    assertThrows(DatabaseRefusedException.class, () -> open("http://localhost"));
  }

  @Test
  void theProcessSaysWhereItIsIsKnownForWhatItIsAndEndsOnSigterm() {
    try (DatabaseFork fork = DatabaseFork.start()) {
      DatabaseConnection connection = open(fork.uri());
      assertEquals(DatabaseKind.EMBEDDED_PROCESS, connection.kind());
      await(connection.database().done(things(connection).insertOne(new Document("_id", 1))));
      assertTrue(
          fork.uri()
              .startsWith(
                  EmbeddedServer.runningIn(fork.directory().resolve("database")).orElseThrow()));

      assertEquals(128 + 15, fork.end());

      fork.startAgain();
      assertEquals(
          1,
          await(connection.database().first(things(connection).find(eq("_id", 1))))
              .getInteger("_id"));
      await(connection.close());
    }
  }

  @Test
  void aTestDatabaseIsNamedInWhateverUriTheServerHas() {
    assertEquals("mongodb://h:1/t", TestDatabase.named("mongodb://h:1", "t"));
    assertEquals("mongodb://h:1/t", TestDatabase.named("mongodb://h:1/", "t"));
    assertEquals(
        "mongodb://a,b/t?replicaSet=r", TestDatabase.named("mongodb://a,b/x?replicaSet=r", "t"));
    assertEquals(
        "mongodb://u:p@h/t?tls=true&authSource=admin",
        TestDatabase.named("mongodb://u:p@h/?tls=true", "t"));
    assertEquals(
        "mongodb://u:p@h/t?authSource=users", TestDatabase.named("mongodb://u:p@h/users", "t"));
    assertEquals(
        "mongodb+srv://u:p@h/t?authSource=x",
        TestDatabase.named("mongodb+srv://u:p@h/?authSource=x", "t"));
  }

  @Test
  void everyCommandIsTimedUnderItsNameAndCollection() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    DatabaseConnection connection =
        await(
            DatabaseConnection.open(
                vertx, null, directory, List.of(DatabaseConnection.metering(meters))));
    await(connection.database().done(things(connection).insertOne(new Document("name", "Luz"))));
    await(connection.close());

    assertEquals(
        1,
        meters
            .get("mongodb.driver.commands")
            .tags("command", "insert", "collection", "things", "status", "SUCCESS")
            .timer()
            .count());
    assertFalse(meters.getMetersAsString().contains("Luz"));
  }

  @Test
  void whatOnlyOneOfTheServersKnowsIsRefused() {
    try (EmbeddedServer server = EmbeddedServer.inMemory()) {
      DatabaseConnection connection = open(server.uri());
      for (String command :
          List.of(
              "{collStats: 'things'}",
              "{renameCollection: 'a.b', to: 'a.c'}",
              "{createIndexes: 'things', indexes: [{key: {a: 1}, name: 'a', expireAfterSeconds:"
                  + " 1}]}",
              "{createIndexes: 'things', indexes: [{key: {a: 1}, name: 'a',"
                  + " partialFilterExpression: {a: {$gt: 1}}}]}")) {
        assertThrows(
            MongoCommandException.class,
            () ->
                await(
                    connection
                        .database()
                        .first(connection.database().driver().runCommand(Document.parse(command)))),
            command);
      }
      await(connection.close());
    }
  }

  @Test
  void nothingOfACommandIsLoggedEvenWhenItFailsAndEverythingIsLogged() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    root.addAppender(log);
    try (EmbeddedServer server = EmbeddedServer.inMemory()) {
      DatabaseConnection connection = open(server.uri());
      await(Indexes.declare().unique("things", "key").create(connection.database()));
      Document marked = new Document("key", "MARKER-7F3A");
      await(connection.database().done(things(connection).insertOne(marked)));
      for (String command :
          List.of(
              "{insert: 'things', documents: [{key: 'MARKER-7F3A'}]}",
              "{find: 'things', filter: {'$MARKER-7F3A': 1}}",
              "{find: 'things', filter: 'MARKER-7F3A'}",
              "{update: 'things', updates: 'MARKER-7F3A'}",
              "{aggregate: 'things', pipeline: [{'$MARKER-7F3A': 1}], cursor: {}}",
              "{nothing: 'MARKER-7F3A'}")) {
        await(
            connection
                .database()
                .first(connection.database().driver().runCommand(Document.parse(command)))
                .otherwise(new Document()));
      }
      await(connection.close());
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
    for (ILoggingEvent event : List.copyOf(log.list)) {
      assertFalse(
          (event.getFormattedMessage() + event.getThrowableProxy()).contains("MARKER-7F3A"),
          event::toString);
    }
  }
}
