package mx.interconsulta.media.rtp;

/**
 * Reads compound and reduced-size RTCP (RFC 3550 §6, RFC 4585, RFC 5104, RFC 5506). A stranger
 * wrote it: what is not understood is stepped over, and where a packet breaks the reading ends.
 */
public final class RtcpReader {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int BYE = 203;
  private static final int TRANSPORT_FEEDBACK = 205;
  private static final int PAYLOAD_FEEDBACK = 206;
  private static final int NACK = 1;
  private static final int TRANSPORT_WIDE = 15;
  private static final int PICTURE_LOSS = 1;
  private static final int FULL_INTRA = 4;
  private static final int REPORT_BLOCK = 24;

  /** Hears what a packet says. SSRCs are as they stand in an int. */
  public interface Receiver {
    /** A sender's clock (RFC 3550 §6.4.1): this wall-clock time was this timestamp. */
    void senderReport(int ssrc, long ntp, int timestamp);

    /**
     * How one of our streams arrives there (RFC 3550 §6.4.1).
     *
     * @param ssrc our stream
     * @param fractionLost of the packets since the report before, in 256ths
     * @param lastReport middle of the NTP time of our last sender report there; 0 for none
     * @param delay since it arrived there, in 65,536ths of a second
     */
    void reportBlock(int ssrc, int fractionLost, int jitter, long lastReport, long delay);

    /** Packets that are missing there (RFC 4585 §6.2.1): one, and a mask of the next sixteen. */
    void missing(int ssrc, int sequence, int following);

    /** A picture that cannot be decoded there (RFC 4585 §6.3.1, RFC 5104 §4.3.1). */
    void keyFrameWanted(int ssrc);

    /** When packets of the whole transport arrived there; read by {@link TransportFeedback}. */
    void arrivals(byte[] bytes, int at, int length);

    /** A stream that ends (RFC 3550 §6.6). */
    void bye(int ssrc);
  }

  private RtcpReader() {}

  /**
   * Reads one datagram.
   *
   * @return whether all of it was well formed
   */
  public static boolean read(byte[] bytes, int from, int length, Receiver receiver) {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (at + 4 > end || (bytes[at] & 0xc0) != 0x80) {
        return false;
      }
      int next = at + 4 + 4 * BigEndian.u16(bytes, at + 2);
      if (next > end) {
        return false;
      }
      if (!readOne(bytes, at, next, receiver)) {
        return false;
      }
      at = next;
    }
    return true;
  }

  private static boolean readOne(byte[] bytes, int at, int end, Receiver receiver) {
    int count = bytes[at] & 0x1f;
    return switch (bytes[at + 1] & 0xff) {
      case SENDER_REPORT -> readSenderReport(bytes, at, end, count, receiver);
      case RECEIVER_REPORT -> readBlocks(bytes, at + 8, end, count, receiver);
      case BYE -> readBye(bytes, at + 4, end, count, receiver);
      case TRANSPORT_FEEDBACK -> readTransport(bytes, at, end, count, receiver);
      case PAYLOAD_FEEDBACK -> readPayload(bytes, at, end, count, receiver);
      default -> true;
    };
  }

  private static boolean readSenderReport(
      byte[] bytes, int at, int end, int count, Receiver receiver) {
    if (at + 28 > end) {
      return false;
    }
    long ntp = BigEndian.u32(bytes, at + 8) << 32 | BigEndian.u32(bytes, at + 12);
    receiver.senderReport(BigEndian.i32(bytes, at + 4), ntp, BigEndian.i32(bytes, at + 16));
    return readBlocks(bytes, at + 28, end, count, receiver);
  }

  private static boolean readBlocks(byte[] bytes, int from, int end, int count, Receiver receiver) {
    if (from + count * REPORT_BLOCK > end) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      int at = from + i * REPORT_BLOCK;
      receiver.reportBlock(
          BigEndian.i32(bytes, at),
          bytes[at + 4] & 0xff,
          BigEndian.i32(bytes, at + 12),
          BigEndian.u32(bytes, at + 16),
          BigEndian.u32(bytes, at + 20));
    }
    return true;
  }

  private static boolean readBye(byte[] bytes, int from, int end, int count, Receiver receiver) {
    if (from + 4 * count > end) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      receiver.bye(BigEndian.i32(bytes, from + 4 * i));
    }
    return true;
  }

  private static boolean readTransport(
      byte[] bytes, int at, int end, int format, Receiver receiver) {
    if (at + 12 > end) {
      return false;
    }
    if (format == NACK) {
      int ssrc = BigEndian.i32(bytes, at + 8);
      for (int item = at + 12; item + 4 <= end; item += 4) {
        receiver.missing(ssrc, BigEndian.u16(bytes, item), BigEndian.u16(bytes, item + 2));
      }
    } else if (format == TRANSPORT_WIDE) {
      receiver.arrivals(bytes, at + 12, end - at - 12);
    }
    return true;
  }

  private static boolean readPayload(byte[] bytes, int at, int end, int format, Receiver receiver) {
    if (at + 12 > end) {
      return false;
    }
    if (format == PICTURE_LOSS) {
      receiver.keyFrameWanted(BigEndian.i32(bytes, at + 8));
    } else if (format == FULL_INTRA) {
      for (int item = at + 12; item + 8 <= end; item += 8) {
        receiver.keyFrameWanted(BigEndian.i32(bytes, item));
      }
    }
    return true;
  }
}
