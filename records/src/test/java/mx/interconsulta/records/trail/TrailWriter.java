package mx.interconsulta.records.trail;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.records.Ground;

/**
 * A process that writes entries without end, 64 under way at a time, and prints the correlation of
 * each one that was acknowledged. For tests that kill it.
 */
public final class TrailWriter {
  /** What its lines begin with; others are logs. */
  static final String ACKNOWLEDGED = "acknowledged ";

  private static final int UNDER_WAY = 64;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TrailWriter() {}

  /** Arguments: URI of the database, name of this writer. */
  public static void main(String[] arguments) {
    Ground ground = new Ground(arguments[0]);
    AuditSink sink = TestFoundation.await(Trail.open(ground.foundation())).sink();
    for (int i = 0; i < UNDER_WAY; i++) {
      next(sink, arguments[1]);
    }
  }

  private static void next(AuditSink sink, String writer) {
    String correlation = writer + "-" + NUMBER.incrementAndGet();
    sink.append(
            new AuditEntry(
                Instant.now(),
                "person",
                "assignment",
                "session",
                "getRequest",
                "request.read",
                "request",
                Set.of("patient"),
                "allowed",
                "",
                correlation))
        .onComplete(
            done -> {
              if (done.succeeded()) {
                System.out.println(ACKNOWLEDGED + correlation);
              }
              next(sink, writer);
            });
  }
}
