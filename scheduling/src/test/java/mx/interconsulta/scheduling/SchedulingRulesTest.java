package mx.interconsulta.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mx.interconsulta.platform.database.PersistedRecordRules;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.scheduling.consultation.EndReason;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.request.RequestEvent;
import mx.interconsulta.scheduling.request.RequestState;
import mx.interconsulta.scheduling.request.VitalSigns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must agree between the contract, the bundles, the records and the program. */
class SchedulingRulesTest {
  @RegisterExtension static final SampleHouse house = SampleHouse.empty();

  private static final int COLLECTIONS = 11;

  @Test
  void everyTextInThePersistedRecordsIsClassified() {
    assertEquals(COLLECTIONS, PersistedRecordRules.checkAllBeside(Scheduling.class));
  }

  @Test
  void theDocumentedOperationsAreThoseOfTheTable() throws IOException {
    Set<String> documented =
        Pattern.compile("operationId: (\\w+)")
            .matcher(contract())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> declared =
        house.scheduling().operations().stream()
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(documented, declared);
  }

  @Test
  void theContractNamesTheRangesOfTheVitalSigns() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher lines =
        Pattern.compile("(\\w+): \\{type: number, x-unit: '?([^',]+)'?, x-range: \\[([^\\]]+)]}")
            .matcher(contract());
    while (lines.find()) {
      documented.put(lines.group(1), lines.group(2) + " " + lines.group(3));
    }
    Map<String, String> known = new TreeMap<>();
    for (VitalSigns sign : VitalSigns.values()) {
      known.put(sign.field(), sign.unit() + " " + plain(sign.min()) + ", " + plain(sign.max()));
    }

    assertEquals(known, documented);
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  @Test
  void theContractNamesEveryStateEventReasonRoleAndEnd() throws IOException {
    String contract = contract().replaceAll("\\s+", " ");

    for (RequestState state : RequestState.values()) {
      assertTrue(contract.contains(state.name()), state.name());
    }
    for (RequestEvent event : RequestEvent.values()) {
      assertTrue(contract.contains(event.token()), event.token());
      boolean pressed = event != RequestEvent.EXPIRE && !event.reasons().isEmpty();
      if (pressed) {
        String reasons =
            event.reasons().stream()
                .filter(RequestEvent::isPressed)
                .collect(Collectors.joining(", "));
        assertTrue(contract.contains("enum: [" + reasons + "]"), event.token());
      }
    }
    assertTrue(contract.contains("enum: [" + String.join(", ", Roles.ALL) + "]"));
    String ends =
        Stream.of(EndReason.values()).map(EndReason::token).collect(Collectors.joining(", "));
    assertTrue(contract.contains("enum: [" + ends + "]"));
    String pressedEnds =
        Stream.of(EndReason.values())
            .filter(EndReason::pressed)
            .map(EndReason::token)
            .collect(Collectors.joining(", "));
    assertTrue(contract.contains("enum: [" + pressedEnds + "]"));
  }

  @Test
  void everyProblemHasASentenceInBothLanguages() throws IOException {
    Properties spanish = bundle("es");
    Properties english = bundle("en");

    assertEquals(new TreeSet<>(spanish.keySet()), new TreeSet<>(english.keySet()));
    Set<String> ours = codes();
    ours.remove("not-found");
    for (String code : ours) {
      assertTrue(spanish.containsKey(code), code + " has no sentence");
    }
  }

  /** The codes that the program gives to problems and to their fields. */
  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    Pattern used =
        Pattern.compile(
            "(?:Problem\\.(?:conflict|invalid)\\(|new Problem\\(\\s*\\d+,|orThrow\\(|"
                + "add\\(\\s*[^;]*?,|unless\\([^;]*?,)\\s*\"([a-z]+(?:-[a-z]+)+)\"");
    try (Stream<Path> files = Files.walk(module().resolve("src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        Matcher found = used.matcher(Files.readString(file));
        while (found.find()) {
          codes.add(found.group(1));
        }
      }
    }
    assertTrue(codes.size() > 30, "found only " + codes);
    return codes;
  }

  private static Properties bundle(String language) throws IOException {
    Properties bundle = new Properties();
    try (Reader reader =
        new InputStreamReader(
            SchedulingRulesTest.class.getResourceAsStream(
                "/problems/scheduling_" + language + ".properties"),
            StandardCharsets.UTF_8)) {
      bundle.load(reader);
    }
    return bundle;
  }

  private static String contract() throws IOException {
    StringBuilder whole = new StringBuilder();
    try (Stream<Path> files = Files.list(module().resolve("src/main/openapi"))) {
      for (Path file : files.sorted().toList()) {
        whole.append(Files.readString(file)).append('\n');
      }
    }
    return whole.toString();
  }

  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return here.endsWith("scheduling") ? here : here.resolve("scheduling");
  }

  @Test
  void nothingIsLeftBehindWhenItCloses() {
    SampleHouse own = SampleHouse.empty();
    int before = own.house().manualTimers().waiting();

    SampleHouse.await(own.scheduling().close());

    assertEquals(7, before);
    assertEquals(0, own.house().manualTimers().waiting());
    own.house().close();
  }
}
