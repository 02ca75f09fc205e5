package mx.interconsulta.media.inbound;

/** Counts what a layer, and each of its temporal layers, costs on a subscriber's line. */
final class MeasureRate implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    packet.stream.count(packet);
    return true;
  }
}
