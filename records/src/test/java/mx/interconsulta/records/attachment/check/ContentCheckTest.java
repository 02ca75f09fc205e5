package mx.interconsulta.records.attachment.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.problem.Problem;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a file, and what is not taken at all. */
class ContentCheckTest {
  @RegisterExtension
  static final TestFoundation house =
      TestFoundation.withManualTime(java.time.Instant.parse("2026-11-24T17:00:00Z"));

  private static String refusal(byte[] bytes) {
    return assertThrows(Refused.class, () -> ContentCheck.check(bytes)).code();
  }

  private static void mustNotSay(byte[] bytes) {
    assertFalse(new String(bytes, ISO_8859_1).contains("LATITUD"), "the place is still in it");
  }

  @Test
  void aPhotographKeepsItsPictureBitByBitAndLosesEverythingElse() throws Refused {
    byte[] plain = Pictures.encoded(Pictures.picture(300, 200), "jpeg");

    Checked checked = ContentCheck.check(Pictures.jpeg(300, 200, 1));

    assertEquals("image/jpeg", checked.mediaType());
    assertEquals(300, checked.width());
    mustNotSay(checked.bytes());
    mustNotSay(checked.thumbnail());
    BufferedImage before = Pictures.decoded(plain);
    BufferedImage after = Pictures.decoded(checked.bytes());
    for (int x = 0; x < 300; x += 7) {
      assertEquals(before.getRGB(x, 60), after.getRGB(x, 60));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void howAPhotographIsToBeTurnedIsKeptAndItsThumbnailIsUpright(int orientation) throws Refused {
    Checked checked = ContentCheck.check(Pictures.jpeg(640, 320, orientation));

    boolean turned = orientation >= 5;
    assertEquals(turned ? 320 : 640, checked.width());
    assertEquals(turned ? 640 : 320, checked.height());
    assertEquals(orientation, JpegFile.read(checked.bytes()).orientation());
    BufferedImage small = Pictures.decoded(checked.thumbnail());
    assertEquals(turned ? 160 : 320, small.getWidth());
    // The red quarter is top left in what is stored; where it goes is what each value says.
    boolean right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    boolean low = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    int x = small.getWidth() * (right ? 3 : 1) / 4;
    int y = small.getHeight() * (low ? 3 : 1) / 4;
    assertTrue(new Color(small.getRGB(x, y)).getRed() > 200, "the red quarter of " + orientation);
    assertTrue(new Color(small.getRGB(small.getWidth() - 1 - x, y)).getRed() < 60);
  }

  @Test
  void aScreenshotKeepsItsPictureAndLosesItsTexts() throws Refused {
    Checked checked = ContentCheck.check(Pictures.png(90, 60));

    assertEquals("image/png", checked.mediaType());
    assertEquals(60, checked.width(), "turned, as its Exif says");
    mustNotSay(checked.bytes());
    assertEquals(Color.RED.getRGB(), Pictures.decoded(checked.bytes()).getRGB(1, 1));
    assertEquals(6, PngFile.read(checked.bytes()).orientation());
  }

  @Test
  void aDocumentKeepsItsPagesAndLosesWhoMadeItAndWhatRunsByItself() throws Exception {
    byte[] made = Pictures.pdf();
    assertTrue(Pictures.said(made).contains("LATITUD"), "the test would prove nothing");

    Checked checked = ContentCheck.check(made);

    assertEquals("application/pdf", checked.mediaType());
    assertEquals(2, checked.pages());
    assertFalse(Pictures.said(checked.bytes()).contains("LATITUD"));
    try (PDDocument kept = Loader.loadPDF(checked.bytes())) {
      assertEquals(2, kept.getNumberOfPages());
      assertTrue(kept.getPage(0).getResources().getXObjectNames().iterator().hasNext());
      assertEquals(null, kept.getDocumentCatalog().getOpenAction());
    }
    assertEquals(320, Pictures.decoded(checked.thumbnail()).getHeight());
  }

  @Test
  void aDocumentThatOpensOnlyWithAPasswordIsNotTakenAndOneThatOpensIs() throws Refused {
    assertEquals("file-locked", refusal(Pictures.lockedPdf("secreta")));
    assertEquals(2, ContentCheck.check(Pictures.lockedPdf("")).pages());
  }

  @Test
  void aZipCalledPhotographIsNotTaken() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("foto.jpg"));
      zip.write(Pictures.jpeg(30, 30, 1));
    }
    assertEquals("file-kind", refusal(out.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"heic", "mif1", "heix", "avif"})
  void aPhotographInTheFormatOfATelephoneIsCalledByItsName(String brand) {
    assertEquals("file-heic", refusal(("\0\0\0\u0018ftyp" + brand + "....").getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "GIF89a", "<svg onload=alert(1)>", "RIFF....WEBP", "\u00ff\u00d8"})
  void whatIsNeitherPhotographNorDocumentIsNotTaken(String content) {
    assertEquals("file-kind", refusal(content.getBytes(ISO_8859_1)));
  }

  @Test
  void aFileThatWasCutOffIsNotTakenWhereverItWasCut() {
    byte[] photograph = Pictures.encoded(Pictures.picture(120, 80), "jpeg");
    byte[] screenshot = Pictures.encoded(Pictures.picture(120, 80), "png");
    byte[] document = Pictures.pdf();
    for (byte[] whole : new byte[][] {photograph, screenshot}) {
      for (int length = 16; length < whole.length; length += 41) {
        assertEquals("file-damaged", refusal(Arrays.copyOf(whole, length)), "at " + length);
      }
    }
    for (int length = document.length / 10; length < document.length - 6; length += 997) {
      assertEquals("file-damaged", refusal(Arrays.copyOf(document, length)), "at " + length);
    }
  }

  @Test
  void aPhotographCutOffAndClosedAgainIsNotTaken() {
    byte[] whole = Pictures.encoded(Pictures.picture(1200, 800), "jpeg");
    byte[] closed = Arrays.copyOf(whole, whole.length / 2);
    closed[closed.length - 2] = (byte) 0xff;
    closed[closed.length - 1] = (byte) 0xd9;

    assertEquals("file-damaged", refusal(closed));
  }

  @Test
  void aFileThatUnfoldsIntoMoreThanItSaysOrThanIsBearableIsNotTaken() {
    assertEquals("file-too-much", refusal(Pictures.pngBomb(60_000, 60_000, 1_000)));
    assertEquals("file-too-much", refusal(Pictures.pngBomb(21_000, 10, 1_000)));
    assertEquals("file-damaged", refusal(Pictures.pngBomb(10, 10, 50_000_000)));
    assertEquals("file-too-much", refusal(Pictures.pdfBomb(300 << 20)));
  }

  @Test
  void aWholeCheckHappensInAProcessOfItsOwn() {
    ContentChecks checks = new ContentChecks(house.foundation());

    Checked checked = TestFoundation.await(checks.check(Pictures.jpeg(64, 48, 6)));

    assertEquals(48, checked.width());
    mustNotSay(checked.bytes());
    Problem refused =
        assertThrows(
            Problem.class, () -> TestFoundation.await(checks.check(new byte[] {'P', 'K', 3, 4})));
    assertEquals("file-kind", refused.code());
    checks.close();
  }

  /** The library that draws it says so in the log; the answer of the process must not hold that. */
  @Test
  void aDocumentInATypefaceThatThisMachineDoesNotHaveIsTakenByTheProcessToo() {
    ContentChecks checks = new ContentChecks(house.foundation());

    Checked checked =
        TestFoundation.await(checks.check(Pictures.pdfInTypeface("NoSuchTypeface-Anywhere")));

    assertEquals("application/pdf", checked.mediaType());
    assertEquals(1, checked.pages());
    checks.close();
  }
}
