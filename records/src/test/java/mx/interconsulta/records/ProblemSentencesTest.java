package mx.interconsulta.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemSentencesTest {
  private static final Pattern MADE =
      Pattern.compile(
          "(?:new Problem\\(\\s*\\d+,|Problem\\.(?:conflict|invalid)\\()\\s*\"([a-z-]+)\""
              // What a file is refused for, found out in another process.
              + "|static final String [A-Z_]+ = \"(file-[a-z-]+)\"");

  /** Problems that other modules declare too. */
  private static final Set<String> SHARED = Set.of("version-conflict", "audit-unavailable");

  @Test
  void everyProblemOfThisModuleHasASentenceInBothLanguagesAndNoSentenceIsLeftOver()
      throws IOException {
    Set<String> made = made();
    made.removeAll(SHARED);

    assertEquals(made, sentences("es"));
    assertEquals(made, sentences("en"));
  }

  private static Set<String> made() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      Set<String> codes = new TreeSet<>();
      for (Path source : sources) {
        MADE.matcher(Files.readString(source))
            .results()
            .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
            .forEach(codes::add);
      }
      return codes;
    }
  }

  private static Set<String> sentences(String language) throws IOException {
    Properties bundle = new Properties();
    try (Reader reader =
        new InputStreamReader(
            ProblemSentencesTest.class.getResourceAsStream(
                "/problems/records_" + language + ".properties"),
            StandardCharsets.UTF_8)) {
      bundle.load(reader);
    }
    return new TreeSet<>(bundle.stringPropertyNames());
  }
}
