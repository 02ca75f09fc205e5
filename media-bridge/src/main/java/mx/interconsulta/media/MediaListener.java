package mx.interconsulta.media;

import mx.interconsulta.media.message.MediaMessage;

/**
 * The only way facts come back from a bridge. Called on the context that owns the room, one call at
 * a time, never after the room's close has completed.
 */
public interface MediaListener {

  /** A message for a participant's page. */
  void send(String participantId, MediaMessage message);

  /** Media flows to and from the participant, or flows again after a restart. */
  void connected(String participantId);

  /** Media stands still; the bridge or the page is mending it. The participant is still there. */
  void interrupted(String participantId);

  /** The participant's media ended. Said exactly once for each join that succeeded. */
  void ended(String participantId, MediaEndReason reason);

  /** A message of the participant could not be used; nothing changed. */
  void refused(String participantId, MediaRefusal refusal);
}
