package mx.interconsulta.platform.database;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;

/**
 * The embedded database as a process of its own, so that several servers can share it, or outlive
 * it, or it them. Prints the URI to give as MONGODB_URI, alone on the first line, and ends on
 * SIGTERM and SIGINT with the file closed.
 *
 * <p>Exit codes: 0 ended by a signal, 1 refused (the directory is in use, the port is taken), 2
 * wrong arguments.
 */
public final class DatabaseProcess {
  private static final String USAGE = "usage: DatabaseProcess --data-dir DIRECTORY [--port PORT]";

  private DatabaseProcess() {}

  /** Runs until a signal comes. */
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) throws InterruptedException {
    Path directory = null;
    int port = 0;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        quit(2, USAGE);
      }
      switch (arguments[i]) {
        case "--data-dir" -> directory = Path.of(arguments[i + 1]);
        case "--port" -> port = port(arguments[i + 1]);
        default -> quit(2, USAGE);
      }
    }
    if (directory == null) {
      quit(2, USAGE);
    }
    EmbeddedServer server = open(directory, port);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  ended.countDown();
                },
                "close-database"));
    System.out.println(server.uri() + "/" + DatabaseConnection.DEFAULT_NAME);
    System.out.flush();
    ended.await();
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
    } catch (RuntimeException failure) {
      quit(1, "the embedded database cannot listen on port " + port + ": " + failure.getMessage());
      throw failure;
    }
  }

  private static void quit(int code, String line) {
    System.err.println(line);
    System.exit(code);
  }
}
