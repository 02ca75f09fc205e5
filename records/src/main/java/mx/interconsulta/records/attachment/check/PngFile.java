package mx.interconsulta.records.attachment.check;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PNG file (W3C PNG, third edition) read chunk by chunk. Kept are the chunks that say how the
 * picture looks; texts, times, Exif, animation and whatever is private go. The pixels are unpacked
 * once, counted and thrown away, so that a file which is cut off, or unfolds into more than its
 * header says, is known before any decoder sees it.
 *
 * @param width pixels as stored
 * @param height pixels as stored
 * @param orientation how it is to be turned
 * @param stripped the file without metadata, with its orientation
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes, never compared.
record PngFile(int width, int height, int orientation, byte[] stripped) {
  private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
  private static final Set<String> KEPT =
      Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs");
  private static final String PROFILE = "iCCP";
  private static final String EXIF = "eXIf";

  private static final long MOST_UNPACKED = 512L << 20;
  private static final int MOST_PROFILE = 4 << 20;

  static boolean is(byte[] bytes) {
    return Bytes.says(bytes, 0, SIGNATURE);
  }

  static PngFile read(byte[] bytes) throws Refused {
    return new Reader(bytes).read();
  }

  private static final class Reader {
    private final byte[] bytes;
    private final ByteArrayOutputStream kept;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private int width;
    private int height;
    private long unpacked;
    private int orientation = Orientation.UPRIGHT;

    Reader(byte[] bytes) {
      this.bytes = bytes;
      this.kept = new ByteArrayOutputStream(bytes.length);
    }

    PngFile read() throws Refused {
      kept.write(bytes, 0, SIGNATURE.length());
      int at = SIGNATURE.length();
      String type = "";
      while (!type.equals("IEND")) {
        int length = Bytes.four(bytes, at);
        Bytes.need(bytes, at + 8, length);
        Bytes.need(bytes, at + 8 + length, 4);
        type = type(at + 4);
        checkSum(at + 4, length);
        chunk(type, at, length);
        at += 12 + length;
      }
      if (width == 0 || inflate(packed.toByteArray(), unpacked) != unpacked) {
        throw new Refused(Refused.DAMAGED);
      }
      return new PngFile(width, height, orientation, kept.toByteArray());
    }

    private String type(int at) throws Refused {
      StringBuilder type = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        char letter = (char) (bytes[at + i] & 0xff);
        if (letter > 'z' || !Character.isLetter(letter)) {
          throw new Refused(Refused.DAMAGED);
        }
        type.append(letter);
      }
      return type.toString();
    }

    private void checkSum(int at, int length) throws Refused {
      CRC32 sum = new CRC32();
      sum.update(bytes, at, length + 4);
      int there = Bytes.two(bytes, at + 4 + length) << 16 | Bytes.two(bytes, at + 6 + length);
      if ((int) sum.getValue() != there) {
        throw new Refused(Refused.DAMAGED);
      }
    }

    private void chunk(String type, int at, int length) throws Refused {
      if (type.equals("IHDR") != (width == 0)) {
        throw new Refused(Refused.DAMAGED);
      }
      switch (type) {
        case "IHDR" -> header(at + 8, length);
        case "IDAT" -> packed.write(bytes, at + 8, length);
        case EXIF -> {
          orientation = Orientation.read(bytes, at + 8, length);
          if (orientation != Orientation.UPRIGHT) {
            write(EXIF, Orientation.block(orientation));
          }
        }
        default -> {
          // Nothing to learn from it.
        }
      }
      boolean known = KEPT.contains(type);
      if (known || (type.equals(PROFILE) && isProfile(at + 8, length))) {
        kept.write(bytes, at, 12 + length);
      } else if (Character.isUpperCase(type.charAt(0))) {
        throw new Refused(Refused.KIND); // a part that must be understood, and is not
      }
    }

    /** The name of a profile, its method, and at most so many bytes of it. */
    private boolean isProfile(int at, int length) throws Refused {
      int name = at;
      while (name < at + length && bytes[name] != 0) {
        name++;
      }
      int from = name + 2;
      if (from >= at + length) {
        return false;
      }
      byte[] profile = java.util.Arrays.copyOfRange(bytes, from, at + length);
      if (inflate(profile, MOST_PROFILE) >= MOST_PROFILE) {
        throw new Refused(Refused.TOO_MUCH);
      }
      return true;
    }

    private void header(int at, int length) throws Refused {
      if (length != 13) {
        throw new Refused(Refused.DAMAGED);
      }
      width = Bytes.four(bytes, at);
      height = Bytes.four(bytes, at + 4);
      int depth = bytes[at + 8];
      int samples =
          switch (bytes[at + 9]) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw new Refused(Refused.DAMAGED);
          };
      boolean interlaced = bytes[at + 12] == 1;
      if (width == 0 || height == 0 || !Set.of(1, 2, 4, 8, 16).contains(depth)) {
        throw new Refused(Refused.DAMAGED);
      }
      ContentCheck.mustBeBearable(width, height);
      unpacked = interlaced ? interlaced(depth * samples) : rows(width, height, depth * samples);
      if (unpacked > MOST_UNPACKED) {
        throw new Refused(Refused.TOO_MUCH);
      }
    }

    /** Adam7. */
    private long interlaced(int bits) {
      int[][] passes = {
        {0, 0, 8, 8},
        {4, 0, 8, 8},
        {0, 4, 4, 8},
        {2, 0, 4, 4},
        {0, 2, 2, 4},
        {1, 0, 2, 2},
        {0, 1, 1, 2}
      };
      long all = 0;
      for (int[] pass : passes) {
        all +=
            rows(
                (width - pass[0] + pass[2] - 1) / pass[2],
                (height - pass[1] + pass[3] - 1) / pass[3],
                bits);
      }
      return all;
    }

    private static long rows(long columns, long rows, int bits) {
      return columns <= 0 || rows <= 0 ? 0 : rows * (1 + (columns * bits + 7) / 8);
    }

    private void write(String type, byte[] data) {
      byte[] chunk = new byte[4 + data.length];
      for (int i = 0; i < 4; i++) {
        chunk[i] = (byte) type.charAt(i);
      }
      System.arraycopy(data, 0, chunk, 4, data.length);
      CRC32 sum = new CRC32();
      sum.update(chunk);
      number(data.length);
      kept.writeBytes(chunk);
      number((int) sum.getValue());
    }

    private void number(int value) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        kept.write(value >> shift);
      }
    }

    /** How many bytes come out, at most one more than asked for. */
    private static long inflate(byte[] packed, long most) throws Refused {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(packed);
        byte[] sink = new byte[64 * 1024];
        long out = 0;
        while (!inflater.finished() && out <= most) {
          int some = inflater.inflate(sink);
          if (some == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
            throw new Refused(Refused.DAMAGED);
          }
          out += some;
        }
        return out;
      } catch (DataFormatException broken) {
        throw new Refused(Refused.DAMAGED);
      } finally {
        inflater.end();
      }
    }
  }

  /** Never shows what it holds. */
  @Override
  public String toString() {
    return "PngFile[" + width + "x" + height + "]";
  }
}
