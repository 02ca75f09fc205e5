package mx.interconsulta.scheduling.consultation;

import java.time.Instant;
import mx.interconsulta.platform.sealing.Open;

/**
 * One participant's stay in a room.
 *
 * @param participant id of the participant (one device of a person)
 * @param person id of the person
 * @param role part in the consultation
 * @param from when they came
 * @param to when they left
 * @param reason why they left
 * @param path how media travelled: udp, tcp, turn or none
 * @param framesDecoded video frames their page decoded, as it last said
 * @param framesDropped video frames it dropped
 * @param freezes how often its picture froze
 */
public record RoomStay(
    @Open String participant,
    @Open String person,
    @Open String role,
    Instant from,
    Instant to,
    @Open String reason,
    @Open String path,
    Long framesDecoded,
    Long framesDropped,
    Long freezes) {}
