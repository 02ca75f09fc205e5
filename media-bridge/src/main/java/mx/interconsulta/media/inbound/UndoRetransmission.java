package mx.interconsulta.media.inbound;

import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.Codec;

/**
 * Makes a retransmission the packet it repeats (RFC 4588 §4): its first two bytes are the original
 * sequence number, its payload type is that of the codec. What has no such bytes is padding that
 * probes the line, and has done its work when its arrival was noted.
 */
final class UndoRetransmission implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    int payloadType = packet.rtp.payloadType();
    packet.payloadAt = packet.rtp.payloadAt();
    packet.payloadLength = packet.rtp.payloadLength();
    if (!packet.retransmitted) {
      packet.codec = Codec.of(payloadType);
      packet.sequence = -1;
      return packet.codec != null && packet.codec.isVideo() == packet.stream.track().isVideo();
    }
    packet.codec = Codec.retransmittedBy(payloadType);
    if (packet.codec == null || packet.payloadLength < 2 || !packet.stream.sequences.started()) {
      return false;
    }
    packet.sequence = BigEndian.u16(packet.rtp.bytes(), packet.payloadAt);
    packet.payloadAt += 2;
    packet.payloadLength -= 2;
    return true;
  }
}
