package mx.interconsulta.signaling.room;

import java.time.Instant;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.ServerMessage;

/** Somebody in a room, from coming in to leaving. Belongs to the room's context. */
final class Member {
  private final RoomPass pass;
  private final RoomSeat seat;
  private final Instant since;
  private boolean away;
  private MediaMessage.Stats stats;
  private String path = "none";

  Member(RoomPass pass, RoomSeat seat, Instant since) {
    this.pass = pass;
    this.seat = seat;
    this.since = since;
  }

  String participant() {
    return pass.participant();
  }

  String person() {
    return pass.person();
  }

  RoomSeat seat() {
    return seat;
  }

  Page page() {
    return seat.page();
  }

  boolean isAway() {
    return away;
  }

  void away(boolean now) {
    away = now;
  }

  /** What its page measures; the last path that carried anything is the one that counts. */
  void measured(MediaMessage.Stats now) {
    stats = now;
    if (!now.path().equals("none")) {
      path = now.path();
    }
  }

  String role() {
    return pass.role();
  }

  ServerMessage.Who who() {
    return new ServerMessage.Who(
        pass.participant(), pass.person(), pass.role(), pass.device(), away, since);
  }

  RoomLedger.Stay stay(Instant to, LeaveReason reason) {
    return new RoomLedger.Stay(
        pass.participant(),
        pass.person(),
        pass.role(),
        since,
        to,
        reason,
        path,
        stats == null ? 0 : stats.framesDecoded(),
        stats == null ? 0 : stats.framesDropped(),
        stats == null ? 0 : stats.freezes());
  }
}
