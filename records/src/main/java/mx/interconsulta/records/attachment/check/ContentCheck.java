package mx.interconsulta.records.attachment.check;

import java.util.Set;

/**
 * Tells by its bytes what a file is, takes out what it says beside its picture, and makes sure that
 * it can be shown. Pure and blocking; meant to run where a crash costs nothing (see {@link
 * CheckProcess}).
 */
public final class ContentCheck {
  /** What a photograph may have: more than any telephone's, less than a decoder chokes on. */
  static final long MOST_PIXELS = 80_000_000;

  private static final int LONGEST_SIDE = 20_000;

  /** Brands of the ISO base media format that hold a HEIF photograph (ISO/IEC 23008-12). */
  private static final Set<String> HEIF =
      Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif", "avis");

  private ContentCheck() {}

  /**
   * Checks and cleans a file.
   *
   * @throws Refused with the code of the sentence that says why it is not taken
   */
  public static Checked check(byte[] bytes) throws Refused {
    if (JpegFile.is(bytes)) {
      return jpeg(bytes);
    }
    if (PngFile.is(bytes)) {
      return png(bytes);
    }
    if (PdfFile.is(bytes)) {
      return PdfFile.check(bytes);
    }
    throw new Refused(isHeif(bytes) ? Refused.HEIC : Refused.KIND);
  }

  private static boolean isHeif(byte[] bytes) {
    return Bytes.says(bytes, 4, "ftyp")
        && HEIF.stream().anyMatch(brand -> Bytes.says(bytes, 8, brand));
  }

  private static Checked jpeg(byte[] bytes) throws Refused {
    JpegFile file = JpegFile.read(bytes);
    mustBeBearable(file.width(), file.height());
    byte[] small =
        Thumbnail.of(file.stripped(), "jpeg", file.width(), file.height(), file.orientation());
    return photograph(
        Checked.JPEG, file.stripped(), file.width(), file.height(), file.orientation(), small);
  }

  private static Checked png(byte[] bytes) throws Refused {
    PngFile file = PngFile.read(bytes);
    byte[] small =
        Thumbnail.of(file.stripped(), "png", file.width(), file.height(), file.orientation());
    return photograph(
        Checked.PNG, file.stripped(), file.width(), file.height(), file.orientation(), small);
  }

  private static Checked photograph(
      String type, byte[] bytes, int width, int height, int orientation, byte[] small) {
    boolean turns = Orientation.turns(orientation);
    return new Checked(type, bytes, turns ? height : width, turns ? width : height, 0, small);
  }

  /** Fails when so many pixels are more than can be looked at safely. */
  static void mustBeBearable(int width, int height) throws Refused {
    if ((long) width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
      throw new Refused(Refused.TOO_MUCH);
    }
  }
}
