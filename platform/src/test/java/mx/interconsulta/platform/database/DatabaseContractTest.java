package mx.interconsulta.platform.database;

import java.nio.file.Path;
import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** The contract on every kind of server, with one line for each in the output, run or not. */
final class DatabaseContractTest {
  private static final String NAMED = "TEST_MONGODB_URI";

  @TempDir static Path directory;

  @Nested
  final class OnTheEmbeddedServerInThisProcess extends DatabaseContract {
    private EmbeddedServer server;

    @Override
    String serverUri() {
      if (server == null) {
        server = EmbeddedServer.open(directory, 0);
      }
      return server.uri();
    }

    @Override
    String serverName() {
      return "embedded in process";
    }

    @Override
    void stopServer() {
      server.close();
    }
  }

  @Nested
  final class OnTheEmbeddedServerAsAProcess extends DatabaseContract {
    private final DatabaseFork server = DatabaseFork.start();

    @Override
    String serverUri() {
      return server.uri();
    }

    @Override
    String serverName() {
      return "embedded process";
    }

    @Override
    void stopServer() {
      server.close();
    }
  }

  @Nested
  @ExtendWith(OnlyWhenNamed.class)
  final class OnTheServerOfTheEnvironment extends DatabaseContract {
    @Override
    String serverUri() {
      return System.getenv(NAMED);
    }

    @Override
    String serverName() {
      return NAMED;
    }
  }

  static final class OnlyWhenNamed implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String uri = System.getenv(NAMED);
      if (uri != null && !uri.isBlank()) {
        return ConditionEvaluationResult.enabled(NAMED + " is set");
      }
      if (context.getTestMethod().isEmpty()) {
        System.out.println("database contract: " + NAMED + ": not run (not set)");
      }
      return ConditionEvaluationResult.disabled(NAMED + " is not set");
    }
  }
}
