package mx.interconsulta.server.health;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the process lives, and whether it can serve: each dependency by name. A required one that
 * is down makes the whole not ready (503); one that only warms up does not.
 *
 * <p>Dependencies are added at start; probes may come on any event loop.
 */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final long PATIENCE_SECONDS = 3;

  /** How a dependency is. */
  public enum State {
    /** Works. */
    UP("up"),
    /** Does not work. */
    DOWN("down"),
    /** Is being made ready behind a running server. */
    WARMING("warming");

    private final String token;

    State(String token) {
      this.token = token;
    }
  }

  private record Dependency(String name, boolean required, Supplier<Future<State>> probe) {}

  private final Map<String, Dependency> dependencies = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds a dependency without which the server is not ready. Its probe fails when it is down. */
  public Health require(String name, Supplier<Future<Void>> probe) {
    return add(new Dependency(name, true, () -> probe.get().map(State.UP)));
  }

  /** Adds one that is told but does not decide. */
  public Health tell(String name, Supplier<State> state) {
    return add(new Dependency(name, false, () -> Future.succeededFuture(state.get())));
  }

  /** Adds a lasting remark, such as a database that is not for production. */
  public synchronized Health warn(String warning) {
    warnings.add(warning);
    return this;
  }

  /** GET /health/live: the event loop answers. */
  public Handler<RoutingContext> live() {
    return routing -> answer(routing, 200, new JsonObject().put("state", State.UP.token));
  }

  /** GET /health/ready: each dependency with its state. */
  public Handler<RoutingContext> ready() {
    return routing -> {
      List<Future<JsonObject>> told = new ArrayList<>();
      for (Dependency dependency : all()) {
        told.add(told(dependency));
      }
      Future.join(told)
          .onComplete(
              all -> {
                JsonArray list = new JsonArray();
                boolean ready = true;
                for (Future<JsonObject> one : told) {
                  JsonObject dependency = one.result();
                  list.add(dependency);
                  ready &=
                      !dependency.getBoolean("required")
                          || dependency.getString("state").equals(State.UP.token);
                }
                answer(
                    routing,
                    ready ? 200 : 503,
                    new JsonObject()
                        .put("state", (ready ? State.UP : State.DOWN).token)
                        .put("dependencies", list)
                        .put("warnings", new JsonArray(List.copyOf(warnings))));
              });
    };
  }

  private synchronized Health add(Dependency dependency) {
    dependencies.put(dependency.name(), dependency);
    return this;
  }

  private synchronized List<Dependency> all() {
    return List.copyOf(dependencies.values());
  }

  private static Future<JsonObject> told(Dependency dependency) {
    Future<State> probed;
    try {
      probed = dependency.probe().get().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (RuntimeException thrown) {
      probed = Future.failedFuture(thrown);
    }
    return probed
        .recover(
            failure -> {
              LOG.atWarn()
                  .addKeyValue("dependency", dependency.name())
                  .setCause(failure)
                  .log("a dependency is down");
              return Future.succeededFuture(State.DOWN);
            })
        .map(
            state ->
                new JsonObject()
                    .put("name", dependency.name())
                    .put("required", dependency.required())
                    .put("state", state.token));
  }

  private static void answer(RoutingContext routing, int status, JsonObject body) {
    routing
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
