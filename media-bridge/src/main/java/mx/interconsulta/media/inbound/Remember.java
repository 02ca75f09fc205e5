package mx.interconsulta.media.inbound;

/** Keeps the payload for a while, for subscribers that lose theirs (RFC 4588). */
final class Remember implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    if (packet.stream.memory() != null) {
      packet.stream.memory().keep(packet);
    }
    return true;
  }
}
