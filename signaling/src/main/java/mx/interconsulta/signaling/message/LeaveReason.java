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
  /** The room is on another server that cannot be reached now. */
  ROOM_UNREACHABLE("room-unreachable"),
  /** The room closed; said in reports, not in messages: those say that the room closed. */
  ROOM_CLOSED("room-closed");

  private final String token;

  LeaveReason(String token) {
    this.token = token;
  }

  public String token() {
    return token;
  }

  /**
   * The reason of a token.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static LeaveReason of(String token) {
    for (LeaveReason reason : values()) {
      if (reason.token.equals(token)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no such reason");
  }
}
