package mx.interconsulta.scheduling.request;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.scheduling.directory.Body;

/**
 * The place a request is booked on, as the request knows it; the claims on the calendars are the
 * appointment's.
 *
 * @param appointment id of the appointment
 * @param revision version of the appointment when it took this place; grows with each move
 * @param start when it begins
 * @param end when its place ends
 * @param specialist id of the person who answers
 * @param assignment the assignment through which they answer
 * @param unit CLUES of their unit
 * @param station id of the requesting unit's station, or null when it has none
 * @param stationName how that unit calls it, or null
 * @param late who announced that it begins late, or null
 */
public record Booked(
    @Open String appointment,
    Integer revision,
    Instant start,
    Instant end,
    @Open String specialist,
    @Open String assignment,
    @Open String unit,
    @Open String station,
    @Open String stationName,
    Late late) {

  /** How long before it begins the room opens. */
  public static final Duration ROOM_OPENS_BEFORE = Duration.ofMinutes(15);

  /** How long after its beginning one who is missing is late. */
  public static final Duration LATE_AFTER = Duration.ofMinutes(5);

  /** How long after its end it counts as not held. */
  public static final Duration MISSED_AFTER = Duration.ofMinutes(15);

  /**
   * That it begins late.
   *
   * @param by id of the person who said so, or null when the program noticed
   * @param reason token of the closed list
   * @param minutes by how much, as far as is known, or null
   * @param at when it was said
   */
  public record Late(@Open String by, @Open String reason, Integer minutes, Instant at) {}

  /** When its room opens. */
  public Instant opensAt() {
    return start.minus(ROOM_OPENS_BEFORE);
  }

  Instant lateAt() {
    return start.plus(LATE_AFTER);
  }

  Instant missedAt() {
    return end.plus(MISSED_AFTER);
  }

  /** Schema {@code LateAnnouncement}; null while nobody is late. */
  public JsonObject lateAsJson() {
    return late == null
        ? null
        : Body.of()
            .with("by", late.by())
            .with("reason", late.reason())
            .with("minutes", late.minutes())
            .with("at", late.at())
            .json();
  }

  /** Schema {@code RequestAppointment}. */
  JsonObject asJson(Colleagues colleagues, String specialty) {
    return Body.of()
        .with("id", appointment)
        .with("start", start)
        .with("end", end)
        .with("opensAt", opensAt())
        .with("specialist", colleagues.asJson(specialist, unit, specialty))
        .with("station", stationName)
        .with("late", lateAsJson())
        .json();
  }

  Booked with(Late announced) {
    return new Booked(
        appointment,
        revision,
        start,
        end,
        specialist,
        assignment,
        unit,
        station,
        stationName,
        announced);
  }
}
