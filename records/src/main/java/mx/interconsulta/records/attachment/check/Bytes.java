package mx.interconsulta.records.attachment.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Big-endian numbers and short texts at a place of a file. */
final class Bytes {
  private Bytes() {}

  /** Two bytes. */
  static int two(byte[] bytes, int at) throws Refused {
    need(bytes, at, 2);
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** Four bytes; a length above the largest int is no length of ours. */
  static int four(byte[] bytes, int at) throws Refused {
    int value = two(bytes, at) << 16 | two(bytes, at + 2);
    if (value < 0) {
      throw new Refused(Refused.DAMAGED);
    }
    return value;
  }

  /** Fails unless so many bytes are there. */
  static void need(byte[] bytes, int at, int length) throws Refused {
    if (at < 0 || length < 0 || at > bytes.length - length) {
      throw new Refused(Refused.DAMAGED);
    }
  }

  /** Whether a text stands at a place. */
  static boolean says(byte[] bytes, int at, String text) {
    byte[] wanted = text.getBytes(ISO_8859_1);
    if (at < 0 || at > bytes.length - wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
