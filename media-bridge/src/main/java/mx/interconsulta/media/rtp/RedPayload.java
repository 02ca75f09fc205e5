package mx.interconsulta.media.rtp;

/**
 * Redundant audio (RFC 2198): earlier packets ride along in front of the newest. For who does not
 * take it, the newest is taken out; what was lost is found in the blocks before it.
 */
public final class RedPayload {
  /** Most blocks that are looked at; a stranger may claim more. */
  public static final int MAX_BLOCKS = 8;

  private final int[] blockAt = new int[MAX_BLOCKS];
  private final int[] blockLength = new int[MAX_BLOCKS];
  private final int[] blockAge = new int[MAX_BLOCKS];
  private final int[] blockType = new int[MAX_BLOCKS];
  private int blocks;

  /**
   * Finds the blocks of a payload.
   *
   * @return whether it is well formed
   */
  public boolean read(byte[] bytes, int at, int length) {
    blocks = 0;
    int end = at + length;
    int header = at;
    int data = 0;
    while (true) {
      if (header >= end || blocks == MAX_BLOCKS) {
        return false;
      }
      blockType[blocks] = bytes[header] & 0x7f;
      if ((bytes[header] & 0x80) == 0) {
        blockAge[blocks] = 0;
        blocks++;
        header++;
        break;
      }
      if (header + 4 > end) {
        return false;
      }
      int word = BigEndian.u24(bytes, header + 1);
      blockAge[blocks] = word >> 10;
      blockLength[blocks] = word & 0x3ff;
      data += blockLength[blocks];
      blocks++;
      header += 4;
    }
    if (header + data > end) {
      return false;
    }
    int next = header;
    for (int i = 0; i < blocks; i++) {
      blockAt[i] = next;
      if (i == blocks - 1) {
        blockLength[i] = end - next;
      }
      next += blockLength[i];
    }
    return true;
  }

  /** How many blocks there are; the last is the newest. */
  public int blocks() {
    return blocks;
  }

  public int blockAt(int block) {
    return blockAt[block];
  }

  public int blockLength(int block) {
    return blockLength[block];
  }

  /** How much older than the packet's timestamp a block is, in units of the timestamp. */
  public int blockAge(int block) {
    return blockAge[block];
  }

  public int blockType(int block) {
    return blockType[block];
  }
}
