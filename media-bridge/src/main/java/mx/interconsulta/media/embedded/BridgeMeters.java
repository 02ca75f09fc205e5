package mx.interconsulta.media.embedded;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import mx.interconsulta.media.BridgeCensus;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.transport.PortCensus;
import mx.interconsulta.media.transport.TransportPath;

/** What the bridge counts for the operator; named in docs/media.md. */
final class BridgeMeters {
  private final MeterRegistry registry;
  private final Counter connected;
  private final Counter interrupted;
  private final List<Meter> meters = new ArrayList<>();

  BridgeMeters(MeterRegistry registry, EmbeddedBridge bridge) {
    this.registry = registry;
    census("rooms", bridge, BridgeCensus::rooms);
    census("participants", bridge, BridgeCensus::participants);
    census("sources", bridge, BridgeCensus::sources);
    port("handshakes", bridge, PortCensus::handshakes);
    port("tcp.connections", bridge, PortCensus::tcpConnections);
    port("ciphers", bridge, PortCensus::ciphers);
    connected = registry.counter("media.embedded.connected");
    interrupted = registry.counter("media.embedded.interrupted");
  }

  private void census(String name, EmbeddedBridge bridge, ToDoubleFunction<BridgeCensus> value) {
    meters.add(
        Gauge.builder("media.embedded." + name, bridge, it -> value.applyAsDouble(it.census()))
            .register(registry));
  }

  private void port(String name, EmbeddedBridge bridge, ToDoubleFunction<PortCensus> value) {
    meters.add(
        Gauge.builder(
                "media.embedded." + name, bridge, it -> value.applyAsDouble(it.port().census()))
            .register(registry));
  }

  void connected() {
    connected.increment();
  }

  void interrupted() {
    interrupted.increment();
  }

  void ended(MediaEndReason reason) {
    registry.counter("media.embedded.ended", "reason", reason.token()).increment();
  }

  void path(TransportPath path) {
    String protocol = path.protocol().name().toLowerCase(Locale.ROOT);
    registry.counter("media.embedded.paths", "protocol", protocol).increment();
  }

  void close() {
    meters.forEach(registry::remove);
  }
}
