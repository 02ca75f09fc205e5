package mx.interconsulta.platform.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static mx.interconsulta.platform.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kill -9 of the embedded database while eight writers write and one reads what they wrote. */
final class DatabaseKillTest {
  private static final int WRITERS = 8;
  private static final int WRITES_BEFORE_A_KILL = 60;

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseFork server = DatabaseFork.start();
  private final TestDatabase test =
      TestDatabase.on(
          vertx, server.uri() + "?serverSelectionTimeoutMS=2000&heartbeatFrequencyMS=500");
  private final Database database = test.database();
  private final MongoCollection<Document> things = database.collection("things", Document.class);
  private final MongoCollection<Document> counters =
      database.collection("counters", Document.class);

  private final Queue<Document> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Object> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
  private final Set<Object> seen = ConcurrentHashMap.newKeySet();
  private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void declare() {
    await(Indexes.declare().unique("things", "key").index("things", "writer").create(database));
  }

  @AfterEach
  void close() {
    test.close();
    server.close();
    await(vertx.close());
  }

  @Test
  void noAcknowledgedWriteIsLostAndNoInvariantBroken() throws InterruptedException {
    killAndCheck(4, new Random().nextLong());
  }

  @Test
  @Tag("long")
  void norInManyKills() throws InterruptedException {
    killAndCheck(40, new Random().nextLong());
  }

  private void killAndCheck(int kills, long seed) throws InterruptedException {
    Random random = new Random(seed);
    for (int kill = 0; kill < kills; kill++) {
      writeUntilKilled(random);
      server.startAgain();
      check("kill " + kill + " of seed " + seed);
    }
    System.out.println(
        "database kills: "
            + kills
            + ", acknowledged "
            + (acknowledged.size() + accepted.size() + numbers.size())
            + ", lost 0");
  }

  private void writeUntilKilled(Random random) throws InterruptedException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS + 1);
    AtomicBoolean killed = new AtomicBoolean();
    CountDownLatch enough =
        new CountDownLatch(WRITES_BEFORE_A_KILL + random.nextInt(WRITES_BEFORE_A_KILL));
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      writers.execute(
          () -> {
            while (!killed.get()) {
              try {
                writeOnce(writer);
                enough.countDown();
              } catch (MongoException lostConnection) {
                // not acknowledged: it may be there or not
              } catch (Throwable surprise) {
                surprises.add(surprise);
              }
            }
          });
    }
    writers.execute(
        () -> {
          for (int writer = 0; !killed.get(); writer = (writer + 1) % WRITERS) {
            try {
              await(database.all(things.find(eq("writer", writer))))
                  .forEach(thing -> seen.add(thing.get("_id")));
            } catch (MongoException lostConnection) {
              // nothing was seen
            } catch (Throwable surprise) {
              surprises.add(surprise);
            }
          }
        });
    assertTrue(enough.await(30, TimeUnit.SECONDS), "the writers do not get on");
    server.kill();
    killed.set(true);
    writers.shutdown();
    assertTrue(writers.awaitTermination(30, TimeUnit.SECONDS), "a writer hangs");
    assertEquals(List.of(), List.copyOf(surprises));
  }

  private void writeOnce(int writer) {
    Document thing =
        new Document("_id", UUID.randomUUID())
            .append("key", UUID.randomUUID().toString())
            .append("writer", writer)
            .append("state", "new");
    await(database.done(things.insertOne(thing)));
    acknowledged.add(thing);
    Document moved =
        await(
            database.first(
                things.findOneAndUpdate(
                    and(eq("_id", thing.get("_id")), eq("state", "new")),
                    Updates.set("state", "accepted"))));
    assertNotNull(moved);
    accepted.add(thing.get("_id"));
    numbers.add(
        await(
                database.first(
                    counters.findOneAndUpdate(
                        eq("_id", "c"),
                        Updates.inc("next", 1),
                        new FindOneAndUpdateOptions()
                            .upsert(true)
                            .returnDocument(ReturnDocument.AFTER))))
            .getInteger("next"));
  }

  private void check(String when) {
    Map<Object, Document> found = new HashMap<>();
    await(database.all(things.find())).forEach(thing -> found.put(thing.get("_id"), thing));
    for (Document thing : acknowledged) {
      assertTrue(found.containsKey(thing.get("_id")), () -> when + ": lost " + thing);
    }
    for (Object id : seen) {
      assertTrue(found.containsKey(id), () -> when + ": lost what somebody had read: " + id);
    }
    for (Object id : accepted) {
      assertEquals("accepted", found.get(id).get("state"), when);
    }
    Map<Object, Integer> byWriter = new HashMap<>();
    for (Document thing : found.values()) {
      byWriter.merge(thing.get("writer"), 1, Integer::sum);
      assertEquals(
          thing.get("_id"),
          await(database.first(things.find(eq("key", thing.get("key"))))).get("_id"),
          () -> when + ": the unique index lost " + thing);
    }
    byWriter.forEach(
        (writer, count) ->
            assertEquals(
                count, await(database.all(things.find(eq("writer", writer)))).size(), when));
    assertEquals(
        numbers.size(), numbers.stream().distinct().count(), when + ": a number given twice");
    int counter =
        await(
                database.first(
                    counters.findOneAndUpdate(
                        eq("_id", "c"),
                        Updates.inc("next", 0),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))))
            .getInteger("next");
    assertTrue(
        numbers.stream().allMatch(number -> number <= counter), when + ": the counter went back");
    taken(when);
  }

  /** A key that was acknowledged stays taken. */
  private void taken(String when) {
    Document thing = acknowledged.iterator().next();
    boolean inserted =
        await(
            database
                .done(
                    things.updateOne(
                        eq("_id", UUID.randomUUID()),
                        Updates.set("key", thing.get("key")),
                        new UpdateOptions().upsert(true)))
                .map(true)
                .otherwise(failure -> !Database.isDuplicateKey(failure)));
    assertEquals(false, inserted, when + ": a key given twice");
  }
}
