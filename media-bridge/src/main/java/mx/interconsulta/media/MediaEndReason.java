package mx.interconsulta.media;

/** Why a participant's media ended. Each is documented in docs/signaling-protocol.md. */
public enum MediaEndReason {
  /** The participant left. */
  LEFT("left"),
  /** The same participant joined again, from another page or after a reload. */
  REPLACED("replaced"),
  /** The room took the participant out. */
  REMOVED("removed"),
  /** The room closed. */
  ROOM_CLOSED("room-closed"),
  /** Nothing was heard on the media path for the time RFC 7675 allows. */
  CONSENT_EXPIRED("consent-expired"),
  /** No media path could be made. */
  CONNECT_FAILED("connect-failed"),
  /** The participant sent what a well-behaved page never sends. */
  MISBEHAVED("misbehaved"),
  /** The bridge was told to drain and the patience ended. */
  DRAINED("drained"),
  /** The bridge stopped. */
  BRIDGE_STOPPED("bridge-stopped");

  private final String token;

  MediaEndReason(String token) {
    this.token = token;
  }

  /** The word used in messages. */
  public String token() {
    return token;
  }
}
