package mx.interconsulta.media.transport.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Writes one message, attribute by attribute; {@link #sign} last. */
public final class StunWriter {
  private byte[] buffer = new byte[128];
  private int length = StunMessage.HEADER;

  /** Starts a message of this type for a transaction of 12 bytes. */
  public StunWriter(int type, byte[] transactionId) {
    put16(0, type);
    put32(4, StunMessage.MAGIC);
    System.arraycopy(transactionId, 0, buffer, 8, 12);
  }

  /** Appends an attribute with this value. */
  public StunWriter add(int attribute, byte... value) {
    int at = room(attribute, value.length);
    System.arraycopy(value, 0, buffer, at, value.length);
    return this;
  }

  /** Appends USERNAME. */
  public StunWriter username(String name) {
    return add(StunAttribute.USERNAME, name.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a number of 32 bits. */
  public StunWriter number(int attribute, long value) {
    put32(room(attribute, 4), (int) value);
    return this;
  }

  /** Appends a number of 64 bits, such as a tie-breaker. */
  public StunWriter longNumber(int attribute, long value) {
    int at = room(attribute, 8);
    put32(at, (int) (value >>> 32));
    put32(at + 4, (int) value);
    return this;
  }

  /** Appends XOR-MAPPED-ADDRESS (RFC 8489, section 14.2). */
  public StunWriter mappedAddress(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    int at = room(StunAttribute.XOR_MAPPED_ADDRESS, 4 + ip.length);
    buffer[at + 1] = (byte) (ip.length == 4 ? 1 : 2);
    put16(at + 2, address.getPort() ^ (StunMessage.MAGIC >>> 16));
    for (int i = 0; i < ip.length; i++) {
      buffer[at + 4 + i] = (byte) (ip[i] ^ buffer[4 + i]);
    }
    return this;
  }

  /** Appends ERROR-CODE (RFC 8489, section 14.8). */
  public StunWriter error(int code, String reason) {
    byte[] phrase = reason.getBytes(StandardCharsets.UTF_8);
    int at = room(StunAttribute.ERROR_CODE, 4 + phrase.length);
    buffer[at + 2] = (byte) (code / 100);
    buffer[at + 3] = (byte) (code % 100);
    System.arraycopy(phrase, 0, buffer, at + 4, phrase.length);
    return this;
  }

  /** Appends UNKNOWN-ATTRIBUTES, the first few of them. */
  public StunWriter unknown(List<Integer> attributes) {
    List<Integer> few = attributes.subList(0, Math.min(8, attributes.size()));
    int at = room(StunAttribute.UNKNOWN_ATTRIBUTES, few.size() * 2);
    for (int type : few) {
      put16(at, type);
      at += 2;
    }
    return this;
  }

  /** Appends MESSAGE-INTEGRITY and FINGERPRINT and gives the finished message. */
  public byte[] sign(StunPassword password) {
    int before = length;
    byte[] hmac = password.sign(bytesWithLength(), 0, before);
    add(StunAttribute.MESSAGE_INTEGRITY, hmac);
    int covered = length;
    int at = room(StunAttribute.FINGERPRINT, 4);
    put16(2, length - StunMessage.HEADER);
    CRC32 crc = new CRC32();
    crc.update(buffer, 0, covered);
    put32(at, (int) crc.getValue() ^ StunMessage.FINGERPRINT_XOR);
    return Arrays.copyOf(buffer, length);
  }

  /** The message without MESSAGE-INTEGRITY and FINGERPRINT. */
  public byte[] unsigned() {
    return Arrays.copyOf(bytesWithLength(), length);
  }

  private byte[] bytesWithLength() {
    put16(2, length - StunMessage.HEADER);
    return buffer;
  }

  /** Writes an attribute's header and gives where its value starts; padding stays zero. */
  private int room(int attribute, int valueLength) {
    int at = length;
    int padded = (valueLength + 3) & ~3;
    if (at + 4 + padded > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, at + 4 + padded));
    }
    put16(at, attribute);
    put16(at + 2, valueLength);
    length = at + 4 + padded;
    return at + 4;
  }

  private void put16(int at, int value) {
    buffer[at] = (byte) (value >> 8);
    buffer[at + 1] = (byte) value;
  }

  private void put32(int at, int value) {
    put16(at, value >>> 16);
    put16(at + 2, value);
  }
}
