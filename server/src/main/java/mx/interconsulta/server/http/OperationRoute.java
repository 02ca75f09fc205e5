package mx.interconsulta.server.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.platform.operation.Admission;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.AuditPurpose;
import mx.interconsulta.platform.operation.Footprint;
import mx.interconsulta.platform.operation.Grant;
import mx.interconsulta.platform.operation.Handler.Download;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way into an operation. In this order, and nowhere else: who calls (401), whether our own
 * page asked (403), whether a role opens it (403), whether parameters and body keep to the contract
 * (422), whether the document is within reach (404), the handler, whether the handler said which
 * patients it touched and used the list's filter, the audit entry until it is durable, the answer.
 * A refused attempt on patient data is audited too.
 *
 * <p>Threading: on the request's event loop from beginning to end.
 */
final class OperationRoute implements Handler<RoutingContext> {

  /** What every route shares. */
  record Seams(
      SignIns signIns,
      AuditSink audit,
      Problems problems,
      Proxies proxies,
      Timers timers,
      HttpLimits limits,
      MeterRegistry meters) {}

  private static final Logger LOG = LoggerFactory.getLogger(OperationRoute.class);

  private final Operation operation;
  private final OperationContract contract;
  private final Seams seams;

  OperationRoute(Operation operation, OperationContract contract, Seams seams) {
    this.operation = operation;
    this.contract = contract;
    this.seams = seams;
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    request.pause();
    Instant at = seams.timers().clock().instant();
    Peer peer = seams.proxies().peer(request);
    HttpCall call = new HttpCall(operation, routing, peer, at, Correlation.next());
    request.response().putHeader("X-Correlation-Id", call.correlation());
    long began = System.nanoTime();

    seams
        .signIns()
        .of(request)
        .compose(caller -> letIn(call, caller))
        .compose(in -> checked(call))
        .compose(in -> reached(call))
        .compose(in -> answered(call))
        .recover(failure -> refused(call, failure))
        .onComplete(
            done -> {
              // The body that nobody read is let go, so that the connection can be used again.
              if (!request.isEnded()) {
                request.resume();
              }
              measure(call, began);
            });
  }

  private Future<Void> letIn(HttpCall call, Optional<SignedIn> caller) {
    call.caller(caller.orElse(null));
    if (!(operation.reach() instanceof Reach.Anyone) && caller.isEmpty()) {
      throw new Problem(401, "signed-out");
    }
    if (!SameOrigin.safe(call.request().method())) {
      SameOrigin.requireOwnPage(call.request(), call.peer());
      if (!(operation.reach() instanceof Reach.Anyone)) {
        SameOrigin.requireToken(call.request(), caller.orElseThrow());
      }
    }
    if (operation.reach().roles().isEmpty()) {
      return Future.succeededFuture();
    }
    Optional<Grant> grant = Admission.byRole(operation.reach(), call.principal());
    if (grant.isEmpty()) {
      return denied(call, new Problem(403, "role-missing"));
    }
    call.grant(grant.get());
    return Future.succeededFuture();
  }

  private Future<Void> checked(HttpCall call) {
    contract.checkParameters(call.routing());
    if (operation.handler() instanceof mx.interconsulta.platform.operation.Handler.StreamIn) {
      long limit = seams.limits().uploadBytes();
      return BodyReader.announced(call.request()) > limit
          ? Future.failedFuture(BodyReader.tooLarge(limit))
          : Future.succeededFuture();
    }
    return BodyReader.read(call.request(), seams.limits().bodyBytes())
        .map(
            bytes -> {
              call.body(contract.checkedBody(call.request(), bytes));
              return null;
            });
  }

  private Future<Void> reached(HttpCall call) {
    if (!(operation.reach() instanceof Reach.Document reach)) {
      return Future.succeededFuture();
    }
    return reach
        .lookup()
        .find(call)
        .compose(
            found -> {
              found.ifPresent(call::footprint);
              Optional<Grant> grant =
                  found.flatMap(print -> Admission.toDocument(reach, call.principal(), print));
              if (grant.isEmpty()) {
                return denied(call, Problem.notFound());
              }
              call.grant(grant.get());
              return Future.succeededFuture();
            });
  }

  private Future<Void> answered(HttpCall call) {
    var handler = operation.handler();
    if (handler instanceof mx.interconsulta.platform.operation.Handler.Json json) {
      return guarded(call, () -> json.handle(call)).compose(answer -> release(call, answer));
    }
    if (handler instanceof mx.interconsulta.platform.operation.Handler.StreamIn in) {
      LimitedStream body = new LimitedStream(call.request(), seams.limits().uploadBytes());
      return guarded(call, () -> in.handle(call, body)).compose(answer -> release(call, answer));
    }
    var out = (mx.interconsulta.platform.operation.Handler.StreamOut) handler;
    return guarded(call, () -> out.handle(call)).compose(download -> release(call, download));
  }

  /** Runs a handler; an unexpected end of one that may have written is audited as failed. */
  private <T> Future<T> guarded(HttpCall call, java.util.function.Supplier<Future<T>> handler) {
    Future<T> result;
    try {
      result = handler.get();
    } catch (RuntimeException thrown) {
      result = Future.failedFuture(thrown);
    }
    boolean streams =
        operation.handler() instanceof mx.interconsulta.platform.operation.Handler.StreamIn;
    Future<T> bounded =
        streams
            ? result
            : result.timeout(seams.limits().handler().toMillis(), TimeUnit.MILLISECONDS);
    return bounded.recover(
        failure ->
            failure instanceof Problem || !operation.purpose().audited()
                ? Future.failedFuture(failure)
                : audit(call, "failed", knownPatients(call))
                    .transform(written -> Future.failedFuture(failure)));
  }

  private Future<Void> release(HttpCall call, Answer answer) {
    return recorded(call, answer.patients())
        .map(
            durable -> {
              HttpServerResponse response = call.routing().response();
              if (response.closed()) {
                return null;
              }
              response.setStatusCode(answer.status());
              response.putHeader("Cache-Control", "no-store");
              if (answer.body() == null) {
                answer.headers().forEach(response::putHeader);
                response.end();
              } else {
                response.putHeader("Content-Type", "application/json");
                answer.headers().forEach(response::putHeader);
                response.end(AnswerJson.write(answer.body()));
              }
              return null;
            });
  }

  private Future<Void> release(HttpCall call, Download download) {
    ByteRange range = ByteRange.of(call.request().getHeader("Range"), download.length());
    return recorded(call, download.patients())
        .compose(durable -> download.source().open(range.from(), range.to()))
        .compose(
            stream -> {
              HttpServerResponse response = call.routing().response();
              response.setStatusCode(range.partial() ? 206 : 200);
              response.putHeader("Content-Type", download.mediaType());
              response.putHeader("Content-Length", String.valueOf(range.length()));
              response.putHeader("Accept-Ranges", "bytes");
              response.putHeader("Cache-Control", "no-store");
              response.putHeader(
                  "Content-Disposition",
                  "attachment; filename*=UTF-8''"
                      + URLEncoder.encode(download.fileName(), StandardCharsets.UTF_8)
                          .replace("+", "%20"));
              if (range.partial()) {
                response.putHeader("Content-Range", range.contentRange(download.length()));
              }
              return stream.pipeTo(response);
            });
  }

  /** What must hold before an answer leaves: the handler thought of patients and of the filter. */
  private Future<Void> recorded(HttpCall call, Set<String> patients) {
    if (operation.reach() instanceof Reach.Listing && !call.scopeUsed()) {
      throw new IllegalStateException(operation.id() + " listed without asking for its scope");
    }
    if (!operation.purpose().audited()) {
      return Future.succeededFuture();
    }
    if (patients == null) {
      throw new IllegalStateException(operation.id() + " did not say which patients it touched");
    }
    return audit(call, "allowed", patients);
  }

  private Future<Void> denied(HttpCall call, Problem problem) {
    if (!operation.purpose().audited()) {
      return Future.failedFuture(problem);
    }
    return audit(call, "denied", knownPatients(call))
        .compose(written -> Future.failedFuture(problem));
  }

  private Future<Void> audit(HttpCall call, String outcome, Set<String> patients) {
    AuditPurpose purpose = operation.purpose();
    AuditEntry entry =
        new AuditEntry(
            call.at(),
            call.principal().person(),
            call.grantName(),
            call.principal().session(),
            operation.id(),
            purpose.name(),
            call.target(),
            patients,
            outcome,
            purpose.sitting() ? sitting(call) : "",
            call.correlation());
    return seams
        .audit()
        .append(entry)
        .recover(
            failure -> {
              LOG.atError()
                  .addKeyValue("correlation", call.correlation())
                  .addKeyValue("operation", operation.id())
                  .setCause(failure)
                  .log("the audit trail takes no entries, so the call gets no answer");
              return Future.failedFuture(new Problem(503, "audit-unavailable"));
            });
  }

  private static String sitting(HttpCall call) {
    Object named = call.body().getValue("sitting");
    return named instanceof String text && !text.isEmpty() ? text : call.principal().session();
  }

  private static Set<String> knownPatients(HttpCall call) {
    return call.found().map(Footprint::patients).orElse(Set.of());
  }

  private Future<Void> refused(HttpCall call, Throwable failure) {
    HttpServerResponse response = call.routing().response();
    if (failure instanceof RefusedFields fields) {
      seams.problems().write(response, call.language(), call.correlation(), fields);
    } else {
      Problem problem = seams.problems().problem(failure, call.correlation(), operation.id());
      if (problem.status() == 416) {
        response.putHeader("Content-Range", "bytes */" + problem.details().get("length"));
      }
      if (problem.status() == 413
          && call.request().version() != HttpVersion.HTTP_2
          && !response.headWritten()) {
        // What is left of an oversized body is not worth reading.
        response.putHeader("Connection", "close");
      }
      seams.problems().write(response, call.language(), call.correlation(), problem);
    }
    return Future.succeededFuture();
  }

  private void measure(HttpCall call, long began) {
    int status = call.routing().response().getStatusCode();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Timer.builder("interconsulta.operations")
        .description("Operations of the HTTP API")
        .tag("operation", operation.id())
        .tag("status", String.valueOf(status))
        .register(seams.meters())
        .record(took);
    LOG.atInfo()
        .addKeyValue("operation", operation.id())
        .addKeyValue("status", status)
        .addKeyValue("ms", took.toMillis())
        .addKeyValue("correlation", call.correlation())
        .log("answered");
  }
}
