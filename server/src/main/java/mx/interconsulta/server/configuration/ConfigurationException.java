package mx.interconsulta.server.configuration;

/** The program must not start like this. The message is one line for whoever started it. */
public final class ConfigurationException extends RuntimeException {
  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
