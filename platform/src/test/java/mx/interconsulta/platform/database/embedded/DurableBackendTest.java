package mx.interconsulta.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableBackendTest {
  /** More than the store would hold back by itself. */
  private static final int DOCUMENTS = 120;

  private static final String LONG_TEXT = "x".repeat(500_000);

  @TempDir Path directory;

  @Test
  void aCommandIsInTheFileWholeOrNotAtAllHoweverMuchItWrites() {
    MVStore store = EmbeddedServer.openStore(directory);
    DurableBackend backend = new DurableBackend(store);
    run(backend, new Document("create", "things"));
    long before = store.getCurrentVersion();

    List<Document> documents =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(id -> new Document("_id", id).append("text", LONG_TEXT))
            .toList();
    run(backend, new Document("insert", "things").append("documents", documents));

    assertEquals(before + 1, store.getCurrentVersion(), "versions that a kill could leave");
    backend.close();
  }

  private static void run(DurableBackend backend, Document command) {
    String name = command.keySet().iterator().next();
    Document answer = backend.handleCommand(new EmbeddedChannel(), "test", name, command);
    assertEquals(1.0, ((Number) answer.get("ok")).doubleValue(), answer::toString);
  }
}
