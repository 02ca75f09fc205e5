package mx.interconsulta.media.rtp;

/** Numbers in network byte order. Callers have checked that the bytes are there. */
public final class BigEndian {
  private BigEndian() {}

  /** Eight bits, unsigned. */
  public static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  /** Sixteen bits, unsigned. */
  public static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** Twenty-four bits, unsigned. */
  public static int u24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | u16(bytes, at + 1);
  }

  /** Thirty-two bits as they stand in an int; an SSRC for example. */
  public static int i32(byte[] bytes, int at) {
    return u16(bytes, at) << 16 | u16(bytes, at + 2);
  }

  /** Thirty-two bits, unsigned. */
  public static long u32(byte[] bytes, int at) {
    return i32(bytes, at) & 0xffff_ffffL;
  }

  public static void put8(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
  }

  public static void put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  public static void put24(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 16);
    put16(bytes, at + 1, value);
  }

  public static void put32(byte[] bytes, int at, int value) {
    put16(bytes, at, value >> 16);
    put16(bytes, at + 2, value);
  }
}
