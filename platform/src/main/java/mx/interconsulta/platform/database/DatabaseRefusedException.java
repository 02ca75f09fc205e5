package mx.interconsulta.platform.database;

/**
 * The program must not start on this database. The message is one line for the person who started
 * it and holds nothing of a patient.
 */
public final class DatabaseRefusedException extends RuntimeException {
  public DatabaseRefusedException(String message) {
    super(message);
  }

  public DatabaseRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
