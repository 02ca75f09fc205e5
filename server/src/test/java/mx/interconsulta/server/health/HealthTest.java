package mx.interconsulta.server.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.server.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Vertx vertx = Vertx.vertx();
  private final Health health = new Health();
  private Browser probe;

  @BeforeEach
  void listen() {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(health.live());
    router.get("/health/ready").handler(health.ready());
    HttpServer server =
        TestFoundation.await(vertx.createHttpServer().requestHandler(router).listen(0));
    probe = new Browser(server.actualPort());
  }

  @AfterEach
  void close() {
    TestFoundation.await(vertx.close());
  }

  @Test
  void aServerWithAllItNeedsIsReadyAndNamesEachOfThem() {
    health.require("database", Future::succeededFuture).require("audit", Future::succeededFuture);

    Browser.Page page = probe.get("/health/ready");

    assertEquals(200, page.status());
    assertEquals("up", page.json().getString("state"));
    assertEquals(List.of("database up", "audit up"), told(page));
    assertEquals("no-store", page.header("Cache-Control").orElse(""));
  }

  @Test
  void oneThatIsRequiredAndDownMakesTheWholeNotReadyButNotDead() {
    health
        .require("database", () -> Future.failedFuture("out of reach"))
        .require("media", Future::succeededFuture);

    Browser.Page page = probe.get("/health/ready");

    assertEquals(503, page.status());
    assertEquals("down", page.json().getString("state"));
    assertEquals(List.of("database down", "media up"), told(page));
    assertEquals(200, probe.get("/health/live").status());
  }

  @Test
  void aProbeThatThrowsIsOneThatIsDown() {
    health.require(
        "media",
        () -> {
          throw new IllegalStateException("no bridge");
        });

    assertEquals(503, probe.get("/health/ready").status());
  }

  @Test
  void aProbeThatNeverAnswersIsDownAfterThreeSeconds() {
    health.require("database", () -> Promise.<Void>promise().future());

    long asked = System.nanoTime();
    Browser.Page page = probe.get("/health/ready");

    assertEquals(List.of("database down"), told(page));
    assertTrue(System.nanoTime() - asked < 10_000_000_000L);
  }

  @Test
  void whatOnlyWarmsUpIsToldButDoesNotDecide() {
    health.tell("sample-accounts", () -> Health.State.WARMING).warn("not-for-production");

    Browser.Page page = probe.get("/health/ready");

    assertEquals(200, page.status());
    assertEquals(List.of("sample-accounts warming"), told(page));
    assertEquals(
        new JsonArray(List.of("not-for-production")), page.json().getJsonArray("warnings"));
  }

  private static List<String> told(Browser.Page page) {
    return page.json().getJsonArray("dependencies").stream()
        .map(JsonObject.class::cast)
        .map(one -> one.getString("name") + " " + one.getString("state"))
        .toList();
  }
}
