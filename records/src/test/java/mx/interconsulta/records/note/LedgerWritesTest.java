package mx.interconsulta.records.note;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That no line of this module could alter what was signed. */
class LedgerWritesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void onlyTheLedgerHoldsTheCollectionOfSignedEntries() throws IOException {
    assertEquals(
        List.of("NoteLedger.java"),
        filesThat("collection\\(\\s*(SignedEntry\\.COLLECTION|\"notes\")"));
  }

  @Test
  void theLedgerInsertsAndTakesAwayWhatIsDueAndWritesNothingElse() throws IOException {
    String ledger =
        Files.readString(SOURCES.resolve("mx/interconsulta/records/note/NoteLedger.java"));

    assertEquals(
        List.of("insertOne", "updateOne"),
        found(
            ledger,
            "\\.((?:insert|update|replace|delete|findOneAnd|bulkWrite|drop|rename)\\w*)\\("));
    assertEquals(List.of("unset(\"due\")"), found(ledger, "Updates\\s*\\.(\\w+\\([^)]*\\))"));
  }

  private static List<String> filesThat(String contain) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !found(read(file), "(" + contain + ")").isEmpty())
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(hit -> hit.group(1)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
