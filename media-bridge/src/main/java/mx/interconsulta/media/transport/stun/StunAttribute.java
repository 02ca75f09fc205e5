package mx.interconsulta.media.transport.stun;

/** Attribute types that ICE uses (RFC 8489, section 18.3; RFC 8445, section 16.1). */
public final class StunAttribute {
  public static final int USERNAME = 0x0006;
  public static final int MESSAGE_INTEGRITY = 0x0008;
  public static final int ERROR_CODE = 0x0009;
  public static final int UNKNOWN_ATTRIBUTES = 0x000a;
  public static final int XOR_MAPPED_ADDRESS = 0x0020;
  public static final int PRIORITY = 0x0024;
  public static final int USE_CANDIDATE = 0x0025;
  public static final int SOFTWARE = 0x8022;
  public static final int FINGERPRINT = 0x8028;
  public static final int ICE_CONTROLLED = 0x8029;
  public static final int ICE_CONTROLLING = 0x802a;

  private StunAttribute() {}

  /** Whether a request with this attribute may be answered (RFC 8489, section 14). */
  static boolean isUnderstood(int type) {
    return switch (type) {
      case USERNAME,
          MESSAGE_INTEGRITY,
          ERROR_CODE,
          UNKNOWN_ATTRIBUTES,
          XOR_MAPPED_ADDRESS,
          PRIORITY,
          USE_CANDIDATE ->
          true;
      default -> type >= 0x8000;
    };
  }
}
