package mx.interconsulta.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.server.http.ApiDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the table, walked by everybody: nobody, each role, and those of another unit.
 * An operation that is added is walked without a line here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {
  private static final Set<String> ROLES =
      Set.of(
          "physician",
          "emergency-physician",
          "specialist",
          "resident",
          "nurse",
          "chief-of-service",
          "coordinator",
          "national-coordinator",
          "medical-director",
          "teaching-lead",
          "listener",
          "auditor",
          "administrator");

  /** Roles held for the whole network: no unit is another's for them. */
  private static final Set<String> OF_THE_NETWORK =
      Set.of("national-coordinator", "auditor", "administrator");

  /** Ends the caller's own session, and so the walk. */
  private static final Set<String> ENDS_THE_WALK = Set.of("signOut");

  @TempDir static Path directory;
  private FullServer server;
  private OperationCalls calls;
  private final Map<String, Browser> byRole = new HashMap<>();
  private final Map<String, Browser> elsewhere = new HashMap<>();

  @BeforeAll
  void start() {
    server = new FullServer(directory, Map.of());
    WholeCase open = new WholeCase(server, field -> "Invented " + field).accepted();
    WholeCase answered = new WholeCase(server, field -> "Invented " + field).accepted().signed();
    calls = new OperationCalls(ApiDocument.load().published().toJsonObject(), open, answered);
    Set<String> units =
        Set.of(
            server.account(WholeCase.PHYSICIAN).getString("unit"),
            server.account(WholeCase.SPECIALIST).getString("unit"));
    for (JsonObject account : server.accounts()) {
      String role = account.getString("role");
      byRole.computeIfAbsent(role, first -> server.signedIn(account));
      boolean other = !units.contains(account.getString("unit"));
      if (other && !OF_THE_NETWORK.contains(role)) {
        elsewhere.computeIfAbsent(role, first -> server.signedIn(account));
      }
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyRoleTakesPartInTheWalk() {
    assertEquals(new TreeSet<>(ROLES), new TreeSet<>(byRole.keySet()));
    assertTrue(elsewhere.keySet().containsAll(Set.of("physician", "specialist", "nurse")));
    assertTrue(server.product.table().all().size() > 50);
  }

  Stream<String> operations() {
    return server.product.table().all().stream()
        .map(Operation::id)
        .filter(id -> !ENDS_THE_WALK.contains(id));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobodyGetsBeyondSignInWithoutASession(String id) {
    Browser.Page page = calls.call(server.browser(), id);

    if (operation(id).reach() instanceof Reach.Anyone) {
      assertNotEquals("signed-out", codeOf(page));
    } else {
      assertEquals(401, page.status(), page.text());
      assertEquals("signed-out", page.code());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRoleThatIsNotNamedIs403(String id) {
    Set<String> named = operation(id).reach().roles();
    if (named.isEmpty()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    byRole.forEach(
        (role, browser) -> {
          if (!named.contains(role)) {
            Browser.Page page = calls.call(browser, id);
            if (page.status() != 403 || !page.code().equals("role-missing")) {
              wrong.add(role + " got " + page.status());
            }
          }
        });
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aChangeWithoutTheSessionsTokenIs403(String id) {
    if (calls.isSafe(id) || operation(id).reach() instanceof Reach.Anyone) {
      return;
    }
    Browser.Page page = calls.call(server.signedIn(server.accounts().get(0)).withCsrf(""), id);

    assertEquals(403, page.status());
    assertEquals("csrf-missing", page.code());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aDocumentOfAnotherUnitIs404(String id) {
    if (!(operation(id).reach() instanceof Reach.Document reach)) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    elsewhere.forEach(
        (role, browser) -> {
          if (reach.roles().contains(role)) {
            Browser.Page page = calls.call(browser, id);
            if (page.status() != 404) {
              wrong.add(role + " got " + page.status());
            }
          }
        });
    if (!calls.mayBeReadByWhoeverTreatsThePatient(id)) {
      assertEquals(List.of(), wrong);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theAdministratorNeverReadsClinicalData(String id) {
    if (!operation(id).purpose().audited()) {
      return;
    }
    assertFalse(
        operation(id).reach().roles().contains("administrator"),
        "the administrator reaches patient data by " + id);
  }

  private Operation operation(String id) {
    return server.product.table().find(id).orElseThrow();
  }

  private static String codeOf(Browser.Page page) {
    return page.status() >= 400 ? page.code() : "";
  }
}
