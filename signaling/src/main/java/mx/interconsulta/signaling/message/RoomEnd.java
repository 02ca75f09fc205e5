package mx.interconsulta.signaling.message;

/** Why a room closed. Each is documented in docs/signaling-protocol.md. */
public enum RoomEnd {
  /** Nobody was in it for two minutes. */
  EVERYBODY_LEFT("everybody-left"),
  /** The consultation was ended. */
  CONSULTATION_ENDED("consultation-ended"),
  /** Another server opened the room while this one could not reach the database. */
  LEASE_LOST("lease-lost"),
  /** The server stops. */
  SERVER_STOPPED("server-stopped");

  private final String token;

  RoomEnd(String token) {
    this.token = token;
  }

  public String token() {
    return token;
  }

  /** Whether the room is over, and does not go on at another server. */
  public boolean forGood() {
    return this == EVERYBODY_LEFT || this == CONSULTATION_ENDED;
  }
}
