package mx.interconsulta.media.transport.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A received message, read where it lies: every length was checked by {@link #read} before anything
 * else may be asked. Valid as long as the buffer it was read from is not reused.
 *
 * <p>Not checked by reading: that it is authentic. Ask {@link #isAuthentic} before believing it.
 */
public final class StunMessage {
  /** First two bytes of each message of the method that ICE uses (RFC 8489, section 5). */
  public static final int BINDING_REQUEST = 0x0001;

  public static final int BINDING_INDICATION = 0x0011;
  public static final int BINDING_SUCCESS = 0x0101;
  public static final int BINDING_ERROR = 0x0111;

  static final int MAGIC = 0x2112a442;
  static final int HEADER = 20;
  static final int FINGERPRINT_XOR = 0x5354554e;

  private final byte[] buffer;
  private final int offset;
  private final int length;

  private StunMessage(byte[] buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  /**
   * The message, or null when these bytes are none: wrong cookie, a length that is not theirs, or
   * an attribute that leaves the message.
   */
  public static StunMessage read(byte[] buffer, int offset, int length) {
    if (length < HEADER
        || (buffer[offset] & 0xc0) != 0
        || int32(buffer, offset + 4) != MAGIC
        || int16(buffer, offset + 2) != length - HEADER
        || (length & 3) != 0) {
      return null;
    }
    int at = offset + HEADER;
    int end = offset + length;
    while (at < end) {
      int padded = (int16(buffer, at + 2) + 3) & ~3;
      if (at + 4 + padded > end) {
        return null;
      }
      at += 4 + padded;
    }
    return new StunMessage(buffer, offset, length);
  }

  /** The first two bytes: class and method. */
  public int type() {
    return int16(buffer, offset);
  }

  /** The 12 bytes by which an answer is told to be one. */
  public byte[] transactionId() {
    return Arrays.copyOfRange(buffer, offset + 8, offset + HEADER);
  }

  /**
   * Whether the message is of whoever knows the password: it carries a MESSAGE-INTEGRITY (RFC 8489,
   * section 14.5) that is right, and its FINGERPRINT (section 14.7), which ICE demands, is the last
   * attribute and right. Compares in constant time.
   */
  public boolean isAuthentic(StunPassword password) {
    int integrity = find(StunAttribute.MESSAGE_INTEGRITY);
    if (integrity < 0 || valueLength(integrity) != StunPassword.HMAC || !hasFingerprint()) {
      return false;
    }
    return password.signed(buffer, offset, integrity - offset, buffer, integrity + 4);
  }

  /** Whether the last attribute is a right FINGERPRINT. */
  public boolean hasFingerprint() {
    int at = offset + length - 8;
    if (length < HEADER + 8 || find(StunAttribute.FINGERPRINT) != at || valueLength(at) != 4) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(buffer, offset, length - 8);
    return ((int) crc.getValue() ^ FINGERPRINT_XOR) == int32(buffer, at + 4);
  }

  /** Whether the attribute is there. Those behind MESSAGE-INTEGRITY are not, but FINGERPRINT. */
  public boolean has(int attribute) {
    return find(attribute) >= 0;
  }

  /** USERNAME, or null. */
  public String username() {
    int at = find(StunAttribute.USERNAME);
    return at < 0 ? null : new String(buffer, at + 4, valueLength(at), StandardCharsets.UTF_8);
  }

  /** PRIORITY (RFC 8445, section 7.1.1), or 0. */
  public long priority() {
    int at = find(StunAttribute.PRIORITY);
    return at < 0 || valueLength(at) != 4 ? 0 : int32(buffer, at + 4) & 0xffffffffL;
  }

  /** The number of ERROR-CODE, or 0. */
  public int errorCode() {
    int at = find(StunAttribute.ERROR_CODE);
    return at < 0 || valueLength(at) < 4 ? 0 : (buffer[at + 6] & 7) * 100 + (buffer[at + 7] & 0xff);
  }

  /** XOR-MAPPED-ADDRESS (RFC 8489, section 14.2), or null. */
  public InetSocketAddress mappedAddress() {
    int at = find(StunAttribute.XOR_MAPPED_ADDRESS);
    if (at < 0 || (valueLength(at) != 8 && valueLength(at) != 20)) {
      return null;
    }
    int size = valueLength(at) - 4;
    if (buffer[at + 5] != (size == 4 ? 1 : 2)) {
      return null;
    }
    byte[] address = new byte[size];
    for (int i = 0; i < size; i++) {
      address[i] = (byte) (buffer[at + 8 + i] ^ buffer[offset + 4 + i]);
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(address), int16(buffer, at + 6) ^ (MAGIC >>> 16));
    } catch (UnknownHostException never) {
      throw new IllegalStateException(never);
    }
  }

  /** Attributes that must be understood and are not (RFC 8489, section 6.3.1). */
  public List<Integer> unknownAttributes() {
    List<Integer> unknown = new ArrayList<>(0);
    for (int at = offset + HEADER; at < offset + length; at = next(at)) {
      int type = int16(buffer, at);
      if (type == StunAttribute.MESSAGE_INTEGRITY) {
        break;
      }
      if (!StunAttribute.isUnderstood(type)) {
        unknown.add(type);
      }
    }
    return unknown;
  }

  /** Where the attribute starts, or -1. What follows MESSAGE-INTEGRITY is not authentic. */
  private int find(int attribute) {
    boolean sealed = false;
    for (int at = offset + HEADER; at < offset + length; at = next(at)) {
      int type = int16(buffer, at);
      if (type == attribute && (!sealed || type == StunAttribute.FINGERPRINT)) {
        return at;
      }
      sealed |= type == StunAttribute.MESSAGE_INTEGRITY;
    }
    return -1;
  }

  private int next(int at) {
    return at + 4 + ((valueLength(at) + 3) & ~3);
  }

  private int valueLength(int at) {
    return int16(buffer, at + 2);
  }

  static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  static int int32(byte[] bytes, int at) {
    return int16(bytes, at) << 16 | int16(bytes, at + 2);
  }
}
