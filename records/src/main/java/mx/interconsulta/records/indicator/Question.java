package mx.interconsulta.records.indicator;

import com.mongodb.client.model.Filters;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mx.interconsulta.platform.operation.Call;
import org.bson.conversions.Bson;

/**
 * What somebody wants counted: within their reach, a year, and values of fields.
 *
 * @param scope what the caller reaches
 * @param year the year of the figures; not of the total since the start
 * @param today the day on the network's calendar
 * @param values demanded values by field
 */
record Question(Bson scope, int year, LocalDate today, Map<String, String> values) {
  private static final List<String> FIELDS =
      List.of("group", "unit", "specialty", "kind", "answering", "visit", "mode", "transfer");

  static Question of(Call call) {
    LocalDate today = LocalDate.ofInstant(call.at(), Calendars.NETWORK);
    Map<String, String> values = new TreeMap<>();
    for (String field : FIELDS) {
      call.query(field).ifPresent(value -> values.put(field, value));
    }
    int year = call.query("year").map(Integer::parseInt).orElse(today.getYear());
    return new Question(call.scope(), year, today, values);
  }

  /** Everything since the start. */
  Bson ever() {
    List<Bson> filters = new ArrayList<>();
    filters.add(scope);
    values.forEach((field, value) -> filters.add(Filters.eq(field, value)));
    return Filters.and(filters);
  }

  Bson inYear() {
    return Filters.and(ever(), Filters.eq("year", year));
  }

  /** The year before, up to the same day when the year is not over. */
  Bson inYearBefore() {
    return Filters.and(
        ever(), Filters.eq("year", year - 1), Filters.lte("day", sameDayOf(year - 1)));
  }

  private int sameDayOf(int before) {
    if (year != today.getYear()) {
      return before * 10_000 + 1231;
    }
    int day =
        today.getMonthValue() == 2 && !Year.isLeap(before)
            ? Math.min(28, today.getDayOfMonth())
            : today.getDayOfMonth();
    return before * 10_000 + today.getMonthValue() * 100 + day;
  }

  /** The last month of the year that has begun; 0 when the year is yet to come. */
  int lastMonth() {
    if (year == today.getYear()) {
      return today.getMonthValue();
    }
    return year < today.getYear() ? 12 : 0;
  }
}
