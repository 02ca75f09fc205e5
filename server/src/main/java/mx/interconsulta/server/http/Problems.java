package mx.interconsulta.server.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns failures into RFC 9457 problem+json, in one place. What is not a {@link Problem} becomes a
 * 500 that says nothing but its correlation id.
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** A replica set has a new primary by then. */
  private static final int TRY_AGAIN_SECONDS = 10;

  private final ProblemTexts texts;

  public Problems(ProblemTexts texts) {
    this.texts = texts;
  }

  /** The problem that stands for a failure. An unexpected one is logged, without its message. */
  Problem problem(Throwable failure, String correlation, String operation) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (failure instanceof TimeoutException) {
      return new Problem(503, "timed-out");
    }
    if (Database.isUnavailable(failure)) {
      // Health and the driver's own log tell the rest; one line a call says that it was refused.
      LOG.atWarn()
          .addKeyValue("correlation", correlation)
          .addKeyValue("operation", operation)
          .log("the database is not available: {}", failure.getClass().getSimpleName());
      return new Problem(
          503, "database-unavailable", Map.of("retryAfterSeconds", TRY_AGAIN_SECONDS));
    }
    LOG.atError()
        .addKeyValue("correlation", correlation)
        .addKeyValue("operation", operation)
        .setCause(failure)
        .log("an operation failed unexpectedly");
    return new Problem(500, "unexpected");
  }

  /** Writes the answer to a call whose fields were refused; returns its status. */
  int write(
      HttpServerResponse response, String language, String correlation, RefusedFields refused) {
    JsonArray fields = new JsonArray();
    refused.faults().forEach(fault -> fields.add(fault.toJson(texts, language)));
    Problem problem = new Problem(422, "fields-refused", Map.of("count", refused.faults().size()));
    write(response, language, correlation, problem, new JsonObject().put("fields", fields));
    return problem.status();
  }

  /** Writes a problem as the answer; does nothing when the answer has begun. */
  public void write(
      HttpServerResponse response, String language, String correlation, Problem problem) {
    write(response, language, correlation, problem, new JsonObject());
  }

  private void write(
      HttpServerResponse response,
      String language,
      String correlation,
      Problem problem,
      JsonObject more) {
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    JsonObject json = new JsonObject();
    problem.details().forEach(json::put);
    if (problem.details().get("fields") instanceof Iterable<?> faults) {
      json.put("fields", spoken(faults, language));
    }
    json.mergeIn(more)
        .put("type", "/problems/" + problem.code())
        .put("title", texts.sentence(language, problem.code(), problem.details()))
        .put("status", problem.status())
        .put("code", problem.code())
        .put("correlation", correlation);
    Object wait = problem.details().get("retryAfterSeconds");
    if (wait != null) {
      response.putHeader("Retry-After", String.valueOf(wait));
    }
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Content-Language", language)
        .putHeader("Cache-Control", "no-store")
        .end(json.toBuffer());
  }

  /** The faults that a module found itself, each with its sentence. */
  private JsonArray spoken(Iterable<?> faults, String language) {
    JsonArray fields = new JsonArray();
    for (Object fault : faults) {
      JsonObject field = fault instanceof JsonObject json ? json.copy() : JsonObject.mapFrom(fault);
      fields.add(
          field.put("message", texts.sentence(language, field.getString("code"), field.getMap())));
    }
    return fields;
  }
}
