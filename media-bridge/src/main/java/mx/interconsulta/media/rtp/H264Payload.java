package mx.interconsulta.media.rtp;

/** What of an H.264 payload (RFC 6184 §5) tells where a key frame begins. */
public final class H264Payload {
  private static final int SEQUENCE_PARAMETERS = 7;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;

  private H264Payload() {}

  /**
   * Whether a key frame begins in this packet: with the sequence parameters that senders put in
   * front of every one. A slice without them is nothing to begin with.
   */
  public static boolean beginsKeyFrame(byte[] bytes, int at, int length) {
    if (length < 1) {
      return false;
    }
    int type = bytes[at] & 0x1f;
    if (type == STAP_A) {
      return aggregateBegins(bytes, at + 1, at + length);
    }
    if (type == FU_A) {
      return length >= 2 && (bytes[at + 1] & 0x80) != 0 && begins(bytes[at + 1] & 0x1f);
    }
    return begins(type);
  }

  private static boolean aggregateBegins(byte[] bytes, int from, int end) {
    int at = from;
    while (at + 3 <= end) {
      if (begins(bytes[at + 2] & 0x1f)) {
        return true;
      }
      at += 2 + BigEndian.u16(bytes, at);
    }
    return false;
  }

  private static boolean begins(int type) {
    return type == SEQUENCE_PARAMETERS;
  }
}
