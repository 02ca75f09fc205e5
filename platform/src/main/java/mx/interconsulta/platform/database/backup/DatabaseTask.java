package mx.interconsulta.platform.database.backup;

import com.mongodb.MongoException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.DatabaseConnection;
import mx.interconsulta.platform.database.DatabaseRefusedException;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import mx.interconsulta.platform.database.embedded.ProtocolLog;

/** One thing done to the database that the environment names, from a command line. */
final class DatabaseTask {
  @FunctionalInterface
  interface Task {
    /** Does it and says in one line what was done. */
    String run(Database database) throws IOException;
  }

  private DatabaseTask() {}

  /**
   * Runs a task.
   *
   * @param alsoWhileRunning whether a server that has the embedded database open is asked instead
   * @return the exit code
   */
  static int run(boolean alsoWhileRunning, Task task) {
    ProtocolLog.onlyWarnings();
    Path directory = Path.of(System.getenv().getOrDefault("DATA_DIR", "data"));
    String uri = System.getenv().getOrDefault("MONGODB_URI", "");
    Vertx vertx = Vertx.vertx();
    try {
      DatabaseConnection connection = connect(vertx, uri, directory, alsoWhileRunning);
      try {
        System.out.println(task.run(connection.database()));
      } finally {
        connection.close().await();
      }
      return 0;
    } catch (DatabaseRefusedException | IOException refused) {
      System.err.println(refused.getMessage());
      return 1;
    } catch (MongoException | DocumentStream.Broken broken) {
      // Its message may name a value; its class says enough of what the database did.
      System.err.println("the database stopped answering: " + cause(broken));
      return 1;
    } finally {
      vertx.close().await();
    }
  }

  private static String cause(RuntimeException broken) {
    Throwable cause = broken instanceof MongoException ? broken : broken.getCause();
    return cause.getClass().getSimpleName();
  }

  private static DatabaseConnection connect(
      Vertx vertx, String uri, Path directory, boolean alsoWhileRunning) {
    try {
      return DatabaseConnection.openUnchecked(vertx, uri, directory).await();
    } catch (DatabaseRefusedException inUse) {
      if (alsoWhileRunning && uri.isBlank()) {
        String running =
            EmbeddedServer.runningIn(directory.resolve(DatabaseConnection.DIRECTORY))
                .orElseThrow(() -> inUse);
        return DatabaseConnection.openUnchecked(
                vertx, running + "/" + DatabaseConnection.DEFAULT_NAME, directory)
            .await();
      }
      throw inUse;
    }
  }
}
