package mx.interconsulta.media.rtp;

/**
 * The codecs of this bridge and the payload types that its offers dictate, the same for everybody:
 * so a packet goes from one participant to another without a change of type.
 */
public enum Codec {
  /** RFC 7587. */
  OPUS(111, -1, 48_000),
  /** RFC 2198, with Opus in it. */
  RED(63, -1, 48_000),
  /** RFC 7741. */
  VP8(96, 97, 90_000),
  /** RFC 6184, constrained baseline, packetization mode 1. */
  H264(102, 103, 90_000);

  private static final Codec[] BY_TYPE = new Codec[128];
  private static final Codec[] BY_RTX = new Codec[128];

  static {
    for (Codec codec : values()) {
      BY_TYPE[codec.payloadType] = codec;
      if (codec.rtxType >= 0) {
        BY_RTX[codec.rtxType] = codec;
      }
    }
  }

  private final int payloadType;
  private final int rtxType;
  private final int clockRate;

  Codec(int payloadType, int rtxType, int clockRate) {
    this.payloadType = payloadType;
    this.rtxType = rtxType;
    this.clockRate = clockRate;
  }

  /** The codec of a payload type; null for none. */
  public static Codec of(int payloadType) {
    return BY_TYPE[payloadType & 0x7f];
  }

  /** The codec that a payload type retransmits (RFC 4588); null for none. */
  public static Codec retransmittedBy(int payloadType) {
    return BY_RTX[payloadType & 0x7f];
  }

  public int payloadType() {
    return payloadType;
  }

  /** Payload type of retransmissions; -1 for sound, which has none. */
  public int rtxType() {
    return rtxType;
  }

  /** Ticks of the timestamp in a second. */
  public int clockRate() {
    return clockRate;
  }

  public boolean isVideo() {
    return rtxType >= 0;
  }
}
