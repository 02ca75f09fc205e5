package mx.interconsulta.records.indicator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import mx.interconsulta.scheduling.directory.Catalogue;
import org.bson.Document;

/**
 * The programme's figures, as schema {@code Figures}: the years are counted by the database, the
 * attentions of one year are read through {@link YearTally}. {@code docs/figures.md} defines each
 * number.
 */
final class Figures {
  private static final int MEDIAN = 50;
  private static final int NINETIETH = 90;

  private final AttentionStore store;

  Figures(AttentionStore store) {
    this.store = store;
  }

  /** Counts what was asked; names are in the reader's language. */
  Future<JsonObject> answer(Question question, Catalogue catalogue, String language) {
    YearTally tally = new YearTally();
    return Future.all(
            store.years(question.ever()),
            store.count(question.inYearBefore()),
            store.each(question.inYear(), tally::add))
        .map(
            all -> {
              List<Document> years = all.resultAt(0);
              long before = all.<Long>resultAt(1);
              JsonObject body =
                  new JsonObject()
                      .put("year", question.year())
                      .put("years", yearsOf(years, question))
                      .put("total", years.stream().mapToLong(Figures::count).sum())
                      .put("inYear", inYear(tally, before))
                      .put("by", breakdowns(tally, new Names(catalogue, language)))
                      .put("months", months(tally, question.lastMonth()));
              since(years, body);
              return body;
            });
  }

  private static JsonArray yearsOf(List<Document> years, Question question) {
    SortedSet<Integer> known = new TreeSet<>(Comparator.reverseOrder());
    known.add(question.today().getYear());
    years.forEach(year -> known.add((int) AttentionStore.number(year, "_id")));
    return new JsonArray(List.copyOf(known));
  }

  private static void since(List<Document> years, JsonObject body) {
    if (!years.isEmpty()) {
      Instant from = years.get(0).getDate("from").toInstant();
      body.put("since", LocalDate.ofInstant(from, Calendars.NETWORK).toString());
    }
  }

  private static JsonObject inYear(YearTally tally, long before) {
    YearTally.Row all = tally.all();
    JsonObject modes = new JsonObject().put("video", 0).put("written", 0).put("telephone", 0);
    tally.by("mode").forEach((mode, row) -> modes.put(mode, row.attentions));
    JsonObject transfers = new JsonObject();
    for (Transfer transfer : Transfer.values()) {
      transfers.put(transfer.token(), 0);
    }
    tally.by("transfer").forEach((transfer, row) -> transfers.put(transfer, row.attentions));
    return new JsonObject()
        .put("attentions", all.attentions)
        .put("before", before)
        .put("first", all.attentions - all.subsequent)
        .put("subsequent", all.subsequent)
        .put("emergencies", all.emergencies)
        .put("kilometres", all.kilometres)
        .put("working", all.working)
        .put("modes", modes)
        .put("transfers", transfers)
        .put("wait", wait(tally.waits()));
  }

  private static JsonObject breakdowns(YearTally tally, Names names) {
    JsonObject by = new JsonObject();
    for (String field : List.of("group", "unit", "specialty", "kind", "answering")) {
      JsonArray list = new JsonArray();
      tally.by(field).entrySet().stream()
          .sorted(
              Comparator.comparing(
                      (Map.Entry<String, YearTally.Row> row) -> -row.getValue().attentions)
                  .thenComparing(Map.Entry::getKey))
          .map(row -> row(row.getKey(), names.of(field, row.getKey()), row.getValue()))
          .forEach(list::add);
      by.put(field, list);
    }
    return by;
  }

  private static JsonObject row(String key, String name, YearTally.Row row) {
    return new JsonObject()
        .put("id", key)
        .put("name", name)
        .put("attentions", row.attentions)
        .put("emergencies", row.emergencies)
        .put("subsequent", row.subsequent)
        .put("avoided", row.avoided)
        .put("kilometres", row.kilometres);
  }

  private static JsonArray months(YearTally tally, int last) {
    JsonArray list = new JsonArray();
    for (int month = 1; month <= last; month++) {
      Waits waits = tally.waitsOf(month);
      list.add(wait(waits).put("month", month).put("attentions", waits.total()));
    }
    return list;
  }

  private static JsonObject wait(Waits waits) {
    JsonObject wait = new JsonObject();
    if (waits.total() > 0) {
      wait.put("median", waits.percentile(MEDIAN)).put("p90", waits.percentile(NINETIETH));
    }
    return wait;
  }

  private static long count(Document row) {
    return AttentionStore.number(row, "n");
  }

  /** What the directory calls things now; what it does not know keeps its key. */
  private static final class Names {
    private final Catalogue catalogue;
    private final String language;
    private final Map<String, String> groups = new HashMap<>();

    Names(Catalogue catalogue, String language) {
      this.catalogue = catalogue;
      this.language = language;
      catalogue.units().forEach(unit -> groups.put(unit.group(), unit.groupName()));
    }

    String of(String field, String key) {
      return switch (field) {
        case "group" -> groups.getOrDefault(key, key);
        case "unit", "answering" -> catalogue.unitName(key);
        case "specialty" ->
            catalogue.specialty(key).map(known -> known.name().in(language)).orElse(key);
        default -> key;
      };
    }
  }
}
