package mx.interconsulta.platform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.TestDatabase;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.time.ManualTimers;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.platform.time.VertxTimers;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a module stands on, for its tests: a Vert.x, a fresh database, a random key, and time.
 *
 * <pre>{@code
 * @RegisterExtension static final TestFoundation house = TestFoundation.withManualTime(START);
 * }</pre>
 */
public final class TestFoundation implements AfterAllCallback, AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final Timers timers;
  private final Foundation foundation;

  private TestFoundation(Instant start) {
    timers = start == null ? new VertxTimers(vertx, Clock.systemUTC()) : new ManualTimers(start);
    foundation =
        new Foundation(
            vertx,
            timers,
            database.database(),
            TestDatabase.await(
                EnvelopeSealing.open(database.database(), MasterKey.random(), timers.clock())),
            new SimpleMeterRegistry());
  }

  /** Time stands still until the test advances it. */
  public static TestFoundation withManualTime(Instant start) {
    return new TestFoundation(start);
  }

  /** Time goes by. */
  public static TestFoundation withRealTime() {
    return new TestFoundation(null);
  }

  public Foundation foundation() {
    return foundation;
  }

  public Vertx vertx() {
    return vertx;
  }

  public Database database() {
    return database.database();
  }

  /** The database with its URI, for processes and plain drivers. */
  public TestDatabase testDatabase() {
    return database;
  }

  /** The timers to advance. */
  public ManualTimers manualTimers() {
    return (ManualTimers) timers;
  }

  /** Waits for a Future from a thread that is no event loop; throws what it failed with. */
  public static <T> T await(Future<T> future) {
    return TestDatabase.await(future);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      await(vertx.close());
    }
  }
}
