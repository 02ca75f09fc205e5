package mx.interconsulta.platform.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The embedded database as a process of its own, for tests with two servers and for tests that
 * kill. It keeps its port when it is started again, so that clients find it. Not thread-safe.
 */
public final class DatabaseFork implements AutoCloseable {
  private static final int SECONDS_TO_END = 10;

  private final Path directory;
  private final int port;
  private Process process;
  private String uri;

  private DatabaseFork(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Starts one on a new directory and a free port. */
  public static DatabaseFork start() {
    try {
      DatabaseFork fork = new DatabaseFork(Files.createTempDirectory("database-fork"), freePort());
      fork.startAgain();
      return fork;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Starts it after {@link #kill} or {@link #end}, on the same data. */
  public void startAgain() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  DatabaseProcess.class.getName(),
                  "--data-dir",
                  directory.toString(),
                  "--port",
                  Integer.toString(port))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null) {
        throw new AssertionError("the database process ended before it was ready");
      }
      uri = line.substring(line.indexOf("mongodb://"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What to give as MONGODB_URI. */
  public String uri() {
    return uri;
  }

  public Path directory() {
    return directory;
  }

  /** kill -9, and waits until it is gone. */
  public void kill() {
    waitFor(process.destroyForcibly());
  }

  /**
   * SIGTERM, and waits until it is gone.
   *
   * @return its exit code
   */
  public int end() {
    process.destroy();
    return waitFor(process);
  }

  private static int waitFor(Process process) {
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new AssertionError("the database process does not end");
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
