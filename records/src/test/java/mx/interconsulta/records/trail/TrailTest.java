package mx.interconsulta.records.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.problem.Problem;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final Instant START = Instant.parse("2026-11-22T15:00:00Z");

  private TestFoundation house;
  private Trail trail;

  @BeforeEach
  void open() {
    house = TestFoundation.withManualTime(START);
    trail = TestFoundation.await(Trail.open(house.foundation()));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void anEntryIsInTheDatabaseWhenAppendCompletes() {
    append("person-1", "getRequest", "");

    Document kept = documents().get(0);
    assertEquals("person-1", kept.getString("person"));
    assertEquals(List.of("patient-1"), kept.getList("patients", String.class));
    assertEquals(1L, kept.getLong("sequence"));
    assertEquals("", kept.getString("previous"));
  }

  @Test
  void sixteenThreadsAppendOneUnbrokenChain() throws Exception {
    List<Thread> threads =
        IntStream.range(0, 16)
            .mapToObj(
                thread ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 25; i++) {
                            append("person-" + thread, "operation-" + i, "");
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    JsonObject found = verify();
    assertTrue(found.getBoolean("intact"), found.encode());
    assertEquals(400, found.getInteger("entries"));
    assertEquals(1, found.getJsonArray("chains").size());
  }

  @Test
  void whatArrivesTogetherIsWrittenTogether() {
    List<Future<Void>> appended = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      appended.add(trail.sink().append(entry("person-" + i, "getRequest", "")));
    }
    TestFoundation.await(Future.all(appended));

    double writes = house.foundation().meters().get("interconsulta.audit.write").timer().count();
    assertTrue(writes <= 20, "1000 entries took " + writes + " writes");
    assertEquals(1_000, verify().getInteger("entries"));
  }

  @Test
  void theSavesOfOneSittingShareOneEntry() {
    for (int i = 0; i < 5; i++) {
      append("person-1", "saveDraft", "sitting-1");
    }
    append("person-2", "saveDraft", "sitting-1");
    append("person-1", "saveDraft", "sitting-2");

    assertEquals(3, documents().size());
    assertTrue(verify().getBoolean("intact"));
  }

  @Test
  void aSittingThatGoesOnAtAnotherProcessStillHasOneEntry() {
    Trail other = TestFoundation.await(Trail.open(house.foundation()));
    append("person-1", "saveDraft", "sitting-1");
    TestFoundation.await(other.sink().append(entry("person-1", "saveDraft", "sitting-1")));

    assertEquals(1, documents().size());
  }

  @Test
  void oneSittingAtTwoProcessesAtOnceHasOneEntryAndBothAreAnswered() {
    Trail other = TestFoundation.await(Trail.open(house.foundation()));
    List<Future<Void>> both = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      both.add(trail.sink().append(entry("person-1", "saveDraft", "sitting-" + i)));
      both.add(other.sink().append(entry("person-1", "saveDraft", "sitting-" + i)));
    }
    TestFoundation.await(Future.all(both));

    assertEquals(20, documents().size());
    assertTrue(verify().getBoolean("intact"), verify().encode());
  }

  @Test
  void aSittingThatWasDeniedDoesNotHideOneThatWasAllowed() {
    AuditEntry denied = entry("person-1", "saveDraft", "sitting-1");
    TestFoundation.await(
        trail
            .sink()
            .append(
                new AuditEntry(
                    denied.at(),
                    denied.person(),
                    denied.assignment(),
                    denied.session(),
                    denied.operation(),
                    denied.purpose(),
                    denied.target(),
                    denied.patients(),
                    "denied",
                    denied.sitting(),
                    denied.correlation())));
    append("person-1", "saveDraft", "sitting-1");

    assertEquals(2, documents().size());
  }

  @Test
  void aChangedEntryIsFound() {
    fiveEntries();
    house.database().done(audit().updateOne(at(3), Updates.set("person", "nobody"))).await();

    assertFault("changed", 3);
  }

  @Test
  void anEntryWhosePatientsWereTakenOutIsFound() {
    fiveEntries();
    house.database().done(audit().updateOne(at(2), Updates.set("patients", List.of()))).await();

    assertFault("changed", 2);
  }

  @Test
  void aRemovedEntryIsFound() {
    fiveEntries();
    house.database().done(audit().deleteOne(at(2))).await();

    assertFault("missing", 2);
  }

  @Test
  void aRemovedEntryIsFoundAlsoWhenTheRestIsNumberedAnewAndRehashed() {
    fiveEntries();
    TestFoundation.await(trail.close());
    List<ChainedEntry> kept =
        house.database().all(entries().find().sort(Sorts.ascending("sequence"))).await().stream()
            .filter(entry -> entry.sequence() != 2)
            .toList();
    house.database().done(audit().deleteMany(new Document())).await();
    String previous = "";
    long sequence = 0;
    for (ChainedEntry entry : kept) {
      ChainedEntry forged =
          ChainedEntry.of(
              new AuditEntry(
                  entry.at(),
                  entry.person(),
                  entry.assignment(),
                  entry.session(),
                  entry.operation(),
                  entry.purpose(),
                  entry.target(),
                  Set.copyOf(entry.patients()),
                  entry.outcome(),
                  "",
                  entry.correlation()),
              entry.chain(),
              ++sequence,
              previous);
      previous = forged.hash();
      house.database().done(entries().insertOne(forged)).await();
    }

    assertFault("truncated", 5);
  }

  @Test
  void twoEntriesThatChangedPlacesAreFound() {
    fiveEntries();
    house.database().done(audit().updateOne(at(2), Updates.set("sequence", 99L))).await();
    house.database().done(audit().updateOne(at(3), Updates.set("sequence", 2L))).await();
    house.database().done(audit().updateOne(at(99), Updates.set("sequence", 3L))).await();

    assertFault("changed", 2);
  }

  @Test
  void aShortenedChainIsFoundByItsSealedHead() {
    fiveEntries();
    TestFoundation.await(trail.close());
    house.database().done(audit().deleteOne(at(5))).await();

    assertFault("truncated", 5);
  }

  @Test
  void aChainTakenAwayWholeIsMissedByTheNextOne() {
    fiveEntries();
    TestFoundation.await(trail.close());
    Trail next = TestFoundation.await(Trail.open(house.foundation()));
    TestFoundation.await(next.sink().append(entry("person-9", "getRequest", "")));
    TestFoundation.await(next.close());
    String first =
        documents().stream()
            .filter(document -> document.getLong("sequence") == 5)
            .map(document -> document.getString("chain"))
            .findFirst()
            .orElseThrow();
    house.database().done(audit().deleteMany(Filters.eq("chain", first))).await();
    house
        .database()
        .done(
            house
                .database()
                .driver()
                .getCollection(ChainHead.COLLECTION)
                .deleteOne(Filters.eq("_id", first)))
        .await();

    JsonObject found = verify();
    assertFalse(found.getBoolean("intact"), found.encode());
  }

  @Test
  void aWriteThatFailsGivesNoAnswerAndTheNextEntryBeginsANewChain() {
    fiveEntries();
    house
        .database()
        .done(
            audit()
                .insertOne(
                    new Document("_id", "in-the-way")
                        .append("chain", documents().get(0).getString("chain"))
                        .append("sequence", 6L)))
        .await();

    Future<Void> refused = trail.sink().append(entry("person-1", "getRequest", ""));
    assertEquals(
        "audit-unavailable",
        assertThrows(Problem.class, () -> TestFoundation.await(refused)).code());
    assertThrows(Problem.class, () -> TestFoundation.await(trail.check()));
    house.database().done(audit().deleteOne(Filters.eq("_id", "in-the-way"))).await();
    append("person-1", "getRequest", "");
    TestFoundation.await(trail.check());

    JsonObject found = verify();
    assertTrue(found.getBoolean("intact"), found.encode());
    assertEquals(2, found.getJsonArray("chains").size());
  }

  private void fiveEntries() {
    for (int i = 0; i < 5; i++) {
      append("person-" + i, "getRequest", "");
    }
  }

  private void append(String person, String operation, String sitting) {
    TestFoundation.await(trail.sink().append(entry(person, operation, sitting)));
  }

  private static AuditEntry entry(String person, String operation, String sitting) {
    return new AuditEntry(
        START,
        person,
        "assignment-1",
        "session-1",
        operation,
        "request.read",
        "request-1",
        Set.of("patient-1"),
        "allowed",
        sitting,
        "correlation-1");
  }

  private JsonObject verify() {
    return TestFoundation.await(new Verification(house.foundation()).run(null));
  }

  private void assertFault(String fault, long sequence) {
    JsonObject found = verify();
    assertFalse(found.getBoolean("intact"), found.encode());
    JsonArray chains = found.getJsonArray("chains");
    assertEquals(fault, chains.getJsonObject(0).getString("fault"), found.encode());
    assertEquals(sequence, chains.getJsonObject(0).getLong("sequence"), found.encode());
  }

  private static Bson at(long sequence) {
    return Filters.eq("sequence", sequence);
  }

  private MongoCollection<Document> audit() {
    return house.database().driver().getCollection(ChainedEntry.COLLECTION);
  }

  private MongoCollection<ChainedEntry> entries() {
    return house.database().collection(ChainedEntry.COLLECTION, ChainedEntry.class);
  }

  private List<Document> documents() {
    return TestFoundation.await(
        house.database().all(audit().find().sort(Sorts.ascending("sequence"))));
  }
}
