package mx.interconsulta.records.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/** What the trail waits for, how much goes together, and how often it fails. */
final class TrailMeters {
  private final MeterRegistry registry;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Timer writes;
  private final DistributionSummary together;
  private final Counter failures;

  TrailMeters(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("interconsulta.audit.waiting", waiting);
    this.writes = registry.timer("interconsulta.audit.write");
    this.together = registry.summary("interconsulta.audit.batch");
    this.failures = registry.counter("interconsulta.audit.failures");
  }

  Timer.Sample start() {
    return Timer.start(registry);
  }

  void waiting(int entries) {
    waiting.set(entries);
  }

  void written(Timer.Sample sample, int entries, boolean durable) {
    sample.stop(writes);
    together.record(entries);
    if (!durable) {
      failures.increment();
    }
  }
}
