package mx.interconsulta.platform.database;

import static mx.interconsulta.platform.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever started the program reads when the database cannot be used, and what calls get. */
final class UnreachableDatabaseTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private String refusal(String uri) {
    return assertThrows(
            DatabaseRefusedException.class, () -> await(DatabaseConnection.open(vertx, uri, null)))
        .getMessage();
  }

  @Test
  void nobodyListensThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertEquals(
        "the database does not answer",
        refusal("mongodb://user:secret@127.0.0.1:" + port + "/?serverSelectionTimeoutMS=300"));
  }

  @Test
  void theServerIsOfNoReplicaSet() {
    try (EmbeddedServer server = EmbeddedServer.inMemory()) {
      assertEquals(
          "the database does not answer, or is not of the replica set that MONGODB_URI names",
          refusal(server.uri() + "/?replicaSet=other&serverSelectionTimeoutMS=500"));
    }
  }

  @Test
  void theServerHasNoTls() {
    try (EmbeddedServer server = EmbeddedServer.inMemory()) {
      assertEquals(
          "the database does not answer, or has no TLS",
          refusal(server.uri() + "/?tls=true&serverSelectionTimeoutMS=500"));
    }
  }

  @Test
  void anIndexThatTakesLongerToBuildThanAnAnswerIsWaitedForIsThereInTheEnd() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.inMemory();
        HeldLine line = new HeldLine(server.uri(), "createIndexes")) {
      DatabaseConnection connection =
          await(DatabaseConnection.open(vertx, line.uri() + "/t?socketTimeoutMS=500", null));
      await(Indexes.declare().unique("things", "name").create(connection.database()));

      List<Document> indexes =
          await(
              connection
                  .database()
                  .all(connection.database().driver().getCollection("things").listIndexes()));
      assertEquals(1, line.held());
      assertEquals(2, indexes.size());
      await(connection.close());
    }
  }

  @Test
  void whatMayHelpToTryAgainIsToldApartFromWhatDoesNot() {
    ServerAddress server = new ServerAddress();
    assertEquals(
        List.of(true, true, false),
        List.of(
            Database.isUnavailable(new MongoTimeoutException("no primary")),
            Database.isUnavailable(
                new MongoSocketReadTimeoutException("late", server, new IOException("late"))),
            Database.isUnavailable(new IllegalStateException("a bug"))));
  }

  @Test
  void ofManyWrittenAtOnceOnlyTakenKeysAreAConflict() {
    assertEquals(List.of(true, false, false), List.of(taken(11000), taken(11000, 121), taken()));
    assertFalse(Database.isUnavailable(bulk(11000)));
  }

  private static boolean taken(Integer... codes) {
    return Database.isDuplicateKey(bulk(codes));
  }

  private static MongoBulkWriteException bulk(Integer... codes) {
    List<BulkWriteError> errors =
        java.util.Arrays.stream(codes)
            .map(code -> new BulkWriteError(code, "", new BsonDocument(), 0))
            .toList();
    return new MongoBulkWriteException(
        BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()),
        errors,
        null,
        new ServerAddress(),
        Set.of());
  }
}
