package mx.interconsulta.media.inbound;

/**
 * Ends a packet that is only padding (RFC 3550 §5.1). Sent on, a decoder would take it for an empty
 * frame; so it is not, and the numbers of those behind it move up by one.
 */
final class DropPadding implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    if (packet.payloadLength > 0) {
      return true;
    }
    packet.stream.track().skip(packet.stream, packet.sequence);
    return false;
  }
}
