package mx.interconsulta.platform.database;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import mx.interconsulta.platform.database.embedded.ProtocolLog;

/**
 * The embedded database as a process of its own, so that several servers can share it, or outlive
 * it, or it them. Takes DATA_DIR and PORT from the environment or as arguments, prints {@code Ready
 * in 1.2 s: URI} on its first line, where URI is what to give as MONGODB_URI, and ends on SIGTERM
 * and SIGINT with the file closed.
 *
 * <p>Exit codes: 0 ended by a signal, 1 refused (the directory is in use, the port is taken), 2
 * wrong arguments.
 */
public final class DatabaseProcess {
  private static final String USAGE =
      "usage: DatabaseProcess [--data-dir DIRECTORY] [--port PORT] (else DATA_DIR, PORT)";

  private DatabaseProcess() {}

  /** Runs until a signal comes. */
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) throws InterruptedException {
    ProtocolLog.onlyWarnings();
    String directory = System.getenv().getOrDefault("DATA_DIR", "");
    String port = System.getenv().getOrDefault("PORT", "0");
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        quit(2, USAGE);
      }
      switch (arguments[i]) {
        case "--data-dir" -> directory = arguments[i + 1];
        case "--port" -> port = arguments[i + 1];
        default -> quit(2, USAGE);
      }
    }
    if (directory.isBlank()) {
      quit(2, USAGE);
    }
    EmbeddedServer server =
        open(Path.of(directory).resolve(DatabaseConnection.DIRECTORY), port(port));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  ended.countDown();
                },
                "close-database"));
    System.out.printf(
        Locale.ROOT,
        "Ready in %.1f s: %s/%s%n",
        (System.currentTimeMillis() - started()) / 1000.0,
        server.uri(),
        DatabaseConnection.DEFAULT_NAME);
    System.out.flush();
    ended.await();
  }

  /** When the script that runs this was started, else this process; epoch milliseconds. */
  private static long started() {
    return Long.getLong(
        "interconsulta.started", ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private static int port(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException failure) {
      quit(2, USAGE);
      throw failure;
    }
  }

  private static EmbeddedServer open(Path directory, int port) {
    try {
      return EmbeddedServer.open(directory, port);
    } catch (DatabaseRefusedException refused) {
      quit(1, refused.getMessage());
      throw refused;
    }
  }

  private static void quit(int code, String line) {
    System.err.println(line);
    System.exit(code);
  }
}
