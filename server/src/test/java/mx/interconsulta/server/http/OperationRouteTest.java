package mx.interconsulta.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.server.Browser;
import mx.interconsulta.server.SmallServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one way into an operation, over real HTTP. */
class OperationRouteTest {
  private static final JsonObject GOOD = new JsonObject().put("version", 1).put("name", "abc");

  @TempDir static Path directory;
  private static SmallServer server;
  private static ThingOperations things;
  private static Browser physician;
  private static Browser administrator;

  @BeforeAll
  static void start() {
    things = new ThingOperations();
    server = new SmallServer(directory, things.all(), ThingOperations.paths(), List.of());
    server.person("mariana", "mariana.cota", "physician", "ensenada");
    server.person("noe", "noe.barajas", "administrator", "");
    physician = server.signedIn("mariana.cota");
    administrator = server.signedIn("noe.barajas");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.audited.clear();
    server.auditDown = false;
    things.written.clear();
  }

  @Test
  void whoHasNotSignedInIs401() {
    assertEquals(401, server.browser().get("/api/things/mine").status());
  }

  @Test
  void whoHasNoneOfTheRolesIs403AndTheAttemptIsAudited() {
    Browser.Page page = administrator.get("/api/things/mine");

    assertEquals(403, page.status());
    assertEquals("role-missing", page.code());
    AuditEntry entry = onlyEntry();
    assertEquals("denied", entry.outcome());
    assertEquals("noe", entry.person());
    assertEquals("mine", entry.target());
  }

  @Test
  void aDocumentOfAnotherUnitIs404AndTheAttemptIsAuditedWithItsPatients() {
    Browser.Page page = physician.get("/api/things/theirs");

    assertEquals(404, page.status());
    assertEquals("denied", onlyEntry().outcome());
    assertEquals(Set.of("patient-2"), onlyEntry().patients());
  }

  @Test
  void aDocumentThatIsNotThereLooksLikeOneOutOfReach() {
    JsonObject absent = physician.get("/api/things/nowhere").json();
    JsonObject outOfReach = physician.get("/api/things/theirs").json();

    absent.remove("correlation");
    outOfReach.remove("correlation");
    assertEquals(absent, outOfReach);
  }

  @Test
  void aDocumentWithinReachIsAnsweredAfterItsAuditEntry() {
    Browser.Page page = physician.get("/api/things/mine");

    assertEquals(200, page.status(), page.text());
    assertEquals("mine", page.json().getString("thing"));
    AuditEntry entry = onlyEntry();
    assertEquals("allowed", entry.outcome());
    assertEquals("as-mariana", entry.assignment());
    assertEquals("thing.read", entry.purpose());
    assertEquals(Set.of("patient-1"), entry.patients());
    assertEquals(page.header("X-Correlation-Id").orElseThrow(), entry.correlation());
  }

  @Test
  void withoutAuditThereIsNoAnswer() {
    server.auditDown = true;

    Browser.Page page = physician.get("/api/things/mine");

    assertEquals(503, page.status());
    assertEquals("audit-unavailable", page.code());
    assertFalse(page.text().contains("\"thing\""));
  }

  @Test
  void callsOfOneSittingShareItsKey() {
    physician.put("/api/things/mine", GOOD.copy().put("sitting", "morning"));
    physician.put("/api/things/mine", GOOD);

    assertEquals("morning", server.audited.get(0).sitting());
    assertEquals(server.audited.get(1).session(), server.audited.get(1).sitting());
  }

  @Test
  void aListThatIgnoresItsScopeIsNeverAnswered() {
    assertEquals(500, physician.get("/api/scopeless").status());
    assertEquals(200, physician.get("/api/things").status());
    assertTrue(physician.get("/api/things").json().getString("scope").contains("ensenada"));
  }

  @Test
  void anAnswerThatDoesNotNameItsPatientsIsNeverGiven() {
    assertEquals(500, physician.get("/api/things/mine/forgetPatients").status());
  }

  @Test
  void anUnexpectedFaultSaysNothingButItsCorrelation() {
    Browser.Page page = physician.get("/api/things/mine/breakThing");

    assertEquals(500, page.status());
    assertEquals(
        Set.of("type", "title", "status", "code", "correlation"), page.json().fieldNames());
    assertFalse(page.text().contains("Juana"));
    assertEquals("failed", onlyEntry().outcome());
  }

  @Test
  void aProblemCarriesItsDetailsInTheCallersLanguage() {
    Browser.Page page = physician.get("/api/things/mine/takenThing");

    assertEquals(409, page.status());
    assertEquals("application/problem+json", page.header("Content-Type").orElseThrow());
    assertEquals("/problems/setup-done", page.json().getString("type"));
    assertEquals("La instalación ya se completó.", page.json().getString("title"));
    assertEquals("ACCEPTED", page.json().getString("state"));
  }

  @Test
  void whoHasNotSignedInIsAnsweredInTheLanguageTheirBrowserAsksFor() {
    assertEquals(
        "The session ended. Sign in again.",
        server
            .browser()
            .with("Accept-Language", "en-US,en;q=0.9,es;q=0.8")
            .get("/api/things/mine")
            .json()
            .getString("title"));
  }

  @Test
  void eachWrongFieldIsNamedByPointerCodeAndSentence() {
    JsonObject body =
        new JsonObject()
            .put("name", "a")
            .put("saturation", 140)
            .put("kind", "z")
            .put("day", "mañana")
            .put("extra", 1)
            .put(
                "inner",
                new JsonObject().put("list", new JsonArray().add("ok").add("no way!").add("x")));

    Browser.Page page = physician.put("/api/things/mine", body);

    assertEquals(422, page.status(), page.text());
    assertEquals("fields-refused", page.code());
    Map<String, JsonObject> fields =
        page.json().getJsonArray("fields").stream()
            .map(JsonObject.class::cast)
            .collect(Collectors.toMap(field -> field.getString("path"), field -> field));
    assertEquals("field-required", fields.get("/version").getString("code"));
    assertEquals("field-too-short", fields.get("/name").getString("code"));
    assertEquals(2, fields.get("/name").getInteger("limit"));
    assertEquals("Debe tener al menos 2 caracteres.", fields.get("/name").getString("message"));
    assertEquals("Debe estar entre 40 y 100.", fields.get("/saturation").getString("message"));
    assertEquals("field-choice", fields.get("/kind").getString("code"));
    assertEquals("field-format", fields.get("/day").getString("code"));
    assertEquals("field-unknown", fields.get("/extra").getString("code"));
    assertEquals("field-too-many", fields.get("/inner/list").getString("code"));
    assertEquals("field-pattern", fields.get("/inner/list/1").getString("code"));
    assertEquals(8, fields.size(), fields.values().toString());
    assertFalse(page.text().contains("no way!"), "the value came back");
    assertTrue(things.written.isEmpty());
  }

  @Test
  void aPropertyMayBeCalledContent() {
    assertEquals(
        204, physician.put("/api/things/mine", GOOD.copy().put("content", "abc")).status());
    assertEquals(
        "field-pattern",
        physician
            .put("/api/things/mine", GOOD.copy().put("content", "a c!"))
            .json()
            .getJsonArray("fields")
            .getJsonObject(0)
            .getString("code"));
  }

  @Test
  void aWrongParameterIsNamed() {
    Browser.Page page = physician.get("/api/things/mine?limit=1000");

    assertEquals(422, page.status());
    assertEquals("?limit", page.json().getJsonArray("fields").getJsonObject(0).getString("path"));
    assertEquals(422, physician.get("/api/things/mine?limit=many").status());
    assertEquals(200, physician.get("/api/things/mine?limit=10").status());
  }

  @Test
  void theRoleIsAskedForBeforeTheBodyIsLookedAt() {
    assertEquals(403, administrator.put("/api/things/mine", new JsonObject()).status());
  }

  @Test
  void aBodyThatIsNotJsonIsRefusedInWords() {
    assertEquals("body-malformed", physician.send("PUT", "/api/things/mine", "{").code());
    assertEquals("body-malformed", physician.send("PUT", "/api/things/mine", "[1]").code());
    assertEquals("body-missing", physician.send("PUT", "/api/things/mine", null).code());
  }

  @Test
  void aBodyBeyondTheLimitIs413() {
    Browser.Page page =
        physician.put("/api/things/mine", GOOD.copy().put("name", "x".repeat(70_000)));

    assertEquals(413, page.status());
  }

  @Test
  void aHandlerThatTakesTooLongIs503() {
    Browser.Page page = physician.get("/api/things/mine/slowThing");

    assertEquals(503, page.status());
    assertEquals("timed-out", page.code());
  }

  @Test
  void aDatabaseThatIsGoneIs503AndWorthAnotherTry() {
    Browser.Page page = physician.get("/api/things/mine/lostThing");

    assertEquals(503, page.status());
    assertEquals("database-unavailable", page.code());
    assertEquals("10", page.header("Retry-After").orElseThrow());
  }

  @Test
  void aChangeWithoutTheSessionsTokenIsRefused() {
    Browser forger = server.signedIn("mariana.cota").withCsrf("");

    assertEquals("csrf-missing", forger.put("/api/things/mine", GOOD).code());
    assertEquals("csrf-missing", forger.withCsrf("guess").put("/api/things/mine", GOOD).code());
    assertTrue(things.written.isEmpty());
  }

  @Test
  void aChangeFromAnotherOriginIsRefusedEvenWithTheToken() {
    Browser browser = server.signedIn("mariana.cota");

    assertEquals(
        "foreign-origin",
        browser.with("Origin", "https://evil.example").put("/api/things/mine", GOOD).code());
    browser.with("Origin", "http://localhost:" + server.port());
    assertEquals(
        "foreign-origin",
        browser.with("Sec-Fetch-Site", "cross-site").put("/api/things/mine", GOOD).code());
    browser.with("Sec-Fetch-Site", "same-origin");
    assertEquals(204, browser.put("/api/things/mine", GOOD).status());
  }

  @Test
  void signingInFromAnotherOriginIsRefused() {
    Browser browser = server.browser().with("Origin", "https://evil.example");

    assertEquals(
        "foreign-origin",
        browser.trySignIn("mariana.cota", server.password("mariana.cota")).code());
  }

  @Test
  void aDownloadComesWholeOrByRange() {
    String path = "/api/things/mine/downloadThing";
    Browser browser = server.signedIn("mariana.cota");

    Browser.Page whole = browser.get(path);
    assertEquals(ThingOperations.FILE, whole.text());
    assertEquals("bytes", whole.header("Accept-Ranges").orElseThrow());
    assertEquals(
        "attachment; filename*=UTF-8''Se%C3%B1al%201.txt",
        whole.header("Content-Disposition").orElseThrow());

    Browser.Page part = browser.with("Range", "bytes=5-9").get(path);
    assertEquals(206, part.status());
    assertEquals("56789", part.text());
    assertEquals("bytes 5-9/20", part.header("Content-Range").orElseThrow());
    assertEquals("ghij", browser.with("Range", "bytes=-4").get(path).text());
    assertEquals("hij", browser.with("Range", "bytes=17-99").get(path).text());

    Browser.Page outside = browser.with("Range", "bytes=20-").get(path);
    assertEquals(416, outside.status());
    assertEquals("bytes */20", outside.header("Content-Range").orElseThrow());
    assertEquals(4, server.audited.size());
  }

  @Test
  void anUploadStreamsUpToItsLimit() {
    assertEquals(
        1000,
        physician
            .send("PUT", "/api/things/mine/upload", "x".repeat(1000))
            .json()
            .getInteger("bytes"));
    assertEquals(
        413, physician.send("PUT", "/api/things/mine/upload", "x".repeat(300 * 1024)).status());
  }

  private static AuditEntry onlyEntry() {
    assertEquals(1, server.audited.size(), server.audited.toString());
    return server.audited.get(0);
  }
}
