package mx.interconsulta.platform.database;

import mx.interconsulta.platform.database.embedded.EmbeddedServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The contract on every kind of server, with one line for each in the output, run or not. */
final class DatabaseContractTest {
  private static final String NAMED = "TEST_MONGODB_URI";

  @Nested
  final class OnTheEmbeddedServerInMemory extends DatabaseContract {
    private final EmbeddedServer server = EmbeddedServer.inMemory();

    @Override
    String serverUri() {
      return server.uri();
    }

    @Override
    String serverName() {
      return "embedded in memory";
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
