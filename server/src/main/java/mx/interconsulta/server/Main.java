package mx.interconsulta.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import mx.interconsulta.media.transport.BindFailure;
import mx.interconsulta.platform.database.DatabaseRefusedException;
import mx.interconsulta.platform.sealing.KeyRefusedException;
import mx.interconsulta.platform.time.VertxTimers;
import mx.interconsulta.server.configuration.ConfigurationException;
import mx.interconsulta.server.configuration.ServerOptions;
import mx.interconsulta.server.health.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program. Exit codes: 0 after a signal was obeyed, 1 when it cannot start (port taken,
 * database or key refused), 2 when it is configured wrongly.
 */
public final class Main {
  private static final long CLOSE_SECONDS = 4;

  private Main() {}

  /** Runs until a signal comes. */
  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      help();
      return;
    }
    ServerOptions options;
    try {
      options = ServerOptions.read(Arrays.asList(arguments), System.getenv());
    } catch (ConfigurationException refused) {
      System.err.println(refused.getMessage());
      System.exit(2);
      return;
    }
    Metrics metrics = new Metrics();
    Vertx vertx = vertx(metrics, options.listen().loops());
    try {
      Interconsulta product =
          Interconsulta.start(vertx, new VertxTimers(vertx, Clock.systemUTC()), options, metrics)
              .await();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> close(product, vertx, metrics), "close"));
      product.remarks().forEach(System.out::println);
      System.out.println(
          String.format(Locale.ROOT, "Ready in %.1f s: %s", secondsSinceStart(), product.url()));
      System.out.flush();
    } catch (Throwable failure) { // await throws what failed as it is, checked or not
      fail(failure, options);
      System.exit(failure instanceof ConfigurationException ? 2 : 1);
    }
  }

  private static Vertx vertx(Metrics metrics, int loops) {
    // Calls, sockets and rooms have meters of their own, without paths in their labels.
    Set<String> disabled =
        Arrays.stream(MetricsDomain.values())
            .filter(domain -> domain != MetricsDomain.NAMED_POOLS)
            .map(MetricsDomain::toCategory)
            .collect(Collectors.toSet());
    MicrometerMetricsOptions measured =
        new MicrometerMetricsOptions().setEnabled(true).setDisabledMetricsCategories(disabled);
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setMetricsOptions(measured)
                // Rooms share those that serve HTTP: on others beside them a thread had to be
                // woken for each hop of a relayed message.
                .setEventLoopPoolSize(loops))
        .withMetrics(new MicrometerMetricsFactory(metrics.registry()))
        .build();
  }

  private static void close(Interconsulta product, Vertx vertx, Metrics metrics) {
    try {
      product.close().compose(closed -> vertx.close()).await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      System.err.println("Not everything could be closed in " + CLOSE_SECONDS + " s.");
    } finally {
      metrics.close();
    }
  }

  /** Since the script was started, when it says so; else since the JVM was. */
  private static double secondsSinceStart() {
    long started =
        Long.getLong("interconsulta.started", ManagementFactory.getRuntimeMXBean().getStartTime());
    return (System.currentTimeMillis() - started) / 1000.0;
  }

  /** One clear line for what a person can mend; the place in the code for what they cannot. */
  private static void fail(Throwable failure, ServerOptions options) {
    String where = options.listen().host() + ":" + options.listen().port();
    if (failure instanceof ConfigurationException
        || failure instanceof DatabaseRefusedException
        || failure instanceof KeyRefusedException
        || failure instanceof BindFailure) {
      System.err.println(failure.getMessage());
    } else if (causedBy(failure, BindException.class)) {
      System.err.println("Cannot listen on " + where + ": the port is taken or not ours.");
    } else if (causedBy(failure, UnresolvedAddressException.class)
        || causedBy(failure, java.net.UnknownHostException.class)) {
      System.err.println("Cannot listen on " + where + ": HOST is no address of this machine.");
    } else {
      Logger log = LoggerFactory.getLogger(Main.class);
      log.error("cannot start", failure);
      System.err.println("Cannot start: " + failure);
    }
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (kind.isInstance(one)) {
        return true;
      }
    }
    return false;
  }

  private static void help() {
    System.out.println("bin/run [--production] [--no-sample] [--config FILE] [--help]");
    System.out.println();
    try (InputStream in = Main.class.getResourceAsStream("/reference.properties")) {
      System.out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      System.err.println("The reference of options cannot be read.");
    }
  }
}
