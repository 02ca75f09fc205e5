package mx.interconsulta.scheduling.directory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Spanish text as people search for it: without accents, tildes and case, and with single spaces
 * between words of letters and digits. {@code Muñoz Peña} is found by {@code munoz}.
 */
public final class Folding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BREAKS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Folding() {}

  /** Folds a text; the empty string when nothing searchable is in it. */
  public static String fold(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return BREAKS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** The folded words of a text. */
  public static List<String> words(String text) {
    String folded = fold(text);
    return folded.isEmpty() ? List.of() : Arrays.asList(folded.split(" "));
  }

  /** Whether every word that is looked for begins some word of the folded text. */
  public static boolean matches(String folded, List<String> wanted) {
    String padded = " " + folded;
    return wanted.stream().allMatch(word -> padded.contains(" " + word));
  }
}
