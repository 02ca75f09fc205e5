package mx.interconsulta.records;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.DatabaseConnection;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.time.VertxTimers;

/**
 * A foundation on a database that several processes share, and processes on it that can be killed.
 */
public final class Ground implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final DatabaseConnection connection;
  private final Foundation foundation;

  /** Stands on this database, under a key that all processes of a test share. */
  public Ground(String uri) {
    connection = TestFoundation.await(DatabaseConnection.open(vertx, uri, null));
    foundation =
        new Foundation(
            vertx,
            new VertxTimers(vertx, Clock.systemUTC()),
            connection.database(),
            TestFoundation.await(
                EnvelopeSealing.open(
                    connection.database(), MasterKey.of(new byte[32]), Clock.systemUTC())),
            new SimpleMeterRegistry());
  }

  public Foundation foundation() {
    return foundation;
  }

  @Override
  public void close() {
    TestFoundation.await(connection.close());
    TestFoundation.await(vertx.close());
  }

  /** A process of its own that runs a main class of the tests. */
  public static final class Fork implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    public Fork(Class<?> main, String... arguments) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  main.getName()));
      command.addAll(List.of(arguments));
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line it prints; fails when it ended. */
    public String line() {
      try {
        String line = lines.readLine();
        if (line == null) {
          throw new AssertionError("the process ended before it said what was waited for");
        }
        return line;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
      try {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }

    @Override
    public void close() {
      kill();
    }
  }
}
