package mx.interconsulta.signaling.message;

/** Why somebody is no longer in a room. Each is documented in docs/signaling-protocol.md. */
public enum LeaveReason {
  /** The person left. */
  LEFT("left"),
  /** The person came in from another page. */
  REPLACED("replaced"),
  /** Away for too long. */
  CONNECTION_LOST("connection-lost"),
  /** The session ended. */
  SIGNED_OUT("signed-out"),
  /** The bridge gave the participant up. */
  MEDIA_ENDED("media-ended"),
  /** The room closed; said in reports, not in messages: those say that the room closed. */
  ROOM_CLOSED("room-closed");

  private final String token;

  LeaveReason(String token) {
    this.token = token;
  }

  public String token() {
    return token;
  }
}
