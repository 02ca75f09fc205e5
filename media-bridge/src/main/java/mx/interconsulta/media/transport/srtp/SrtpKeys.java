package mx.interconsulta.media.transport.srtp;

/** Master key and master salt of one direction. Identity equality: never compared. */
@SuppressWarnings("ArrayRecordComponent")
public record SrtpKeys(byte[] key, byte[] salt) {

  /** Says nothing: these are secrets. */
  @Override
  public String toString() {
    return "SrtpKeys";
  }
}
