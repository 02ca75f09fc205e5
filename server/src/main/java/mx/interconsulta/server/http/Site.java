package mx.interconsulta.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Map;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.platform.operation.OperationTable;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;

/**
 * Everything that answers over HTTP: the operations of the table on the routes of the OpenAPI
 * document, the document itself, the live connection, the pages, and the plain handlers (health,
 * metrics) that the composition adds.
 */
public final class Site {

  /**
   * What a site is made of.
   *
   * @param document the API as published; the source of routes
   * @param table who may call what, and what it does
   * @param signIns who calls
   * @param audit where uses of patient data are written before an answer leaves
   * @param texts sentences of problems
   * @param proxies whose forwarded headers are believed
   * @param timers the clock
   * @param limits how much a call may ask for
   * @param meters where calls are counted
   * @param pages the browser application
   * @param live takes over live connections
   * @param headers headers of every answer
   * @param loopbackOnly whether only names of this machine are served, so that a foreign page
   *     cannot rebind its own name to us
   * @param plain further GET handlers by path
   */
  public record Parts(
      ApiDocument document,
      OperationTable table,
      SignIns signIns,
      AuditSink audit,
      ProblemTexts texts,
      Proxies proxies,
      Timers timers,
      HttpLimits limits,
      MeterRegistry meters,
      Pages pages,
      LiveConnections live,
      SecurityHeaders headers,
      boolean loopbackOnly,
      Map<String, Handler<RoutingContext>> plain) {}

  private final Parts parts;
  private final Problems problems;

  private Site(Parts parts) {
    this.parts = parts;
    this.problems = new Problems(parts.texts());
  }

  /**
   * Builds the handler of all requests. Fails when the table and the document differ. The handler
   * may serve several event loops.
   */
  public static Future<Handler<HttpServerRequest>> build(Vertx vertx, Parts parts) {
    parts.table().mustMatch(parts.document().operationIds());
    return OpenAPIContract.from(vertx, parts.document().routable())
        .map(contract -> new Site(parts).router(vertx, contract));
  }

  private Router router(Vertx vertx, OpenAPIContract contract) {
    Router router = Router.router(vertx);
    router.route().handler(this::begin);
    router
        .get("/api/openapi.json")
        .handler(
            routing ->
                routing
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-cache")
                    .end(parts.document().published()));
    router
        .get("/api/live")
        .handler(new LiveUpgrade(parts.signIns(), parts.proxies(), problems, parts.live()));
    parts.plain().forEach((path, handler) -> router.get(path).handler(handler));
    router.route("/*").subRouter(operations(vertx, contract));
    router.route().handler(this::pageOrNothing);
    router.route().failureHandler(this::failed);
    return router;
  }

  private Router operations(Vertx vertx, OpenAPIContract contract) {
    OperationRoute.Seams seams =
        new OperationRoute.Seams(
            parts.signIns(),
            parts.audit(),
            problems,
            parts.proxies(),
            parts.timers(),
            parts.limits(),
            parts.meters());
    RouterBuilder builder = RouterBuilder.create(vertx, contract);
    for (Operation documented : contract.operations()) {
      OperationContract checks = new OperationContract(documented, contract.getSchemaRepository());
      builder
          .getRoute(documented.getOperationId())
          // Validation comes after sign-in and role, in OperationRoute.
          .setDoValidation(false)
          .addHandler(
              new OperationRoute(
                  parts.table().find(documented.getOperationId()).orElseThrow(), checks, seams));
    }
    return builder.createRouter();
  }

  private void begin(RoutingContext routing) {
    parts.headers().on(routing.response());
    if (parts.loopbackOnly()
        && !LoopbackNames.contains(parts.proxies().peer(routing.request()).host())) {
      problem(routing, new Problem(421, "wrong-host"));
      return;
    }
    routing.next();
  }

  private void pageOrNothing(RoutingContext routing) {
    if (!parts.pages().serve(routing.request())) {
      problem(routing, Problem.notFound());
    }
  }

  private void failed(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    if (response.ended()) {
      return;
    }
    String correlation = Correlation.next();
    Throwable failure = routing.failure();
    int status = routing.statusCode();
    Problem problem =
        failure != null
            ? problems.problem(failure, correlation, "none")
            : status == 405
                ? new Problem(405, "method-not-allowed")
                : status >= 400 && status < 500
                    ? new Problem(status, "bad-request")
                    : new Problem(500, "unexpected");
    problems.write(response, Language.of(routing.request(), null), correlation, problem);
  }

  private void problem(RoutingContext routing, Problem problem) {
    problems.write(
        routing.response(), Language.of(routing.request(), null), Correlation.next(), problem);
  }
}
