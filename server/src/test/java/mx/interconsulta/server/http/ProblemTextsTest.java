package mx.interconsulta.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every failure that the code can tell has a sentence in both languages. */
class ProblemTextsTest {
  private static final List<Pattern> TOLD =
      List.of(
          Pattern.compile("new Problem\\(\\s*\\d+,\\s*\"([a-z][a-z0-9-]*)\""),
          Pattern.compile("Problem\\.(?:conflict|invalid)\\(\\s*\"([a-z][a-z0-9-]*)\""),
          Pattern.compile("new FieldFault\\([^;]*?\"(field-[a-z-]*)\""),
          Pattern.compile("\"(field-[a-z-]+)\""));

  private final ProblemTexts texts = ProblemTexts.load();

  @Test
  void everyCodeInTheSourcesHasASentenceInBothLanguages() {
    Set<String> told = new TreeSet<>();
    for (String module : List.of("platform", "scheduling", "records", "signaling", "server")) {
      sources(module).forEach(source -> codes(source, told));
    }

    assertTrue(told.size() > 40, "found too few codes to believe: " + told);
    for (String language : List.of("es", "en")) {
      Set<String> missing = new TreeSet<>(told);
      missing.removeAll(texts.codes(language));
      assertEquals(Set.of(), missing, "without a sentence in " + language);
    }
  }

  @Test
  void theTwoLanguagesSayTheSameThings() {
    assertEquals(texts.codes("es"), texts.codes("en"));
  }

  @Test
  void aSentenceIsFilledFromTheDetails() {
    assertEquals(
        "Debe estar entre 40 y 100.",
        texts.sentence("es", "field-out-of-range", Map.of("low", 40, "high", 100)));
    assertEquals(
        "Must be between 40 and 100.",
        texts.sentence("en", "field-out-of-range", Map.of("low", 40, "high", 100)));
  }

  @Test
  void noSentenceAddressesThePerson() {
    for (String code : texts.codes("es")) {
      String sentence = texts.sentence("es", code, Map.of());
      assertFalse(sentence.matches("(?i).*\\b(usted|por favor|lo sentimos|tu|tú)\\b.*"), sentence);
    }
    for (String code : texts.codes("en")) {
      String sentence = texts.sentence("en", code, Map.of());
      assertFalse(sentence.matches("(?i).*\\b(please|sorry|you)\\b.*|.*!.*"), sentence);
    }
  }

  private static void codes(Path source, Set<String> told) {
    try {
      String text = Files.readString(source);
      for (Pattern pattern : TOLD) {
        pattern
            .matcher(text)
            .results()
            .map((MatchResult found) -> found.group(1))
            .forEach(told::add);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Path> sources(String module) {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("media-bridge"))) {
      here = here.getParent();
    }
    try (Stream<Path> walk = Files.walk(here.resolve(module).resolve("src/main/java"))) {
      return walk.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
