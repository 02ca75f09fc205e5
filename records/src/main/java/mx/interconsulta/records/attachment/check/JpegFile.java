package mx.interconsulta.records.attachment.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/**
 * A JPEG file (ITU-T T.81) read segment by segment. What the picture needs is copied bit by bit:
 * tables, frame, scans, the colour profile, the Adobe marker; everything else goes, so that the
 * picture is as the camera made it and says neither where nor with what nor when.
 *
 * @param width pixels as stored
 * @param height pixels as stored
 * @param components 1 for grey, 3 for colour, 4 for print colours
 * @param orientation how it is to be turned
 * @param stripped the file without metadata, with its orientation
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes, never compared.
record JpegFile(int width, int height, int components, int orientation, byte[] stripped) {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int COMMENT = 0xfe;

  /** A progressive photograph has about ten; thousands are made to keep a decoder busy. */
  private static final int MOST_SCANS = 100;

  static boolean is(byte[] bytes) {
    return bytes.length > 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == SOI
        && (bytes[2] & 0xff) == 0xff;
  }

  /** Reads a whole file; fails when it ends before its end. */
  static JpegFile read(byte[] bytes) throws Refused {
    return new Reader(bytes).read();
  }

  /**
   * The same for a picture inside another file, which may have lost its end: then whatever comes
   * after the first scan is copied as it is. Fails when it is no such picture.
   */
  static byte[] withoutMetadata(byte[] bytes) throws Refused {
    try {
      return read(bytes).stripped();
    } catch (Refused cutOff) {
      return new Reader(bytes).untilFirstScan();
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream jfif = new ByteArrayOutputStream();
    private int at = 2;
    private int width;
    private int height;
    private int components;
    private int scans;
    private int orientation = Orientation.UPRIGHT;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    JpegFile read() throws Refused {
      for (int marker = marker(); marker != EOI; marker = marker()) {
        segment(marker);
        if (marker == SOS) {
          scan();
        }
      }
      if (scans == 0) {
        throw new Refused(Refused.DAMAGED);
      }
      return new JpegFile(width, height, components, orientation, whole(new byte[0]));
    }

    byte[] untilFirstScan() throws Refused {
      for (int marker = marker(); marker != EOI; marker = marker()) {
        segment(marker);
        if (marker == SOS) {
          byte[] rest = java.util.Arrays.copyOfRange(bytes, at, bytes.length);
          orientation = Orientation.UPRIGHT;
          return whole(rest);
        }
      }
      throw new Refused(Refused.DAMAGED);
    }

    private byte[] whole(byte[] rest) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
      out.write(0xff);
      out.write(SOI);
      out.writeBytes(jfif.toByteArray());
      if (orientation != Orientation.UPRIGHT) {
        byte[] block = Orientation.block(orientation);
        header(out, APP1, 6 + block.length);
        out.writeBytes("Exif\0\0".getBytes(ISO_8859_1));
        out.writeBytes(block);
      }
      out.writeBytes(kept.toByteArray());
      if (rest.length > 0) {
        out.writeBytes(rest);
      } else {
        out.write(0xff);
        out.write(EOI);
      }
      return out.toByteArray();
    }

    private static void header(ByteArrayOutputStream out, int marker, int length) {
      out.write(0xff);
      out.write(marker);
      out.write((length + 2) >> 8);
      out.write((length + 2) & 0xff);
    }

    private int marker() throws Refused {
      Bytes.need(bytes, at, 2);
      if ((bytes[at] & 0xff) != 0xff) {
        throw new Refused(Refused.DAMAGED);
      }
      while (at < bytes.length && (bytes[at] & 0xff) == 0xff) {
        at++;
      }
      Bytes.need(bytes, at, 1);
      int marker = bytes[at++] & 0xff;
      if (marker == 0 || marker == 1 || marker == SOI || (marker >= 0xd0 && marker <= 0xd7)) {
        throw new Refused(Refused.DAMAGED);
      }
      return marker;
    }

    private void segment(int marker) throws Refused {
      int length = Bytes.two(bytes, at) - 2;
      int body = at + 2;
      Bytes.need(bytes, body, length);
      at = body + length;
      if (marker == APP0) {
        if (Bytes.says(bytes, body, "JFIF\0") && length >= 14 && jfif.size() == 0) {
          header(jfif, APP0, 14);
          jfif.write(bytes, body, 12);
          jfif.write(0); // no thumbnail
          jfif.write(0);
        }
        return;
      }
      if (marker == APP1 && Bytes.says(bytes, body, "Exif\0") && length > 6) {
        orientation = Orientation.read(bytes, body + 6, length - 6);
      }
      if (isFrame(marker)) {
        frame(marker, body, length);
      }
      if (needed(marker, body)) {
        header(kept, marker, length);
        kept.write(bytes, body, length);
      }
    }

    private boolean needed(int marker, int body) {
      if (marker == APP2) {
        return Bytes.says(bytes, body, "ICC_PROFILE\0");
      }
      if (marker == APP14) {
        return Bytes.says(bytes, body, "Adobe");
      }
      return marker < APP0 || (marker > 0xef && marker != COMMENT);
    }

    private static boolean isFrame(int marker) {
      return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame(int marker, int body, int length) throws Refused {
      if (marker > 0xc2 || width != 0 || length < 6 || bytes[body] != 8) {
        // Lossless, arithmetic, hierarchical or 12 bits: no browser shows it.
        throw new Refused(width != 0 ? Refused.DAMAGED : Refused.KIND);
      }
      height = Bytes.two(bytes, body + 1);
      width = Bytes.two(bytes, body + 3);
      components = bytes[body + 5] & 0xff;
      if (width == 0 || height == 0 || components == 0 || components > 4) {
        throw new Refused(Refused.DAMAGED);
      }
    }

    /** The coded picture up to the next marker. */
    private void scan() throws Refused {
      scans++;
      if (width == 0) {
        throw new Refused(Refused.DAMAGED);
      }
      if (scans > MOST_SCANS) {
        throw new Refused(Refused.TOO_MUCH);
      }
      int from = at;
      while (at < bytes.length - 1) {
        if ((bytes[at] & 0xff) == 0xff) {
          int next = bytes[at + 1] & 0xff;
          if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
            kept.write(bytes, from, at - from);
            return;
          }
        }
        at++;
      }
      throw new Refused(Refused.DAMAGED);
    }
  }

  /** Never shows what it holds. */
  @Override
  public String toString() {
    return "JpegFile[" + width + "x" + height + "]";
  }
}
