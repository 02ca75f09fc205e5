package mx.interconsulta.scheduling.appointment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.platform.database.DatabaseFork;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one database, sixty-four clients who all want the same day: each place has one
 * owner at every moment, by the clock of the machine, and what was acknowledged is there.
 */
class BookingRaceTest {
  private static final int CLIENTS = 64;

  /** What fits in the time of the short tests on a busy machine. */
  private static final int FEW = 2_000;

  private static final int MANY = 10_000;

  @TempDir Path folder;

  @Test
  void eachPlaceHasOneOwnerAtEveryMomentAndNoneIsLost() throws Exception {
    race(FEW);
  }

  @Test
  @Tag("long")
  void noMoreDoTenThousandAttemptsOnOneDayGiveAPlaceTwice() throws Exception {
    race(MANY);
  }

  private void race(int attempts) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (DatabaseFork database = DatabaseFork.start()) {
      String uri = TestDatabase.named(database.uri(), TestDatabase.freshName());
      List<String> log = new ArrayList<>();
      try (Kept kept = Kept.of(vertx, uri)) {
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("one", "two")) {
          processes.add(start(uri, name, attempts / 2));
        }
        for (Process process : processes) {
          assertTrue(process.waitFor(300, TimeUnit.SECONDS), "a server process hangs");
          assertEquals(0, process.exitValue());
        }
        for (String name : List.of("one", "two")) {
          log.addAll(Files.readAllLines(folder.resolve(name)));
        }
        assertFalse(log.stream().anyMatch(line -> line.startsWith("lost")), "none is lost");
        long refused = log.stream().filter("refused"::equals).count();
        assertTrue(refused > attempts / 10, "they got into each other's way: " + refused);
        mustHaveOneOwnerAtEveryMoment(log);
        mustBeWhatWasAcknowledged(log, kept.all());
      }
    } finally {
      TestDatabase.await(vertx.close());
    }
  }

  private Process start(String uri, String name, int attempts) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            BookingHands.class.getName(),
            uri,
            name,
            Integer.toString(CLIENTS / 2),
            Integer.toString(attempts),
            folder.resolve(name).toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** One line of a process' log. */
  private record Fact(
      boolean took,
      long at,
      String id,
      String specialist,
      String requester,
      String station,
      Instant start) {
    static Fact of(String line) {
      String[] words = line.split(" ", -1);
      return new Fact(
          words[0].equals("took"),
          Long.parseLong(words[1]),
          words[2],
          words[3],
          words[4],
          words[5],
          Instant.parse(words[6]));
    }

    List<String> claims() {
      return Appointment.claims(specialist, requester, station, start, start.plusSeconds(1800));
    }
  }

  private static List<Fact> facts(List<String> log) {
    return log.stream()
        .filter(line -> line.startsWith("took") || line.startsWith("leaves"))
        .map(Fact::of)
        .sorted(Comparator.comparingLong(Fact::at))
        .toList();
  }

  /**
   * From when a place was acknowledged until its owner began to leave it, nobody else had it. A
   * leaving may be written down after its successor's answer, so it counts from when it was asked.
   */
  private static void mustHaveOneOwnerAtEveryMoment(List<String> log) {
    Map<String, String> owners = new HashMap<>();
    for (Fact fact : facts(log)) {
      for (String claim : fact.claims()) {
        if (fact.took()) {
          String before = owners.put(claim, fact.id());
          assertTrue(
              before == null || before.equals(fact.id()),
              claim + " belongs to " + before + " and to " + fact.id());
        } else {
          owners.remove(claim, fact.id());
        }
      }
    }
  }

  private static void mustBeWhatWasAcknowledged(List<String> log, List<Appointment> kept) {
    Map<String, Set<String>> acknowledged = new TreeMap<>();
    for (Fact fact : facts(log)) {
      if (fact.took()) {
        acknowledged.put(fact.id(), new HashSet<>(fact.claims()));
      } else if (acknowledged.get(fact.id()) != null
          && acknowledged.get(fact.id()).containsAll(fact.claims())) {
        acknowledged.remove(fact.id());
      }
    }
    Map<String, Set<String>> there = new TreeMap<>();
    for (Appointment one : kept) {
      if (one.claims() != null) {
        there.put(one.id(), new HashSet<>(one.claims()));
      }
    }
    assertFalse(there.isEmpty());
    assertEquals(acknowledged, there);
  }

  /** The appointments of one database, read from this process. */
  private record Kept(mx.interconsulta.platform.database.DatabaseConnection connection)
      implements AutoCloseable {
    static Kept of(Vertx vertx, String uri) {
      mx.interconsulta.platform.database.DatabaseConnection connection =
          TestDatabase.await(
              mx.interconsulta.platform.database.DatabaseConnection.openUnchecked(
                  vertx, uri, Path.of(".")));
      TestDatabase.await(Calendar.indexes(Indexes.declare()).create(connection.database()));
      return new Kept(connection);
    }

    List<Appointment> all() {
      return TestDatabase.await(
          connection
              .database()
              .all(
                  connection.database().collection(Calendar.COLLECTION, Appointment.class).find()));
    }

    @Override
    public void close() {
      TestDatabase.await(connection.close());
    }
  }
}
