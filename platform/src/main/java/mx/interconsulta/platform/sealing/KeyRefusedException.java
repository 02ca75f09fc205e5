package mx.interconsulta.platform.sealing;

/**
 * The program must not start with this key: there is none, it is not one, or it is not the one of
 * this database. The message is one line for the person who started the program.
 */
public final class KeyRefusedException extends RuntimeException {
  public KeyRefusedException(String message) {
    super(message);
  }

  public KeyRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
