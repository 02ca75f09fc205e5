package mx.interconsulta.scheduling.directory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Spanish text as people search for it: without accents, tildes, raised letters and case, and with
 * single spaces between words of letters and digits. {@code Muñoz Peña} is found by {@code munoz}.
 */
public final class Folding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BREAKS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final int SHORTEST = 2;
  private static final int LONGEST = 12;

  private Folding() {}

  /** Folds a text; the empty string when nothing searchable is in it. */
  public static String fold(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
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

  /** Every beginning of every word, two letters and more, by which {@link #asked} finds it. */
  static List<String> beginnings(String text) {
    Set<String> beginnings = new TreeSet<>();
    for (String word : words(text)) {
      for (int end = SHORTEST; end <= Math.min(word.length(), LONGEST); end++) {
        beginnings.add(word.substring(0, end));
      }
    }
    return List.copyOf(beginnings);
  }

  /** What to look for among the beginnings; a single letter finds nothing less than everything. */
  static List<String> asked(List<String> words) {
    return words.stream()
        .filter(word -> word.length() >= SHORTEST)
        .map(word -> word.substring(0, Math.min(word.length(), LONGEST)))
        .toList();
  }
}
