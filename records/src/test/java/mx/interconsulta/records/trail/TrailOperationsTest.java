package mx.interconsulta.records.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.records.Desk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrailOperationsTest {
  private static final Instant START = Instant.parse("2026-11-22T15:00:00Z");
  private static final int ENTRIES = 25;

  @RegisterExtension static final TestFoundation house = TestFoundation.withManualTime(START);

  private static final Principal AUDITOR = Desk.person("auditor-1", "auditor", "");
  private static final Principal ADMINISTRATOR = Desk.person("admin-1", "administrator", "");
  private static Desk desk;

  @BeforeAll
  static void write() {
    Trail trail = TestFoundation.await(Trail.open(house.foundation()));
    desk =
        new Desk(
            house,
            trail.operations(
                persons -> Future.succeededFuture(Map.of("person-1", "Dra. Rosa Elena Gil"))));
    for (int i = 0; i < ENTRIES; i++) {
      TestFoundation.await(
          trail
              .sink()
              .append(
                  new AuditEntry(
                      START.plusSeconds(i / 2),
                      "person-" + i % 3,
                      "assignment",
                      "session",
                      "getRequest",
                      "request.read",
                      "request-" + i,
                      Set.of("patient-" + i % 5, "patient-x"),
                      i % 7 == 0 ? "denied" : "allowed",
                      "",
                      "correlation-" + i)));
    }
  }

  @Test
  void anAuditorReadsTheNewestFirstPageByPage() {
    List<String> targets = new ArrayList<>();
    Map<String, String> query = new HashMap<>(Map.of("limit", "10"));
    int pages = 0;
    do {
      JsonObject page = desk.list(AUDITOR, "listAudit", query);
      page.getJsonArray("items")
          .forEach(item -> targets.add(((JsonObject) item).getString("target")));
      query.put("cursor", page.getString("next"));
      pages++;
    } while (query.get("cursor") != null);

    assertEquals(3, pages);
    assertEquals(ENTRIES, Set.copyOf(targets).size());
    assertEquals(ENTRIES, targets.size());
    assertEquals("request-24", targets.get(0));
  }

  @Test
  void whoeverTheDirectoryKnowsIsNamed() {
    for (Object each : items(Map.of("limit", "10"))) {
      JsonObject item = (JsonObject) each;
      boolean known = item.getString("person").equals("person-1");
      assertEquals(known ? "Dra. Rosa Elena Gil" : null, item.getString("personName"));
    }
  }

  @Test
  void thePersonThePatientAndThePeriodNarrowIt() {
    assertEquals(8, items(Map.of("person", "person-1")).size());
    assertEquals(5, items(Map.of("patient", "patient-4")).size());
    assertEquals(
        4,
        items(
                Map.of(
                    "from", START.plusSeconds(2).toString(),
                    "to", START.plusSeconds(4).toString()))
            .size());
    assertEquals(0, items(Map.of("patient", "nobody")).size());
  }

  @Test
  void whatWasDeniedIsThereToo() {
    JsonArray items = items(Map.of("limit", "100"));

    assertTrue(
        items.stream().anyMatch(item -> "denied".equals(((JsonObject) item).getString("outcome"))));
  }

  @Test
  void nobodyButAnAuditorReadsOrVerifies() {
    assertEquals(403, refused(() -> desk.list(ADMINISTRATOR, "listAudit", Map.of())).status());
    assertEquals(403, refused(() -> desk.list(ADMINISTRATOR, "verifyAudit", Map.of())).status());
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    for (String cursor : List.of("x", "%%%", "AAAA", "bm90aGluZw")) {
      assertEquals(
          "cursor-invalid",
          refused(() -> desk.list(AUDITOR, "listAudit", Map.of("cursor", cursor))).code());
    }
  }

  @Test
  void anAuditorVerifiesTheChains() {
    JsonObject found = desk.list(AUDITOR, "verifyAudit", Map.of());

    assertTrue(found.getBoolean("intact"), found.encode());
    assertEquals(ENTRIES, found.getInteger("entries"));
    assertFalse(found.getJsonArray("chains").getJsonObject(0).containsKey("fault"));
  }

  private static JsonArray items(Map<String, String> query) {
    return desk.list(AUDITOR, "listAudit", query).getJsonArray("items");
  }

  private static Problem refused(Runnable call) {
    return assertThrows(Problem.class, call::run);
  }
}
