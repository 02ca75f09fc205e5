package mx.interconsulta.signaling.room;

import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * A page's place in a room: the one way in which a page acts on it. A seat that was lost does
 * nothing any more; two seats are never the same. Every method may be called from any thread.
 */
public final class Seat {
  private final Room room;
  private final String participant;
  private final Page page;

  Seat(Room room, String participant, Page page) {
    this.room = room;
    this.participant = participant;
    this.page = page;
  }

  /** Where. */
  public Room room() {
    return room;
  }

  /** As whom. */
  public String participant() {
    return participant;
  }

  /** Whose. */
  Page page() {
    return page;
  }

  /** The room, as the page is told. */
  public ServerMessage.Place place() {
    return new ServerMessage.Place(room.id(), room.consultation(), participant);
  }

  /** Says something in writing. */
  public void chat(String re, String text) {
    room.chat(this, re, text);
  }

  /** Hands a message to the bridge. */
  public void media(MediaMessage message) {
    room.media(this, message);
  }

  /** The page's connection dropped; it may be back. */
  public void away() {
    room.away(this, true);
  }

  /** The page's connection is back. */
  public void back() {
    room.away(this, false);
  }

  /**
   * Leaves.
   *
   * @param re id of the page's message that asked; empty when none did
   */
  public void leave(java.util.Optional<String> re, LeaveReason reason) {
    room.leave(this, re, reason);
  }
}
