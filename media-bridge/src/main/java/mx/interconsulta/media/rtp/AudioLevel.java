package mx.interconsulta.media.rtp;

/** The level of sound that a sender measured, in a header extension (RFC 6464 §3). */
public final class AudioLevel {
  /** The level of silence. */
  public static final int SILENCE = 127;

  private AudioLevel() {}

  /** How far below the loudest, in dB: 0 to 127. */
  public static int below(byte[] bytes, int at) {
    return bytes[at] & 0x7f;
  }

  /** Whether the sender takes it for voice. */
  public static boolean voice(byte[] bytes, int at) {
    return (bytes[at] & 0x80) != 0;
  }
}
