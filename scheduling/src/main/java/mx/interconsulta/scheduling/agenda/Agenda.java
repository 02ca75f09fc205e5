package mx.interconsulta.scheduling.agenda;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import mx.interconsulta.platform.sealing.Open;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * When a specialist receives booked consultations in one unit: the same hours every week, by the
 * wall clock of the unit's zone, except on days off.
 *
 * @param id person and unit: {@code person@CLUES}
 * @param version grows with each change
 * @param person id of the specialist
 * @param unit CLUES of the unit
 * @param hours the hours of the week
 * @param daysOff days without any
 * @param sample whether invented
 */
public record Agenda(
    @BsonId @Open String id,
    Integer version,
    @Open String person,
    @Open String unit,
    List<Hours> hours,
    List<DaysOff> daysOff,
    Boolean sample) {

  /**
   * Hours of one weekday, cut into slots.
   *
   * @param day 1 Monday to 7 Sunday
   * @param from minute of the day at which they begin
   * @param to minute of the day at which they end, up to 1440
   * @param minutes length of a slot
   */
  public record Hours(Integer day, Integer from, Integer to, Integer minutes) {}

  /**
   * Days without hours.
   *
   * @param from first day, ISO 8601
   * @param to last day, ISO 8601
   */
  public record DaysOff(@Open String from, @Open String to) {
    boolean holdsOn(LocalDate day) {
      return !day.isBefore(LocalDate.parse(from)) && !day.isAfter(LocalDate.parse(to));
    }
  }

  /** The id of somebody's agenda in a unit. */
  public static String idOf(String person, String unit) {
    return person + "@" + unit;
  }

  /** An agenda without hours, as it is before the first save. */
  public static Agenda none(String person, String unit) {
    return new Agenda(idOf(person, unit), 0, person, unit, List.of(), List.of(), null);
  }

  /** The next version, with the hours and days off of a body that was checked. */
  Agenda changed(JsonObject body) {
    return new Agenda(
        id,
        body.getInteger("version") + 1,
        person,
        unit,
        each(body.getJsonArray("hours")).stream().map(Agenda::hours).toList(),
        each(body.getJsonArray("daysOff")).stream()
            .map(entry -> new DaysOff(entry.getString("from"), entry.getString("to")))
            .toList(),
        sample);
  }

  private static Hours hours(JsonObject entry) {
    return new Hours(
        entry.getInteger("day"),
        minuteOf(entry.getString("from")),
        minuteOf(entry.getString("to")),
        entry.getInteger("minutes"));
  }

  static List<JsonObject> each(JsonArray entries) {
    return IntStream.range(0, entries.size()).mapToObj(entries::getJsonObject).toList();
  }

  /** Minute of the day of a wall clock such as {@code 08:30}. */
  public static int minuteOf(String clock) {
    return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
  }

  private static String clockOf(int minute) {
    return String.format(java.util.Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  boolean isOff(LocalDate day) {
    return daysOff.stream().anyMatch(off -> off.holdsOn(day));
  }

  JsonArray hoursAsJson() {
    JsonArray week = new JsonArray();
    for (Hours one : hours) {
      week.add(
          new JsonObject()
              .put("day", one.day())
              .put("from", clockOf(one.from()))
              .put("to", clockOf(one.to()))
              .put("minutes", one.minutes()));
    }
    return week;
  }

  JsonArray daysOffAsJson() {
    JsonArray off = new JsonArray();
    for (DaysOff one : daysOff) {
      off.add(new JsonObject().put("from", one.from()).put("to", one.to()));
    }
    return off;
  }
}
