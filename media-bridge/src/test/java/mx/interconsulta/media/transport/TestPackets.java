package mx.interconsulta.media.transport;

/** RTP and RTCP packets for tests, with room for a tag behind. */
final class TestPackets {
  private TestPackets() {}

  /** The array of a packet of this many bytes in all, and {@link PeerTransport#TAIL} more. */
  static byte[] rtp(int ssrc, int sequence, int length) {
    byte[] packet = new byte[length + PeerTransport.TAIL];
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    packet[2] = (byte) (sequence >> 8);
    packet[3] = (byte) sequence;
    put32(packet, 8, ssrc);
    for (int i = 12; i < length; i++) {
      packet[i] = (byte) (i * 31 + sequence);
    }
    return packet;
  }

  /** A receiver report without blocks, 8 bytes. */
  static byte[] rtcp(int ssrc) {
    byte[] packet = new byte[8 + PeerTransport.TAIL];
    packet[0] = (byte) 0x80;
    packet[1] = (byte) 201;
    packet[3] = 1;
    put32(packet, 4, ssrc);
    return packet;
  }

  private static void put32(byte[] packet, int at, int value) {
    packet[at] = (byte) (value >> 24);
    packet[at + 1] = (byte) (value >> 16);
    packet[at + 2] = (byte) (value >> 8);
    packet[at + 3] = (byte) value;
  }
}
