package mx.interconsulta.signaling.room;

import java.util.Optional;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.ServerMessage;

/**
 * A page's place in a room, on this server or another: the one way in which a page acts on it. A
 * seat that was lost does nothing any more; two seats are never the same. Every method may be
 * called from any thread, and what it asks for happens in the order of the calls.
 */
public interface Seat {

  /** The room, as the page is told. */
  ServerMessage.Place place();

  /**
   * Says something in writing.
   *
   * @param message id of the text, the same when it is said again; empty when the page gave none
   */
  void chat(String re, String message, String text);

  /** Hands a message to the bridge. */
  void media(MediaMessage message);

  /** The page's connection dropped; it may be back. */
  void away();

  /** The page's connection is back. */
  void back();

  /**
   * Leaves.
   *
   * @param re id of the page's message that asked; empty when none did
   */
  void leave(Optional<String> re, LeaveReason reason);
}
