package mx.interconsulta.server.health;

import com.mongodb.event.CommandListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import mx.interconsulta.platform.database.DatabaseConnection;

/**
 * What can be counted, for Prometheus: modules register their own meters on the same registry; here
 * are the JVM's and the event loops' lag. No label ever carries a person, a patient or a path.
 */
public final class Metrics implements AutoCloseable {
  private static final long LAG_EVERY_MILLIS = 500;

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections;
  private final List<CommandListener> commandListeners = new CopyOnWriteArrayList<>();

  public Metrics() {
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    commandListeners.add(DatabaseConnection.metering(registry));
  }

  /** Whoever is told of every command sent to the database: the meters first. */
  public List<CommandListener> commandListeners() {
    return List.copyOf(commandListeners);
  }

  /** Somebody else is told of every command, too; before the database is opened. */
  public void alsoTell(CommandListener listener) {
    commandListeners.add(listener);
  }

  /** Where meters are registered. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** GET /metrics, in Prometheus's text format. */
  public Handler<RoutingContext> scrape() {
    return routing ->
        routing
            .response()
            .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            .putHeader("Cache-Control", "no-store")
            .end(registry.scrape());
  }

  /**
   * Measures how late an event loop is: a timer that should fire every half second says by how much
   * it did not.
   *
   * @param loop number of the loop, as its label
   */
  public void watch(Vertx vertx, Context context, int loop) {
    AtomicLong lateNanos = new AtomicLong();
    Gauge.builder("interconsulta.eventloop.lag", lateNanos, late -> late.get() / 1e9)
        .baseUnit("seconds")
        .description("How late the event loop's timers are")
        .tag("loop", String.valueOf(loop))
        .register(registry);
    context.runOnContext(
        turn -> {
          AtomicLong due = new AtomicLong(System.nanoTime() + LAG_EVERY_MILLIS * 1_000_000);
          vertx.setPeriodic(
              LAG_EVERY_MILLIS,
              fired -> {
                long now = System.nanoTime();
                lateNanos.set(Math.max(0, now - due.get()));
                due.set(now + LAG_EVERY_MILLIS * 1_000_000);
              });
        });
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
