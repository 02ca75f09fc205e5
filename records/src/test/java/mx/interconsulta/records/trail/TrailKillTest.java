package mx.interconsulta.records.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.database.DatabaseFork;
import mx.interconsulta.records.Ground;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrailKillTest {
  private static final int ACKNOWLEDGED = 1_000;
  private static DatabaseFork database;

  @BeforeAll
  static void start() {
    database = DatabaseFork.start();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @Test
  void afterKillNineEveryAcknowledgedEntryIsInAChainThatVerifies() {
    Set<String> acknowledged = new HashSet<>();
    try (Ground.Fork fork = new Ground.Fork(TrailWriter.class, database.uri(), "first")) {
      readMore(fork, acknowledged);
      fork.kill();
    }

    assertAllKept(acknowledged);
  }

  @Test
  void afterTheDatabaseWasKilledTheTrailGoesOnInAChainThatVerifies() {
    Set<String> acknowledged = new HashSet<>();
    try (Ground.Fork fork = new Ground.Fork(TrailWriter.class, database.uri(), "second")) {
      readMore(fork, acknowledged);
      database.kill();
      database.startAgain();
      readMore(fork, acknowledged);
      fork.kill();
    }

    assertAllKept(acknowledged);
  }

  private static void readMore(Ground.Fork fork, Set<String> acknowledged) {
    int before = acknowledged.size();
    while (acknowledged.size() < before + ACKNOWLEDGED) {
      String line = fork.line();
      if (line.startsWith(TrailWriter.ACKNOWLEDGED)) {
        acknowledged.add(line.substring(TrailWriter.ACKNOWLEDGED.length()));
      }
    }
  }

  private static void assertAllKept(Set<String> acknowledged) {
    try (Ground ground = new Ground(database.uri())) {
      JsonObject found = TestFoundation.await(new Verification(ground.foundation()).run(null));
      assertTrue(found.getBoolean("intact"), found.encode());
      Set<String> missing = new TreeSet<>(acknowledged);
      TestFoundation.await(
              ground
                  .foundation()
                  .database()
                  .all(
                      ground
                          .foundation()
                          .database()
                          .collection(ChainedEntry.COLLECTION, ChainedEntry.class)
                          .find()))
          .forEach(entry -> missing.remove(entry.correlation()));
      assertEquals(Set.of(), missing);
    }
  }
}
