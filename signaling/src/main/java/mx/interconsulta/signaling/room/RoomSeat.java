package mx.interconsulta.signaling.room;

import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.ServerMessage;

/** A place in a room of this server. */
final class RoomSeat implements Seat {
  private static final int MEASURED_ONE_IN = 16;

  private final Room room;
  private final String participant;
  private final Page page;
  private int asked;

  RoomSeat(Room room, String participant, Page page) {
    this.room = room;
    this.participant = participant;
    this.page = page;
  }

  /** As whom. */
  String participant() {
    return participant;
  }

  /**
   * Whether the wait of this page's next message is measured: the first and one in so many, because
   * to read the clock twice for each took longer than the wait. Called by the page's owner alone.
   */
  boolean isMeasured() {
    return asked++ % MEASURED_ONE_IN == 0;
  }

  /** Whose. */
  Page page() {
    return page;
  }

  @Override
  public ServerMessage.Place place() {
    return new ServerMessage.Place(room.id(), room.consultation(), participant);
  }

  @Override
  public void chat(String re, String message, String text) {
    room.chat(this, re, message, text);
  }

  @Override
  public void media(MediaMessage message) {
    room.media(this, message);
  }

  @Override
  public void away() {
    room.away(this, true);
  }

  @Override
  public void back() {
    room.away(this, false);
  }

  @Override
  public void leave(Optional<String> re, LeaveReason reason) {
    room.leave(this, re, reason);
  }
}
