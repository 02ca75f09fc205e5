package mx.interconsulta.scheduling.appointment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.platform.sealing.Sealed;
import mx.interconsulta.scheduling.request.Booked;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A place in the calendars, claimed for one request.
 *
 * @param id UUID
 * @param version grows with each change
 * @param state {@code pending} until the request says that it has it, {@code booked}, and then how
 *     it ended: {@code held}, {@code missed}, {@code cancelled}, {@code dropped}
 * @param request id of the request
 * @param requester id of the physician who asks
 * @param requesterUnit CLUES of their unit
 * @param specialist id of the person who answers
 * @param assignment the assignment through which they answer
 * @param unit CLUES of their unit
 * @param station id of the station, or null when the requesting unit has none
 * @param stationName how the requesting unit calls it, or null
 * @param start when it begins
 * @param end when its place ends
 * @param claims what it occupies: people and station, each in quanta of five minutes of UTC; absent
 *     when it ended, never empty
 * @param people the two who meet
 * @param heldUntil when a claim that nobody confirmed lapses, or a move is carried on by others;
 *     absent when there is nothing left to do
 * @param because why it was moved, while the request has not followed yet
 * @param endedAt when it ended, or null
 * @param sample whether invented
 */
public record Appointment(
    @BsonId @Open String id,
    Integer version,
    @Open String state,
    @Open String request,
    @Open String requester,
    @Open String requesterUnit,
    @Open String specialist,
    @Open String assignment,
    @Open String unit,
    @Open String station,
    @Open String stationName,
    Instant start,
    Instant end,
    List<@Open String> claims,
    List<@Open String> people,
    Instant heldUntil,
    Because because,
    Instant endedAt,
    Boolean sample) {

  static final String PENDING = "pending";
  static final String BOOKED = "booked";
  static final String DROPPED = "dropped";

  /** Seconds of a quantum: what is claimed of a calendar is whole ones. */
  static final int QUANTUM_SECONDS = 300;

  /** Why it was moved, by whom; the words are sealed. */
  public record Because(
      @Open String person, @Open String assignment, @Open String reason, Sealed note) {}

  /** What a place occupies. */
  static List<String> claims(
      String specialist, String requester, String station, Instant start, Instant end) {
    List<String> claims = new ArrayList<>();
    long last = Math.floorDiv(end.getEpochSecond() - 1, QUANTUM_SECONDS);
    for (long quantum = Math.floorDiv(start.getEpochSecond(), QUANTUM_SECONDS);
        quantum <= last;
        quantum++) {
      claims.add(ofPerson(specialist, quantum));
      claims.add(ofPerson(requester, quantum));
      if (station != null) {
        claims.add(ofStation(station, quantum));
      }
    }
    return claims;
  }

  /** The specialist and the requesting physician are claimed alike: each may be the other. */
  static String ofPerson(String person, long quantum) {
    return "p:" + person + "@" + quantum;
  }

  static String ofStation(String station, long quantum) {
    return "s:" + station + "@" + quantum;
  }

  /** The place as the request knows it. */
  Booked asBooked() {
    return new Booked(
        id, version, start, end, specialist, assignment, unit, station, stationName, null);
  }

  /** The same appointment on another station. */
  Appointment at(String otherStation, String name) {
    return new Appointment(
        id,
        version,
        state,
        request,
        requester,
        requesterUnit,
        specialist,
        assignment,
        unit,
        otherStation,
        name,
        start,
        end,
        claims(specialist, requester, otherStation, start, end),
        people,
        heldUntil,
        because,
        endedAt,
        sample);
  }
}
