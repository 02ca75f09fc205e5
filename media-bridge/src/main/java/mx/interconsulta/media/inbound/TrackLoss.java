package mx.interconsulta.media.inbound;

/**
 * Unwraps the sequence number, notes gaps to be asked for, and ends a packet that was seen before,
 * such as a retransmission of one that was only late (RFC 3550 appendix A.1, RFC 4585 §6.2.1).
 */
final class TrackLoss implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    InboundStream stream = packet.stream;
    int number = packet.retransmitted ? (int) packet.sequence : packet.rtp.sequence();
    long newest = stream.sequences.started() ? stream.sequences.newest() : -1;
    packet.sequence = stream.sequences.extend(number);
    packet.late = packet.sequence < newest;
    packet.voiceMissing = !stream.track().isVideo() && newest >= 0 && packet.sequence > newest + 1;
    if (!packet.retransmitted) {
      stream.reception().arrived(packet.sequence, packet.timestamp(), packet.arrivalNanos);
    }
    return stream.losses.arrived(packet.sequence, packet.arrivalNanos)
        != LossTracker.Verdict.DUPLICATE;
  }
}
