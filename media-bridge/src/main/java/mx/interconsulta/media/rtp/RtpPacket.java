package mx.interconsulta.media.rtp;

import java.util.Arrays;

/**
 * One RTP packet (RFC 3550 §5.1) in place, in somebody else's bytes, with its header extensions
 * (RFC 8285, one- and two-byte form) found. The object is used again for the next packet, so that
 * reading allocates nothing; it is good until then, and belongs to one thread.
 */
public final class RtpPacket {
  /** Bytes of a header without sources and extensions. */
  public static final int FIXED_HEADER = 12;

  /** Largest extension id that is looked at: those of the one-byte form. */
  public static final int MAX_EXTENSION_ID = 14;

  private static final int ONE_BYTE_PROFILE = 0xbede;
  private static final int TWO_BYTE_PROFILE = 0x1000;

  private final int[] extensionAt = new int[MAX_EXTENSION_ID + 1];
  private final int[] extensionLength = new int[MAX_EXTENSION_ID + 1];
  private byte[] bytes = new byte[0];
  private int offset;
  private int payloadAt;
  private int payloadLength;
  private int padding;

  /**
   * Reads a packet. The bytes are a stranger's: whatever is not an RTP packet is refused.
   *
   * @return whether it is one
   */
  public boolean read(byte[] from, int at, int length) {
    if (length < FIXED_HEADER || (from[at] & 0xc0) != 0x80) {
      return false;
    }
    bytes = from;
    offset = at;
    int end = at + length;
    int header = at + FIXED_HEADER + 4 * (from[at] & 0x0f);
    Arrays.fill(extensionAt, -1);
    if ((from[at] & 0x10) != 0) {
      if (header + 4 > end) {
        return false;
      }
      int profile = BigEndian.u16(from, header);
      int extensions = header + 4;
      header = extensions + 4 * BigEndian.u16(from, header + 2);
      if (header > end) {
        return false;
      }
      findExtensions(profile, extensions, header);
    }
    if (header > end) {
      return false;
    }
    padding = 0;
    if ((from[at] & 0x20) != 0) {
      padding = header < end ? from[end - 1] & 0xff : 0;
      if (padding == 0 || header + padding > end) {
        return false;
      }
    }
    payloadAt = header;
    payloadLength = end - header - padding;
    return true;
  }

  /** A broken list of extensions ends where it breaks; the packet is still good (RFC 8285 §4.2). */
  private void findExtensions(int profile, int from, int end) {
    boolean oneByte = profile == ONE_BYTE_PROFILE;
    if (!oneByte && (profile & 0xfff0) != TWO_BYTE_PROFILE) {
      return;
    }
    int at = from;
    while (at < end) {
      int first = bytes[at] & 0xff;
      if (first == 0) {
        at++;
        continue;
      }
      int id = oneByte ? first >> 4 : first;
      int length;
      if (oneByte) {
        if (id == 15) {
          return;
        }
        length = (first & 0x0f) + 1;
        at += 1;
      } else {
        if (at + 2 > end) {
          return;
        }
        length = bytes[at + 1] & 0xff;
        at += 2;
      }
      if (at + length > end) {
        return;
      }
      if (id > 0 && id <= MAX_EXTENSION_ID) {
        extensionAt[id] = at;
        extensionLength[id] = length;
      }
      at += length;
    }
  }

  public byte[] bytes() {
    return bytes;
  }

  public boolean marker() {
    return (bytes[offset + 1] & 0x80) != 0;
  }

  public int payloadType() {
    return bytes[offset + 1] & 0x7f;
  }

  public int sequence() {
    return BigEndian.u16(bytes, offset + 2);
  }

  public int timestamp() {
    return BigEndian.i32(bytes, offset + 4);
  }

  public int ssrc() {
    return BigEndian.i32(bytes, offset + 8);
  }

  /** Where the payload starts in {@link #bytes}. */
  public int payloadAt() {
    return payloadAt;
  }

  /** Bytes of payload, without padding. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Bytes of padding at the end. */
  public int padding() {
    return padding;
  }

  /** Where the data of an extension starts in {@link #bytes}; -1 when the packet has none. */
  public int extensionAt(int id) {
    return id <= 0 || id > MAX_EXTENSION_ID ? -1 : extensionAt[id];
  }

  /** Bytes of an extension that the packet has. */
  public int extensionLength(int id) {
    return extensionLength[id];
  }
}
