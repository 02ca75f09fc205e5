package mx.interconsulta.media.transport;

/** User name fragment and password as in {@code a=ice-ufrag} and {@code a=ice-pwd}. */
public record IceCredentials(String ufrag, String password) {

  /** Without the password: this may reach a log. */
  @Override
  public String toString() {
    return "IceCredentials[" + ufrag + "]";
  }
}
