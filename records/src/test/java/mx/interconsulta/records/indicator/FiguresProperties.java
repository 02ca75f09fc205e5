package mx.interconsulta.records.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.client.model.Filters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.scheduling.directory.Catalogue;
import mx.interconsulta.scheduling.directory.Directory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bson.conversions.Bson;

/**
 * Whatever the history, the figures are those of a second computation that loops over all
 * attentions and knows no database, no tally and no histogram.
 */
class FiguresProperties {
  private static final Instant FROM = Instant.parse("2024-11-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-22T18:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  private static TestFoundation house;
  private static AttentionStore store;
  private static Catalogue catalogue;

  @BeforeContainer
  static void open() {
    house = TestFoundation.withManualTime(TO);
    store = new AttentionStore(house.database());
    TestFoundation.await(store.index());
    catalogue = TestFoundation.await(new Directory(house.foundation()).catalogue());
  }

  @AfterContainer
  static void close() {
    house.close();
  }

  @Property(tries = 25)
  void theFiguresAgreeWithALoopOverAllAttentions(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 120) int number,
      @ForAll @IntRange(min = 2024, max = 2027) int year,
      @ForAll @IntRange(min = 0, max = 5) int narrowing) {
    List<Attention> history = new InventedAttentions(seed, FROM, TO).make(number);
    keep(history);
    Map<String, String> values = new HashMap<>();
    Bson scope = Filters.empty();
    Predicate<Attention> counted = attention -> true;
    switch (narrowing) {
      case 1 -> {
        values.put("kind", "emergency");
        counted = attention -> attention.kind().equals("emergency");
      }
      case 2 -> {
        values.put("group", "nayarit");
        counted =
            attention ->
                attention.unit().equals("NTIMS000074") || attention.unit().equals("NTIMS000062");
      }
      case 3 -> {
        scope =
            Filters.or(Filters.eq("unit", "SRIMS000150"), Filters.eq("answering", "SRIMS000150"));
        counted = attention -> attention.answering().equals("SRIMS000150");
      }
      case 4 -> {
        scope = Filters.eq("group", "baja-california");
        values.put("specialty", "cardiology");
        counted =
            attention ->
                attention.unit().startsWith("BC") && attention.specialty().equals("cardiology");
      }
      default -> {}
    }

    JsonObject answer =
        TestFoundation.await(
            new Figures(store).answer(new Question(scope, year, TODAY, values), catalogue, "es"));

    List<Attention> ever = history.stream().filter(counted).toList();
    assertEquals(ever.size(), answer.getInteger("total"));
    List<Attention> inYear = ever.stream().filter(one -> localDay(one).getYear() == year).toList();
    JsonObject said = answer.getJsonObject("inYear");
    assertEquals(inYear.size(), said.getInteger("attentions"));
    assertEquals(before(ever, year), said.getInteger("before"));
    assertEquals(many(inYear, one -> one.visit().equals("first")), said.getInteger("first"));
    assertEquals(
        many(inYear, one -> one.visit().equals("subsequent")), said.getInteger("subsequent"));
    assertEquals(
        many(inYear, one -> one.kind().equals("emergency")), said.getInteger("emergencies"));
    assertEquals(sum(inYear, Attention::kilometres), said.getInteger("kilometres"));
    assertEquals(sum(inYear, Attention::working), said.getInteger("working"));
    said.getJsonObject("modes")
        .forEach(
            mode ->
                assertEquals(
                    many(inYear, one -> one.mode().equals(mode.getKey())),
                    ((Number) mode.getValue()).intValue()));
    said.getJsonObject("transfers")
        .forEach(
            transfer ->
                assertEquals(
                    many(inYear, one -> one.transfer().equals(transfer.getKey())),
                    ((Number) transfer.getValue()).intValue()));
    assertWait(inYear, said.getJsonObject("wait"));
    assertRows(inYear, Attention::group, answer, "group");
    assertRows(inYear, Attention::unit, answer, "unit");
    assertRows(inYear, Attention::specialty, answer, "specialty");
    assertRows(inYear, Attention::kind, answer, "kind");
    assertRows(inYear, Attention::answering, answer, "answering");
    JsonArray months = answer.getJsonArray("months");
    assertEquals(year == 2027 ? 0 : year == 2026 ? 11 : 12, months.size());
    for (int i = 0; i < months.size(); i++) {
      int month = i + 1;
      List<Attention> ofMonth =
          inYear.stream().filter(one -> localDay(one).getMonthValue() == month).toList();
      assertEquals(ofMonth.size(), months.getJsonObject(i).getInteger("attentions"));
      assertWait(ofMonth, months.getJsonObject(i));
    }
  }

  private static void keep(List<Attention> history) {
    var collection = house.database().collection(Attention.COLLECTION, Attention.class);
    TestFoundation.await(house.database().done(collection.deleteMany(Filters.empty())));
    if (!history.isEmpty()) {
      TestFoundation.await(house.database().done(collection.insertMany(history)));
    }
  }

  private static LocalDate localDay(Attention attention) {
    String zone =
        InventedAttentions.PLACES.stream()
            .filter(place -> place.unit().equals(attention.unit()))
            .findFirst()
            .orElseThrow()
            .zone();
    return LocalDate.ofInstant(attention.answeredAt(), ZoneId.of(zone));
  }

  private static int before(List<Attention> ever, int year) {
    LocalDate last = year == TODAY.getYear() ? TODAY.minusYears(1) : LocalDate.of(year - 1, 12, 31);
    return many(ever, one -> localDay(one).getYear() == year - 1 && !localDay(one).isAfter(last));
  }

  private static int many(List<Attention> attentions, Predicate<Attention> which) {
    return (int) attentions.stream().filter(which).count();
  }

  private static int sum(List<Attention> attentions, ToIntFunction<Attention> of) {
    return attentions.stream().mapToInt(of).sum();
  }

  /** A rank by sorting all of them. */
  private static void assertWait(List<Attention> attentions, JsonObject said) {
    List<Integer> sorted = attentions.stream().map(Attention::minutes).sorted().toList();
    if (sorted.isEmpty()) {
      assertEquals(null, said.getInteger("median"));
      assertEquals(null, said.getInteger("p90"));
      return;
    }
    assertEquals(sorted.get((int) Math.ceil(sorted.size() * 0.5) - 1), said.getInteger("median"));
    assertEquals(
        sorted.get((int) Math.ceil(sorted.size() * 90 / 100.0) - 1), said.getInteger("p90"));
  }

  private static void assertRows(
      List<Attention> inYear, Function<Attention, String> key, JsonObject answer, String field) {
    JsonArray rows = answer.getJsonObject("by").getJsonArray(field);
    assertEquals(inYear.stream().map(key).distinct().count(), rows.size());
    int last = Integer.MAX_VALUE;
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      List<Attention> mine =
          inYear.stream().filter(one -> key.apply(one).equals(row.getString("id"))).toList();
      assertEquals(mine.size(), row.getInteger("attentions"));
      assertEquals(
          many(mine, one -> one.kind().equals("emergency")), row.getInteger("emergencies"));
      assertEquals(
          many(mine, one -> one.visit().equals("subsequent")), row.getInteger("subsequent"));
      assertEquals(many(mine, one -> one.transfer().equals("avoided")), row.getInteger("avoided"));
      assertEquals(sum(mine, Attention::kilometres), row.getInteger("kilometres"));
      assertEquals(true, mine.size() <= last);
      last = mine.size();
    }
  }
}
