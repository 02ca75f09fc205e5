package mx.interconsulta.records.attachment.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come: an answer or one of the sentences, and nothing else. */
class ContentProperties {
  private static final List<byte[]> WHOLE = List.of(Pictures.jpeg(40, 30, 6), Pictures.png(40, 30));
  private static final Set<String> CODES =
      Set.of("file-kind", "file-heic", "file-damaged", "file-too-much", "file-locked");

  @Property(tries = 400)
  void anyBytesAreAnsweredWithASentence(
      @ForAll byte[] noise, @ForAll @IntRange(max = 3) int beginning) {
    String[] beginnings = {"", "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "%PDF-1.4\n"};
    byte[] start = beginnings[beginning].getBytes(ISO_8859_1);
    byte[] bytes = java.util.Arrays.copyOf(start, start.length + noise.length);
    System.arraycopy(noise, 0, bytes, start.length, noise.length);
    mustBeAnswered(bytes);
  }

  @Property(tries = 300)
  void aPhotographWithChangedBytesIsKeptCleanOrRefused(
      @ForAll @IntRange(max = 1) int which,
      @ForAll @Size(min = 1, max = 6) List<Integer> places,
      @ForAll byte change) {
    byte[] bytes = WHOLE.get(which).clone();
    for (int place : places) {
      bytes[Math.floorMod(place, bytes.length)] ^= (byte) (change | 1);
    }
    mustBeAnswered(bytes);
  }

  @Property(tries = 60)
  void cleaningTwiceIsCleaningOnce(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 1, max = 8) int orientation)
      throws Refused {
    byte[] once = ContentCheck.check(Pictures.jpeg(width, height, orientation)).bytes();
    assertTrue(java.util.Arrays.equals(once, ContentCheck.check(once).bytes()));
    byte[] screenshot = ContentCheck.check(Pictures.png(width, height)).bytes();
    assertTrue(java.util.Arrays.equals(screenshot, ContentCheck.check(screenshot).bytes()));
  }

  private static void mustBeAnswered(byte[] bytes) {
    try {
      Checked checked = ContentCheck.check(bytes);
      assertEquals(
          checked.mediaType(), mediaTypeAgain(checked), "what is kept is what it was found to be");
    } catch (Refused refused) {
      assertTrue(CODES.contains(refused.code()), refused.code());
    }
  }

  private static String mediaTypeAgain(Checked checked) throws Refused {
    return ContentCheck.check(checked.bytes()).mediaType();
  }
}
