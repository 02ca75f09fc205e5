package mx.interconsulta.media.rtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes packets as browsers send them, for tests. */
public final class Packets {
  private final byte[] bytes = new byte[2000];
  private int extensions;
  private int height = 360;
  private int length;

  private Packets() {}

  public static Packets rtp(int payloadType, int sequence, long timestamp, int ssrc) {
    Packets made = new Packets();
    made.bytes[0] = (byte) 0x80;
    made.bytes[1] = (byte) payloadType;
    BigEndian.put16(made.bytes, 2, sequence);
    BigEndian.put32(made.bytes, 4, (int) timestamp);
    BigEndian.put32(made.bytes, 8, ssrc);
    made.length = 12;
    return made;
  }

  public Packets marker() {
    bytes[1] |= (byte) 0x80;
    return this;
  }

  /** Adds an extension in the one-byte form; all of them before any payload. */
  public Packets extension(Extension extension, byte... value) {
    if (extensions == 0) {
      bytes[0] |= 0x10;
      BigEndian.put16(bytes, 12, 0xbede);
      length = 16;
    }
    bytes[16 + extensions] = (byte) (extension.id() << 4 | (value.length - 1));
    System.arraycopy(value, 0, bytes, 17 + extensions, value.length);
    extensions += 1 + value.length;
    int words = (extensions + 3) / 4;
    BigEndian.put16(bytes, 14, words);
    length = 16 + 4 * words;
    return this;
  }

  public Packets extension(Extension extension, String text) {
    return extension(extension, text.getBytes(StandardCharsets.US_ASCII));
  }

  public Packets transport(int sequence) {
    return extension(
        Extension.TRANSPORT_SEQUENCE, new byte[] {(byte) (sequence >> 8), (byte) sequence});
  }

  public Packets payload(byte... payload) {
    System.arraycopy(payload, 0, bytes, length, payload.length);
    length += payload.length;
    return this;
  }

  public Packets payload(int size) {
    return payload(new byte[size]);
  }

  /** Height that a key frame tells. */
  public Packets height(int now) {
    height = now;
    return this;
  }

  /** A packet of a VP8 frame: 15-bit picture number, TL0PICIDX and temporal layer. */
  public Packets vp8(boolean start, boolean key, int picture, int base, int temporal, int size) {
    byte[] payload = new byte[Math.max(size, 20)];
    payload[0] = (byte) (0x80 | (start ? 0x10 : 0));
    payload[1] = (byte) 0xe0;
    BigEndian.put16(payload, 2, 0x8000 | (picture & 0x7fff));
    payload[4] = (byte) base;
    payload[5] = (byte) (temporal << 6 | 0x20);
    payload[6] = (byte) (key ? 0x10 : 0x11);
    if (key) {
      BigEndian.put24(payload, 9, 0x9d012a);
      payload[12] = (byte) (640 & 0xff);
      payload[13] = (byte) (640 >> 8);
      payload[14] = (byte) height;
      payload[15] = (byte) (height >> 8);
    }
    return payload(payload);
  }

  /** Padding at the end (RFC 3550 §5.1). */
  public Packets padding(int size) {
    bytes[0] |= 0x20;
    length += size;
    bytes[length - 1] = (byte) size;
    return this;
  }

  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Reads what was sent. */
  public static RtpPacket read(byte[] packet) {
    RtpPacket read = new RtpPacket();
    if (!read.read(packet, 0, packet.length)) {
      throw new AssertionError("no RTP packet: " + Arrays.toString(packet));
    }
    return read;
  }

  /** An extension's text, or null. */
  public static String text(RtpPacket packet, Extension extension) {
    int at = packet.extensionAt(extension.id());
    return at < 0
        ? null
        : new String(
            packet.bytes(), at, packet.extensionLength(extension.id()), StandardCharsets.US_ASCII);
  }
}
