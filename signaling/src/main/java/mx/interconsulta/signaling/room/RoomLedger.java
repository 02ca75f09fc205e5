package mx.interconsulta.signaling.room;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.RoomEnd;

/**
 * What is kept of a room when it is over.
 *
 * @param room id of the room
 * @param server id of the process it lived on
 * @param epoch how many rooms the consultation has had
 * @param openedAt when it was opened
 * @param closedAt when it closed
 * @param end why it closed
 * @param bridge name of the media bridge
 * @param peakPeople most people at one time
 * @param together how long two people or more were there
 * @param reconnections how often a dropped connection came back
 * @param stays who was there
 */
public record RoomLedger(
    String room,
    String server,
    long epoch,
    Instant openedAt,
    Instant closedAt,
    RoomEnd end,
    String bridge,
    int peakPeople,
    Duration together,
    int reconnections,
    List<Stay> stays) {
  public RoomLedger {
    stays = List.copyOf(stays);
  }

  /**
   * One participant's stay; media figures are the last that its page measured.
   *
   * @param path {@code udp}, {@code tcp}, {@code turn}, or {@code none} when media never flowed
   */
  public record Stay(
      String participant,
      String person,
      String role,
      Instant from,
      Instant to,
      LeaveReason reason,
      String path,
      long framesDecoded,
      long framesDropped,
      long freezes) {}
}
