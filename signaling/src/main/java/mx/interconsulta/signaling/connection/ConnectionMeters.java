package mx.interconsulta.signaling.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.signaling.message.CloseCode;

/** What connections tell the outside. Tags are types and codes of the protocol, a closed set. */
final class ConnectionMeters {
  private final MeterRegistry meters;
  private final AtomicInteger sockets;
  private final AtomicInteger connections;
  private final Map<String, Counter> received = new ConcurrentHashMap<>();
  private final Map<String, Counter> sent = new ConcurrentHashMap<>();

  ConnectionMeters(MeterRegistry meters) {
    this.meters = meters;
    this.sockets = meters.gauge("interconsulta.sockets", new AtomicInteger());
    this.connections = meters.gauge("interconsulta.connections", new AtomicInteger());
  }

  void opened() {
    sockets.incrementAndGet();
  }

  void closed() {
    sockets.decrementAndGet();
  }

  void begun() {
    connections.incrementAndGet();
  }

  void over() {
    connections.decrementAndGet();
  }

  void received(String type) {
    count(received, "interconsulta.messages.received", type);
  }

  void sent(String type) {
    count(sent, "interconsulta.messages.sent", type);
  }

  void refused(String code) {
    meters.counter("interconsulta.messages.refused", "code", code).increment();
  }

  void resumed(boolean done) {
    meters.counter("interconsulta.resumes", "outcome", done ? "resumed" : "too-late").increment();
  }

  void ended(CloseCode code) {
    meters.counter("interconsulta.sockets.ended", "code", String.valueOf(code.code())).increment();
  }

  private void count(Map<String, Counter> counters, String name, String type) {
    Counter counter = counters.get(type);
    if (counter == null) {
      counter = counters.computeIfAbsent(type, same -> meters.counter(name, "type", same));
    }
    counter.increment();
  }
}
