package mx.interconsulta.signaling.room;

import io.vertx.core.Future;
import java.time.Instant;
import mx.interconsulta.signaling.message.LeaveReason;

/**
 * What a room asks and tells about who attends a consultation. {@code scheduling} knows; this is
 * the part of it that rooms need, so that a room can be tried without a request behind it.
 */
public interface Attendance {
  /**
   * Whether a person may enter now; fails with a {@link mx.interconsulta.platform.problem.Problem}
   * when not.
   *
   * @param withPatient whether video with the patient is asked for, which needs consent; without,
   *     physicians confer
   * @return the person's part in the consultation, for example {@code requester}
   */
  Future<String> mayEnter(String consultation, String person, boolean withPatient);

  /** Somebody came in. Harmless when said twice. */
  Future<Void> entered(String consultation, String person, String participant, Instant at);

  /** Somebody is gone. Harmless when said twice. */
  Future<Void> left(
      String consultation, String person, String participant, Instant at, LeaveReason reason);

  /** A room is over. Harmless when said twice. */
  Future<Void> closed(String consultation, RoomLedger ledger);
}
