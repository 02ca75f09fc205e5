package mx.interconsulta.media.inbound;

/** Hands the packet to everybody who may want it. */
final class ForwardToTakers implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    packet.stream.track().forward(packet);
    return true;
  }
}
