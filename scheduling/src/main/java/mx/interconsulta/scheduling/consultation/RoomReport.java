package mx.interconsulta.scheduling.consultation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import mx.interconsulta.platform.sealing.Open;
import mx.interconsulta.scheduling.directory.Body;

/**
 * What is kept of one room of a consultation. A consultation may have had several: a room closes
 * when everybody is gone for a while, and the next one opens when somebody returns.
 *
 * @param room id of the room
 * @param node id of the process it lived on
 * @param epoch how many rooms the consultation has had
 * @param openedAt when it was opened
 * @param closedAt when it closed
 * @param reason why it closed
 * @param bridge name of the media bridge
 * @param peakPeople most people at one time
 * @param togetherSeconds seconds that two people or more were there
 * @param reconnections how often a dropped connection came back
 * @param stays who was there
 */
public record RoomReport(
    @Open String room,
    @Open String node,
    Long epoch,
    Instant openedAt,
    Instant closedAt,
    @Open String reason,
    @Open String bridge,
    Integer peakPeople,
    Long togetherSeconds,
    Integer reconnections,
    List<RoomStay> stays) {

  JsonObject asJson() {
    return Body.of()
        .with("openedAt", openedAt)
        .with("closedAt", closedAt)
        .with("peakPeople", peakPeople)
        .with("togetherSeconds", togetherSeconds)
        .with("reconnections", reconnections)
        .with("bridge", bridge)
        .json();
  }
}
