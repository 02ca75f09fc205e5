package mx.interconsulta.media.transport;

/** What shares the port, told apart by the first bytes (RFC 7983, and RFC 5761 for RTCP). */
enum PacketKind {
  STUN,
  DTLS,
  RTP,
  RTCP,
  /** Nothing we speak; dropped. */
  OTHER;

  static PacketKind of(byte[] buffer, int offset, int length) {
    if (length < 2) {
      return OTHER;
    }
    int first = buffer[offset] & 0xff;
    if (first < 4) {
      return STUN;
    }
    if (first >= 20 && first < 64) {
      return DTLS;
    }
    if (first >= 128 && first < 192) {
      int second = buffer[offset + 1] & 0xff;
      return second >= 192 && second < 224 ? RTCP : RTP;
    }
    return OTHER;
  }
}
