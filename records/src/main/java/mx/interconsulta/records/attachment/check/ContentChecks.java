package mx.interconsulta.records.attachment.check;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files checked, each in a process of its own with so much memory and time and no environment:
 * a few at once, the others wait. Safe from any context.
 */
public final class ContentChecks {
  private static final Logger LOG = LoggerFactory.getLogger(ContentChecks.class);
  private static final int AT_ONCE = 2;
  private static final int SECONDS = 30;
  private static final String MEMORY = "-Xmx320m";

  private final WorkerExecutor workers;
  private final AtomicInteger waiting;
  private final Timer took;

  public ContentChecks(Foundation foundation) {
    this.workers =
        foundation.vertx().createSharedWorkerExecutor("file-checks", AT_ONCE, 2, TimeUnit.MINUTES);
    this.waiting = foundation.meters().gauge("interconsulta.files.waiting", new AtomicInteger());
    this.took =
        Timer.builder("interconsulta.files.checks")
            .description("checking a file before it is kept")
            .register(foundation.meters());
  }

  /**
   * Checks and cleans a file. Fails with the problem (422) that says why it is not taken, or with
   * {@code file-check-failed} (503) when that could not be found out.
   */
  public Future<Checked> check(byte[] bytes) {
    waiting.incrementAndGet();
    return workers
        .executeBlocking(() -> took.recordCallable(() -> run(bytes)), false)
        .eventually(
            () -> {
              waiting.decrementAndGet();
              return Future.succeededFuture();
            });
  }

  private static Checked run(byte[] bytes) {
    AtomicBoolean late = new AtomicBoolean();
    Process process = null;
    try {
      process = start();
      Process running = process;
      CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS)
          .execute(
              () -> {
                if (running.isAlive()) {
                  late.set(true);
                  running.destroyForcibly();
                }
              });
      try (OutputStream to = process.getOutputStream()) {
        to.write(bytes);
      }
      try (InputStream from = process.getInputStream()) {
        return CheckProcess.read(from);
      }
    } catch (Refused refused) {
      throw new Problem(422, refused.code());
    } catch (IOException broken) {
      if (process != null && (late.get() || diedOfIt(process))) {
        throw new Problem(422, Refused.TOO_MUCH);
      }
      LOG.warn("a file could not be checked: {}", broken.getClass().getSimpleName());
      throw new Problem(503, "file-check-failed");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private static Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    MEMORY,
                    "-Xss2m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "-Djava.awt.headless=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CheckProcess.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    return builder.start();
  }

  /** Whether a process that began its work ended for want of memory or by a crash. */
  private static boolean diedOfIt(Process process) {
    try {
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() > 2;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the workers; a check under way is given up. */
  public void close() {
    workers.close();
  }
}
