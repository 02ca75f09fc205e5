package mx.interconsulta.media.outbound;

import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.Extension;
import mx.interconsulta.media.rtp.Vp8Payload;
import mx.interconsulta.media.transport.PeerTransport;

/**
 * Writes one packet for one subscriber into bytes that are used again. The header extensions are
 * made new (RFC 8285): the publisher's m-line, layer and transport number mean nothing to anybody
 * else, and the first would even lead the packet to the wrong line there.
 */
final class PacketWriter {
  private static final int LARGEST = 2048;

  private final byte[] bytes = new byte[LARGEST + PeerTransport.TAIL];
  private final Vp8Payload vp8 = new Vp8Payload();
  private int extensionsAt;
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Begins a packet with its fixed header (RFC 3550 §5.1). */
  PacketWriter begin(boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
    bytes[0] = (byte) 0x90;
    bytes[1] = (byte) ((marker ? 0x80 : 0) | payloadType);
    BigEndian.put16(bytes, 2, sequence);
    BigEndian.put32(bytes, 4, timestamp);
    BigEndian.put32(bytes, 8, ssrc);
    BigEndian.put16(bytes, 12, 0xbede);
    extensionsAt = 16;
    length = 16;
    return this;
  }

  PacketWriter transportSequence(int sequence) {
    bytes[length] = (byte) (Extension.TRANSPORT_SEQUENCE.id() << 4 | 1);
    BigEndian.put16(bytes, length + 1, sequence);
    length += 3;
    return this;
  }

  PacketWriter mid(byte[] mid) {
    bytes[length] = (byte) (Extension.MID.id() << 4 | (mid.length - 1));
    System.arraycopy(mid, 0, bytes, length + 1, mid.length);
    length += 1 + mid.length;
    return this;
  }

  /** An extension of one byte; nothing when the value is negative. */
  PacketWriter extension(Extension extension, int value) {
    if (value >= 0) {
      bytes[length] = (byte) (extension.id() << 4);
      bytes[length + 1] = (byte) value;
      length += 2;
    }
    return this;
  }

  PacketWriter endExtensions() {
    while ((length & 3) != 0) {
      bytes[length++] = 0;
    }
    BigEndian.put16(bytes, 14, (length - extensionsAt) / 4);
    return this;
  }

  /** The number of the packet that this one repeats (RFC 4588 §4). */
  PacketWriter original(int sequence) {
    BigEndian.put16(bytes, length, sequence);
    length += 2;
    return this;
  }

  /** Nothing but padding (RFC 3550 §5.1), at most 255 bytes. */
  PacketWriter padding(int size) {
    bytes[0] |= 0x20;
    java.util.Arrays.fill(bytes, length, length + size, (byte) 0);
    length += size;
    bytes[length - 1] = (byte) size;
    return this;
  }

  /** The payload; false when it is too large. */
  boolean payload(byte[] from, int at, int size) {
    if (length + size > LARGEST) {
      return false;
    }
    System.arraycopy(from, at, bytes, length, size);
    length += size;
    return true;
  }

  /** The payload of VP8 with its numbers changed (RFC 7741 §4.2). */
  boolean vp8(byte[] from, int at, int size, long picture, int base) {
    int payloadAt = length;
    if (!payload(from, at, size) || !vp8.read(bytes, payloadAt, size)) {
      return false;
    }
    if (picture >= 0 && vp8.pictureBits() == 15) {
      BigEndian.put16(bytes, vp8.pictureAt(), 0x8000 | (int) (picture & 0x7fff));
    } else if (picture >= 0 && vp8.pictureBits() == 7) {
      bytes[vp8.pictureAt()] = (byte) (picture & 0x7f);
    }
    if (base >= 0 && vp8.baseAt() != Vp8Payload.NONE) {
      bytes[vp8.baseAt()] = (byte) base;
    }
    return true;
  }
}
