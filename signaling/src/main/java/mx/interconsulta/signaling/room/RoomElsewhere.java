package mx.interconsulta.signaling.room;

/** Another living server has the room of a consultation. */
final class RoomElsewhere extends RuntimeException {
  private final transient RoomRecord room;
  private final String address;

  RoomElsewhere(RoomRecord room, String address) {
    super("the room is on another server", null, false, false);
    this.room = room;
    this.address = address;
  }

  /** Which room, and whose. */
  RoomRecord room() {
    return room;
  }

  /** Where pages reach that server. */
  String address() {
    return address;
  }
}
