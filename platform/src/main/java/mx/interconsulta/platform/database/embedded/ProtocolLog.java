package mx.interconsulta.platform.database.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silences loggers that would write whole commands, and with them patient data, whatever the log
 * configuration of the day says: the library of the embedded server at ERROR, the driver at DEBUG.
 */
public final class ProtocolLog {
  private ProtocolLog() {}

  /** Silences them; harmless the second time. */
  public static void silence() {
    limit("de.bwaldvogel", Level.OFF);
    limit("org.mongodb.driver", Level.WARN);
    limit("org.mongodb.driver.protocol", Level.OFF);
  }

  /** For programs whose output is for people: nothing below a warning, whatever is configured. */
  public static void onlyWarnings() {
    limit(org.slf4j.Logger.ROOT_LOGGER_NAME, Level.WARN);
    silence();
  }

  private static void limit(String name, Level level) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger) {
      logger.setLevel(level);
    }
  }
}
