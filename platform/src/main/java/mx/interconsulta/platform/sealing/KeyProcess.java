package mx.interconsulta.platform.sealing;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.DatabaseConnection;
import mx.interconsulta.platform.database.DatabaseRefusedException;
import mx.interconsulta.platform.database.embedded.ProtocolLog;

/**
 * {@code bin/key}: what is done to keys from a command line. {@code add} makes a data key that
 * seals from the next start on; {@code change FILE} wraps the data keys under the master key of a
 * file, to be given to the servers from then on. The present master key, DATA_DIR and MONGODB_URI
 * are found as the server finds them. Exit codes: 0 done, 1 refused with one line, 2 wrong
 * arguments.
 */
public final class KeyProcess {
  private KeyProcess() {}

  public static void main(String[] arguments) {
    boolean add = arguments.length == 1 && arguments[0].equals("add");
    boolean change = arguments.length == 2 && arguments[0].equals("change");
    if (!add && !change) {
      System.err.println("usage: bin/key add | bin/key change FILE");
      System.exit(2);
    }
    System.exit(run(add ? null : Path.of(arguments[1])));
  }

  private static int run(Path nextKey) {
    ProtocolLog.onlyWarnings();
    Map<String, String> environment = System.getenv();
    Path directory = Path.of(environment.getOrDefault("DATA_DIR", "data"));
    Vertx vertx = Vertx.vertx();
    try {
      MasterKey next = nextKey == null ? null : MasterKey.read(nextKey);
      DatabaseConnection connection =
          DatabaseConnection.open(vertx, environment.get("MONGODB_URI"), directory).await();
      try {
        MasterKey master =
            MasterKey.find(environment, connection.kind().isEmbedded() ? directory : null);
        System.out.println(apply(connection.database(), master, next));
      } finally {
        connection.close().await();
      }
      return 0;
    } catch (DatabaseRefusedException | KeyRefusedException refused) {
      System.err.println(refused.getMessage());
      return 1;
    } finally {
      vertx.close().await();
    }
  }

  private static String apply(Database database, MasterKey master, MasterKey next) {
    if (next == null) {
      EnvelopeSealing.addSealKey(database, master, Clock.systemUTC()).await();
      return "A data key was added. Restart the servers: they seal with it from then on.";
    }
    EnvelopeSealing.changeMasterKey(database, master, next).await();
    return "The data keys are wrapped anew. Start the servers with the new master key; backups made"
        + " before need the old one.";
  }
}
