package mx.interconsulta.records.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred thousand attentions, forty times what the programme had in two years. */
@Tag("long")
class FiguresVolumeTest {
  private static final int MANY = 100_000;
  private static final Duration ENOUGH = Duration.ofSeconds(1);

  @RegisterExtension
  static final TestFoundation house =
      TestFoundation.withManualTime(Instant.parse("2026-11-22T18:00:00Z"));

  @Test
  void theFiguresOfAHundredThousandAttentionsTakeLessThanASecond() {
    AttentionStore store = new AttentionStore(house.database());
    TestFoundation.await(store.index());
    List<Attention> attentions =
        new InventedAttentions(
                7, Instant.parse("2017-08-01T00:00:00Z"), Instant.parse("2026-11-22T18:00:00Z"))
            .make(MANY);
    var collection = house.database().collection(Attention.COLLECTION, Attention.class);
    for (int i = 0; i < MANY; i += 5_000) {
      TestFoundation.await(
          house.database().done(collection.insertMany(attentions.subList(i, i + 5_000))));
    }
    Catalogue catalogue = TestFoundation.await(new Directory(house.foundation()).catalogue());
    Question question =
        new Question(Filters.empty(), 2026, LocalDate.parse("2026-11-22"), Map.of());
    Figures figures = new Figures(store);
    Duration best = Duration.ofDays(1);
    JsonObject answer = new JsonObject();
    for (int i = 0; i < 5; i++) {
      long started = System.nanoTime();
      answer = TestFoundation.await(figures.answer(question, catalogue, "es"));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      System.out.println("figures of 100,000 attentions: " + took.toMillis() + " ms");
      best = took.compareTo(best) < 0 ? took : best;
    }
    assertEquals(MANY, answer.getInteger("total"));
    assertTrue(best.compareTo(ENOUGH) < 0, "took " + best.toMillis() + " ms");
  }
}
