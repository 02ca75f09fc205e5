package mx.interconsulta.records.attachment.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a photograph is to be turned: tag 0x0112 of Exif 2.32, 1 (upright) to 8. It is the one thing
 * of a photograph's metadata that is kept, in a block of our own that holds nothing else.
 */
final class Orientation {
  static final int UPRIGHT = 1;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private Orientation() {}

  /** Whether width and height change places. */
  static boolean turns(int orientation) {
    return orientation >= 5;
  }

  /** Reads it from a TIFF block; upright when it is not there or makes no sense. */
  static int read(byte[] bytes, int at, int length) {
    if (length < 8) {
      return UPRIGHT;
    }
    ByteBuffer block = ByteBuffer.wrap(bytes, at, length).slice();
    boolean little = block.get(0) == 'I';
    block.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = block.getInt(4);
    if (directory < 8 || directory > length - 2) {
      return UPRIGHT;
    }
    int entries = block.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (entry > length - ENTRY) {
        break;
      }
      if ((block.getShort(entry) & 0xffff) == TAG && block.getShort(entry + 2) == SHORT) {
        int value = block.getShort(entry + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** A TIFF block that says this and nothing else. */
  static byte[] block(int orientation) {
    return ByteBuffer.allocate(26)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) TAG)
        .putShort((short) SHORT)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }
}
