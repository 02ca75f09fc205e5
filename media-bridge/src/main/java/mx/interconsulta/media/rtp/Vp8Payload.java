package mx.interconsulta.media.rtp;

/**
 * The descriptor in front of VP8 data (RFC 7741 §4.2), and what of the frame's own header tells a
 * key frame and its size (§4.3). Remembers where the numbers stand that a change of layer rewrites.
 */
public final class Vp8Payload {
  /** Stands for a number that the descriptor does not have. */
  public static final int NONE = -1;

  private int length;
  private boolean startOfFrame;
  private boolean nonReference;
  private int pictureAt;
  private int pictureBits;
  private int picture;
  private int baseAt;
  private int base;
  private int temporal;
  private boolean layerSync;
  private boolean keyFrame;
  private int height;

  /**
   * Reads a descriptor.
   *
   * @return whether it is whole
   */
  public boolean read(byte[] bytes, int at, int size) {
    pictureAt = NONE;
    pictureBits = 0;
    picture = NONE;
    baseAt = NONE;
    base = NONE;
    temporal = NONE;
    layerSync = false;
    keyFrame = false;
    height = NONE;
    int end = at + size;
    if (size < 1) {
      return false;
    }
    int first = bytes[at];
    nonReference = (first & 0x20) != 0;
    startOfFrame = (first & 0x10) != 0 && (first & 0x07) == 0;
    int next = at + 1;
    if ((first & 0x80) != 0) {
      if (next >= end) {
        return false;
      }
      int extended = bytes[next++];
      next = readExtended(bytes, next, end, extended);
      if (next == NONE) {
        return false;
      }
    }
    length = next - at;
    readFrameHeader(bytes, next, end);
    return true;
  }

  private int readExtended(byte[] bytes, int from, int end, int extended) {
    int next = from;
    if ((extended & 0x80) != 0) {
      if (next >= end) {
        return NONE;
      }
      pictureAt = next;
      pictureBits = (bytes[next] & 0x80) != 0 ? 15 : 7;
      int taken = pictureBits == 15 ? 2 : 1;
      if (next + taken > end) {
        return NONE;
      }
      picture = taken == 2 ? BigEndian.u16(bytes, next) & 0x7fff : bytes[next] & 0x7f;
      next += taken;
    }
    if ((extended & 0x40) != 0) {
      if (next >= end) {
        return NONE;
      }
      baseAt = next;
      base = bytes[next++] & 0xff;
    }
    if ((extended & 0x30) != 0) {
      if (next >= end) {
        return NONE;
      }
      if ((extended & 0x20) != 0) {
        temporal = (bytes[next] & 0xc0) >> 6;
        layerSync = (bytes[next] & 0x20) != 0;
      }
      next++;
    }
    return next;
  }

  private void readFrameHeader(byte[] bytes, int at, int end) {
    if (!startOfFrame || at >= end) {
      return;
    }
    keyFrame = (bytes[at] & 0x01) == 0;
    if (keyFrame && at + 10 <= end && BigEndian.u24(bytes, at + 3) == 0x9d012a) {
      height = ((bytes[at + 9] & 0x3f) << 8) | (bytes[at + 8] & 0xff);
    }
  }

  /** Bytes of the descriptor. */
  public int length() {
    return length;
  }

  /** Whether the packet begins a frame. */
  public boolean startOfFrame() {
    return startOfFrame;
  }

  /** Whether the packet begins a key frame. */
  public boolean keyFrame() {
    return keyFrame;
  }

  /** Whether no other frame refers to this one. */
  public boolean nonReference() {
    return nonReference;
  }

  /** Height of a key frame in its first packet, or {@link #NONE}. */
  public int height() {
    return height;
  }

  /** Where the picture's number stands, or {@link #NONE}. */
  public int pictureAt() {
    return pictureAt;
  }

  /** 7 or 15; 0 without a number. */
  public int pictureBits() {
    return pictureBits;
  }

  public int picture() {
    return picture;
  }

  /** Where TL0PICIDX stands, or {@link #NONE}. */
  public int baseAt() {
    return baseAt;
  }

  public int base() {
    return base;
  }

  /** Temporal layer, or {@link #NONE}. */
  public int temporal() {
    return temporal;
  }

  /** Whether a receiver may begin with this temporal layer here. */
  public boolean layerSync() {
    return layerSync;
  }
}
