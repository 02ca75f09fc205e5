package mx.interconsulta.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.PersistedRecordRules;
import mx.interconsulta.platform.operation.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must agree between the contract, the bundles, the records and the program. */
class SignalingRulesTest {
  @RegisterExtension static final TestFoundation HOUSE = TestFoundation.withRealTime();

  @Test
  void everyTextInThePersistedRecordsIsClassified() {
    assertEquals(4, PersistedRecordRules.checkAllBeside(Signaling.class));
  }

  @Test
  void theDocumentedOperationsAreThoseOfTheTable() throws IOException {
    String contract = Files.readString(Path.of("src/main/openapi/signaling.yaml"));
    Set<String> documented =
        Pattern.compile("operationId: (\\w+)")
            .matcher(contract)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    try (LiveServer server =
        new LiveServer(HOUSE.foundation(), new RecordedAttendance(), SignalingOptions.DEFAULTS)) {
      assertEquals(
          documented,
          server.signaling().operations().stream()
              .map(Operation::id)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void everyProblemThisModuleNamesHasASentenceAndStandsInTheProse() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Pattern.compile("(?:new Problem\\(\\d+|Problem.conflict\\(|\\bfault\\(),?\\s*\"([a-z-]+)\"")
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> codes.add(found.group(1)));
      }
    }
    codes.addAll(List.of("room-second-window", "room-full"));
    assertTrue(codes.size() > 8, "found only " + codes);

    String prose = Files.readString(Path.of("../docs/signaling-protocol.md"));
    for (String language : List.of("es", "en")) {
      ResourceBundle bundle =
          ResourceBundle.getBundle("problems/signaling", Locale.forLanguageTag(language));
      for (String code : codes) {
        assertTrue(bundle.containsKey(code), code + " has no sentence in " + language);
        assertTrue(prose.contains("`" + code + "`"), code + " is not in the prose");
      }
    }
  }
}
