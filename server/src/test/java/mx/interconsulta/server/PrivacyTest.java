package mx.interconsulta.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mx.interconsulta.platform.database.TestDatabase;
import org.bson.Document;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A consultation full of marker strings leaves none of them in the database, the logs, the metrics
 * or an answer's headers. (The browser's storage and URLs are looked through in the browser tests.)
 */
class PrivacyTest {
  private static final String MARK = "Zyxmarca";
  private static final List<String> IDENTIFIERS =
      List.of("12345678903", "EXP-778899", "646 271 8281", "B-314159", "2019-08-14");

  @TempDir Path directory;

  @Test
  void aConsultationFullOfMarkersLeavesNoneBehind() {
    List<String> log = new CopyOnWriteArrayList<>();
    List<String> metrics = new ArrayList<>();
    List<String> database;
    try (Listening listening = new Listening(log);
        FullServer server = new FullServer(directory, Map.of())) {
      WholeCase whole = new WholeCase(server, field -> MARK + field).accepted().signed();
      useEverywhere(whole);
      metrics.add(server.browser().get("/metrics").text());
      metrics.add(server.browser().get("/health/ready").text());
      database = dump(server);
      assertFalse(listening.isEmpty());
    }

    assertTrue(database.size() > 100, "the dump is too small to believe: " + database.size());
    assertNone(database, "the database");
    assertNone(log, "the log");
    assertNone(metrics, "metrics or health");
    assertTrue(
        log.stream().anyMatch(line -> line.contains("operation=\"signNote\"")),
        "the log does not even name the operation, in " + log.size() + " lines");
    assertTrue(metrics.get(0).contains("interconsulta_operations_seconds_count"), metrics.get(0));
  }

  /** Reads, finds, and provokes every kind of failure with the markers in hand. */
  private static void useEverywhere(WholeCase whole) {
    JsonObject search =
        whole
            .physician()
            .post(
                "/api/patients/search",
                new JsonObject().put("query", MARK + "givenNames " + MARK + "firstSurname"))
            .json();
    assertTrue(search.encode().contains(whole.patient), search.encode());
    assertTrue(
        whole
            .physician()
            .get("/api/patients/" + whole.patient + "/record")
            .text()
            .contains(whole.note));
    assertTrue(whole.physician().get("/api/notes/" + whole.note).text().contains(MARK));
    JsonObject wrong =
        new JsonObject().put("version", 0).put("sex", MARK).put(MARK + "unknown", MARK);
    Browser.Page refused = whole.physician().put("/api/patients/" + whole.patient, wrong);
    assertEquals(422, refused.status());
    whole.physician().send("PUT", "/api/patients/" + whole.patient, "{\"" + MARK);
    whole
        .specialist()
        .put(
            "/api/requests/" + whole.request + "/note/draft",
            WholeCase.version(0)
                .put("sitting", "sitting-0001")
                .put("fields", new JsonObject().put("reason", MARK)));
  }

  private static List<String> dump(FullServer server) {
    JsonWriterSettings settings = JsonWriterSettings.builder().build();
    List<String> documents = new ArrayList<>();
    var database = server.database.database();
    for (String collection :
        TestDatabase.await(database.all(database.driver().listCollectionNames()))) {
      for (Document document :
          TestDatabase.await(database.all(database.driver().getCollection(collection).find()))) {
        documents.add(collection + " " + document.toJson(settings));
      }
    }
    return documents;
  }

  private static void assertNone(List<String> lines, String where) {
    for (String line : lines) {
      String folded = line.toLowerCase(Locale.ROOT);
      assertFalse(
          folded.contains(MARK.toLowerCase(Locale.ROOT)),
          "a marker in " + where + ": " + line.split(" ", 2)[0]);
      for (String identifier : IDENTIFIERS) {
        assertFalse(
            line.contains(identifier), identifier + " in " + where + ": " + line.split(" ", 2)[0]);
      }
    }
  }

  /** Hears everything that is logged, at the finest level, laid out as the program does. */
  private static final class Listening extends AppenderBase<ILoggingEvent>
      implements AutoCloseable {
    private final List<String> lines;
    private final PatternLayout layout = new PatternLayout();
    private final Logger root =
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");
    private final Logger ours =
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("mx.interconsulta");

    Listening(List<String> lines) {
      this.lines = lines;
      setContext(root.getLoggerContext());
      layout.setContext(root.getLoggerContext());
      layout.getInstanceConverterMap().put("quietEx", QuietThrowableConverter::new);
      layout.setPattern("%level %logger %msg %kvp%n%quietEx");
      layout.start();
      start();
      ours.setLevel(Level.TRACE);
      root.addAppender(this);
    }

    boolean isEmpty() {
      return lines.isEmpty();
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(layout.doLayout(event));
    }

    @Override
    public void close() {
      ours.setLevel(null);
      root.detachAppender(this);
      stop();
    }
  }
}
