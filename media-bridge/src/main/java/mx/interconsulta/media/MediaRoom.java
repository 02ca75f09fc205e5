package mx.interconsulta.media;

import io.vertx.core.Future;
import mx.interconsulta.media.message.MediaMessage;

/** One room of a bridge. Every method may be called from any thread and returns at once. */
public interface MediaRoom {

  /** The room's id. */
  String id();

  /**
   * Lets a participant in; its first message is {@code media.capabilities}. A participant who is
   * already there starts anew: the old transports end with {@link MediaEndReason#REPLACED}. Fails
   * with {@link MediaRefusal} when the room is full or closed.
   */
  Future<Void> join(MediaParticipant participant);

  /**
   * Takes a message from a participant's page. A message that cannot be used is answered with
   * {@link MediaListener#refused} and changes nothing; one of an older epoch is dropped.
   */
  void receive(String participantId, MediaMessage message);

  /** Ends a participant's media. Harmless for one who is not there. */
  Future<Void> leave(String participantId, MediaEndReason reason);

  /** Ends the room and everybody in it. Harmless when closed. */
  Future<Void> close(MediaEndReason reason);
}
