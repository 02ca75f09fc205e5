package mx.interconsulta.signaling.room;

import mx.interconsulta.signaling.message.ServerMessage;

/**
 * A page's connection, as rooms see it. Every method may be called from any thread, returns at
 * once, and what it asks for happens in the order of the calls.
 */
public interface Page {
  /** Whether another is this very page, that comes in once more. */
  default boolean isSame(Page other) {
    return this == other;
  }

  /** Sends a message. */
  void tell(ServerMessage message);

  /** Refuses a message of the page. */
  void refuse(String re, String room, RuntimeException why);

  /** The page has a seat in a room now, or has it again. */
  void seated(Seat seat);

  /** The page has lost its seat. */
  void unseated(Seat seat);
}
