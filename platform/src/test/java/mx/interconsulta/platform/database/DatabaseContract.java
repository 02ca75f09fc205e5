package mx.interconsulta.platform.database;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static mx.interconsulta.platform.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.connection.ServerDescription;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import mx.interconsulta.platform.database.backup.Backup;
import mx.interconsulta.platform.database.backup.Restore;
import mx.interconsulta.platform.sealing.Open;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

/** What we rely on, the same on every kind of server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class DatabaseContract {
  private final Vertx vertx = Vertx.vertx();
  private TestDatabase test;
  private int ran;

  /** Starts the server and says where it is. */
  abstract String serverUri();

  /** As the report names it. */
  abstract String serverName();

  void stopServer() {}

  @BeforeAll
  void open() {
    test = TestDatabase.on(vertx, serverUri());
  }

  @AfterEach
  void count() {
    ran++;
  }

  @AfterAll
  void close() {
    try {
      test.close();
    } finally {
      await(vertx.close());
      stopServer();
      System.out.println("database contract: " + serverName() + ": ran " + ran);
    }
  }

  /** A persisted record with everything that ours hold. */
  public record Booking(
      @BsonId UUID id,
      @Open String state,
      Integer version,
      Instant startsAt,
      Long minutes,
      Boolean urgent,
      Double distance,
      Binary seal,
      Place place,
      List<@Open String> claims) {}

  public record Place(@Open String unit, List<Integer> floors) {}

  private static Booking booking(String state, List<String> claims) {
    return new Booking(UUID.randomUUID(), state, 1, null, null, null, null, null, null, claims);
  }

  private Database database() {
    return test.database();
  }

  private <T> T first(Publisher<T> publisher) {
    return await(database().first(publisher));
  }

  private <T> List<T> all(Publisher<T> publisher) {
    return await(database().all(publisher));
  }

  private MongoCollection<Document> documents(String name) {
    return database().collection(name, Document.class);
  }

  private MongoCollection<Booking> bookings(String name) {
    return database().collection(name, Booking.class);
  }

  private static Document json(String text) {
    return Document.parse(text.replace('\'', '"'));
  }

  private Throwable failureOf(Publisher<?> publisher) {
    return assertThrows(Exception.class, () -> first(publisher));
  }

  // ---- connection ----

  @Test
  void theServerSpeaksAWireVersionOfTheDriver() {
    await(test.connection().ping());
    List<ServerDescription> servers = test.connection().cluster().getServerDescriptions();

    assertTrue(servers.stream().allMatch(ServerDescription::isCompatibleWithDriver));
    assertTrue(servers.stream().anyMatch(server -> server.getMaxWireVersion() >= 8));
    first(database().driver().runCommand(new Document("buildInfo", 1)));
  }

  @Test
  void aRecordComesBackAsItWasWritten() {
    Booking booking =
        new Booking(
            UUID.randomUUID(),
            "Ñandú 'é' 漢字 😀",
            7,
            Instant.parse("2026-11-22T08:30:00.123Z"),
            Long.MAX_VALUE,
            true,
            -0.25,
            new Binary(new byte[] {0, -1, 127}),
            new Place("JCIMS000012", List.of(1, 2, 3)),
            List.of());

    first(bookings("whole").insertOne(booking));

    assertEquals(booking, first(bookings("whole").find(eq("_id", booking.id()))));
  }

  @Test
  void whatIsNullIsLeftOutOfTheDocument() {
    Booking booking = booking("booked", null);

    first(bookings("sparse_record").insertOne(booking));

    assertEquals(
        Set.of("_id", "state", "version"),
        first(documents("sparse_record").find(eq("_id", booking.id()))).keySet());
    assertEquals(booking, first(bookings("sparse_record").find(eq("_id", booking.id()))));
  }

  @Test
  void aMegabyteComesBackByteForByte() {
    byte[] bytes = new byte[1 << 20];
    new Random(7).nextBytes(bytes);
    first(documents("big").insertOne(new Document("_id", 1).append("bytes", new Binary(bytes))));

    assertArrayEquals(
        bytes, first(documents("big").find(eq("_id", 1))).get("bytes", Binary.class).getData());
  }

  @Test
  void aLongListComesInBatches() {
    List<Document> many =
        IntStream.range(0, 500).mapToObj(i -> new Document("_id", i).append("odd", i % 2)).toList();
    first(documents("many").insertMany(many, new InsertManyOptions().ordered(false)));

    List<Document> odd =
        all(
            documents("many")
                .find(eq("odd", 1))
                .sort(new Document("_id", -1))
                .projection(new Document("odd", 0))
                .skip(10)
                .limit(200)
                .batchSize(30));

    assertEquals(
        IntStream.range(0, 200).map(i -> 479 - 2 * i).boxed().toList(),
        odd.stream().map(item -> item.getInteger("_id")).toList());
    assertEquals(Set.of("_id"), odd.get(0).keySet());
    first(documents("many").find().batchSize(2).first());
  }

  // ---- uniqueness ----

  @Test
  void ofSixteenThatInsertOneIdOnlyOneDoes() {
    List<Boolean> won =
        Race.run(
            number -> inserted(documents("race_id").insertOne(new Document("_id", "the one"))));

    assertEquals(1, won.stream().filter(win -> win).count());
  }

  private boolean inserted(Publisher<?> write) {
    return await(
        database()
            .done(write)
            .map(true)
            .recover(
                failure ->
                    Database.isDuplicateKey(failure)
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure)));
  }

  @Test
  void ofSixteenThatClaimOverlappingTimesNoTwoHoldTheSame() {
    await(Indexes.declare().uniqueSparse("calendars", "claims").create(database()));
    for (int round = 0; round < 5; round++) {
      int base = round * 100;
      List<List<String>> won =
          Race.run(
                  number -> {
                    List<String> claims =
                        IntStream.range(base + number % 6, base + number % 6 + 3)
                            .mapToObj(quantum -> "ana@" + quantum)
                            .toList();
                    return inserted(bookings("calendars").insertOne(booking("booked", claims)))
                        ? claims
                        : null;
                  })
              .stream()
              .filter(Objects::nonNull)
              .toList();

      List<String> held = won.stream().flatMap(List::stream).toList();
      assertFalse(held.isEmpty());
      assertEquals(held.size(), new HashSet<>(held).size(), () -> "held twice: " + held);
    }
  }

  @Test
  void anEndedBookingGivesItsClaimsBackByUnsettingThem() {
    await(Indexes.declare().uniqueSparse("ended", "claims").create(database()));
    Booking one = booking("booked", List.of("ana@1", "room@1"));
    Booking two = booking("booked", List.of("ana@2"));
    first(bookings("ended").insertOne(one));
    first(bookings("ended").insertOne(two));
    assertFalse(inserted(bookings("ended").insertOne(booking("booked", List.of("room@1")))));

    for (Booking booking : List.of(one, two)) {
      first(
          bookings("ended")
              .findOneAndUpdate(
                  eq("_id", booking.id()),
                  Updates.combine(Updates.set("state", "ended"), Updates.unset("claims"))));
    }

    assertTrue(
        inserted(bookings("ended").insertOne(booking("booked", List.of("room@1", "ana@2")))));
    assertEquals(2, all(bookings("ended").find(eq("state", "ended"))).size());
  }

  @Test
  void movingABookingOntoAnothersTimeIsAConflictAndChangesNothing() {
    await(Indexes.declare().uniqueSparse("moved", "claims").create(database()));
    Booking mine = booking("booked", List.of("ana@1"));
    first(bookings("moved").insertOne(mine));
    first(bookings("moved").insertOne(booking("booked", List.of("ana@2", "ana@3"))));

    Throwable failure =
        failureOf(
            bookings("moved")
                .findOneAndUpdate(
                    eq("_id", mine.id()), Updates.set("claims", List.of("ana@3", "ana@4"))));

    assertTrue(Database.isDuplicateKey(failure), failure::toString);
    assertEquals(mine, first(bookings("moved").find(eq("_id", mine.id()))));
    assertTrue(inserted(bookings("moved").insertOne(booking("booked", List.of("ana@4")))));
  }

  @Test
  void everyKindOfWriteSaysThatAKeyIsTaken() {
    await(Indexes.declare().unique("people", "user").create(database()));
    first(documents("people").insertOne(json("{_id: 1, user: 'ana'}")));
    first(documents("people").insertOne(json("{_id: 2, user: 'luis'}")));

    for (Publisher<?> write :
        List.<Publisher<?>>of(
            documents("people").insertOne(json("{_id: 3, user: 'ana'}")),
            documents("people").updateOne(eq("_id", 2), Updates.set("user", "ana")),
            documents("people").replaceOne(eq("_id", 2), json("{user: 'ana'}")),
            documents("people").findOneAndReplace(eq("_id", 2), json("{user: 'ana'}")),
            documents("people").findOneAndUpdate(eq("_id", 2), Updates.set("user", "ana")),
            documents("people")
                .findOneAndUpdate(
                    eq("_id", 4),
                    Updates.set("user", "ana"),
                    new FindOneAndUpdateOptions().upsert(true)))) {
      Throwable failure = failureOf(write);
      assertTrue(Database.isDuplicateKey(failure), failure::toString);
    }
    assertEquals(2, all(documents("people").find()).size());
  }

  @Test
  void aUniqueIndexOverTwoFieldsLooksAtBoth() {
    await(Indexes.declare().unique("chains", "chain", "sequence").create(database()));

    assertTrue(inserted(documents("chains").insertOne(json("{chain: 'a', sequence: 1}"))));
    assertTrue(inserted(documents("chains").insertOne(json("{chain: 'a', sequence: 2}"))));
    assertTrue(inserted(documents("chains").insertOne(json("{chain: 'b', sequence: 1}"))));
    assertFalse(inserted(documents("chains").insertOne(json("{chain: 'a', sequence: 2}"))));
  }

  @Test
  void anIndexCanNotBeBuiltOverWhatBreaksIt() {
    first(documents("twice").insertOne(json("{user: 'ana'}")));
    first(documents("twice").insertOne(json("{user: 'ana'}")));

    assertThrows(
        Exception.class, () -> await(Indexes.declare().unique("twice", "user").create(database())));
  }

  // ---- transitions ----

  @Test
  void ofSixteenThatMoveOneStateOnlyOneDoes() {
    for (int round = 0; round < 10; round++) {
      Booking booking = booking("submitted", null);
      first(bookings("states").insertOne(booking));

      List<Booking> moved =
          Race.run(
                  number ->
                      first(
                          bookings("states")
                              .findOneAndUpdate(
                                  and(
                                      eq("_id", booking.id()),
                                      eq("state", "submitted"),
                                      eq("version", 1)),
                                  Updates.combine(
                                      Updates.set("state", "accepted"), Updates.inc("version", 1)),
                                  new FindOneAndUpdateOptions()
                                      .returnDocument(ReturnDocument.AFTER))))
              .stream()
              .filter(Objects::nonNull)
              .toList();

      assertEquals(1, moved.size());
      assertEquals("accepted", moved.get(0).state());
      assertEquals(2, moved.get(0).version());
    }
  }

  @Test
  void aCounterGivesNoNumberTwice() {
    int each = 40;
    first(documents("counters").insertOne(json("{_id: 'c', next: 0}")));

    List<Integer> numbers =
        Race.run(
                thread -> {
                  List<Integer> mine = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    mine.add(
                        first(
                                documents("counters")
                                    .findOneAndUpdate(
                                        eq("_id", "c"),
                                        Updates.inc("next", 1),
                                        new FindOneAndUpdateOptions()
                                            .returnDocument(ReturnDocument.AFTER)))
                            .getInteger("next"));
                  }
                  return mine;
                })
            .stream()
            .flatMap(List::stream)
            .sorted()
            .toList();

    assertEquals(IntStream.rangeClosed(1, Race.THREADS * each).boxed().toList(), numbers);
  }

  @Test
  void ofSixteenThatUpsertOneKeyOneDocumentComes() {
    for (int round = 0; round < 5; round++) {
      int key = round;
      Race.run(
          number ->
              inserted(
                  documents("upserts")
                      .updateOne(
                          eq("_id", key),
                          Updates.combine(
                              Updates.setOnInsert("by", number), Updates.inc("times", 1)),
                          new UpdateOptions().upsert(true))));
    }

    assertEquals(5L, first(documents("upserts").countDocuments()));
  }

  @Test
  void ofSixteenThatInsertTheSameManyEachIsThereOnceAndNobodyElseIsWrong() {
    List<Document> same =
        IntStream.range(0, 12).mapToObj(number -> new Document("_id", number)).toList();

    Race.run(
        number ->
            inserted(
                documents("same_many").insertMany(same, new InsertManyOptions().ordered(false))));

    assertEquals(12L, first(documents("same_many").countDocuments()));
  }

  @Test
  void aReaderNeverSeesHalfOfAChange() {
    first(documents("torn").insertOne(json("{_id: 1, left: 0, list: [0, 0, 0], right: 0}")));

    List<Integer> torn =
        Race.run(
            number -> {
              int seen = 0;
              for (int i = 1; i <= 30; i++) {
                if (number % 2 == 0) {
                  int value = number * 1000 + i;
                  first(
                      documents("torn")
                          .updateOne(
                              eq("_id", 1),
                              Updates.combine(
                                  Updates.set("left", value),
                                  Updates.set("list", List.of(value, value, value)),
                                  Updates.set("right", value))));
                } else {
                  Document read = first(documents("torn").find(eq("_id", 1)));
                  Set<Object> values = new HashSet<>(read.getList("list", Integer.class));
                  values.add(read.get("left"));
                  values.add(read.get("right"));
                  seen += values.size() == 1 ? 0 : 1;
                }
              }
              return seen;
            });

    assertEquals(0, torn.stream().mapToInt(Integer::intValue).sum());
  }

  // ---- the list of docs/database.md, one case each ----

  @Test
  void everyQueryOperatorOfTheListMeansWhatMongoDbSays() {
    first(
        documents("ops")
            .insertMany(
                List.of(
                    json("{_id: 1, n: 1, tags: ['a', 'b'], sub: [{k: 'x', v: 1}, {k: 'y', v: 2}]}"),
                    json("{_id: 2, n: 2, tags: ['b', 'c'], sub: [{k: 'x', v: 2}]}"),
                    json("{_id: 3, n: 3, tags: []}"),
                    json("{_id: 4, text: 'n'}"))));
    Object[][] cases = {
      {"{n: {$eq: 2}}", 2},
      {"{n: {$ne: 2}}", 1, 3, 4},
      {"{n: {$gt: 1}}", 2, 3},
      {"{n: {$gte: 2, $lt: 3}}", 2},
      {"{n: {$lte: 1}}", 1},
      {"{n: {$in: [1, 3, 9]}}", 1, 3},
      {"{n: {$in: []}}"},
      {"{n: {$nin: [1, 3]}}", 2, 4},
      {"{n: null}", 4},
      {"{n: {$exists: true}}", 1, 2, 3},
      {"{n: {$exists: false}}", 4},
      {"{tags: 'b'}", 1, 2},
      {"{tags: {$all: ['b', 'c']}}", 2},
      {"{tags: {$size: 0}}", 3},
      {"{sub: {$elemMatch: {k: 'x', v: 2}}}", 2},
      {"{'sub.k': 'x', 'sub.v': 2}", 1, 2},
      {"{$and: [{n: {$gt: 0}}, {tags: 'c'}]}", 2},
      {"{$or: [{n: 1}, {text: 'n'}]}", 1, 4},
      {"{$nor: [{n: 1}, {text: 'n'}]}", 2, 3},
      {"{n: {$not: {$gt: 1}}}", 1, 4},
    };
    for (Object[] each : cases) {
      List<Object> expected = Arrays.asList(each).subList(1, each.length);
      assertEquals(
          expected,
          all(documents("ops").find(json((String) each[0])).sort(new Document("_id", 1))).stream()
              .map(found -> found.get("_id"))
              .toList(),
          (String) each[0]);
    }
  }

  @Test
  void everyUpdateOperatorOfTheListMeansWhatMongoDbSays() {
    Object[][] cases = {
      {"{n: 1}", "{$set: {'a.b': 2}}", "{n: 1, a: {b: 2}}"},
      {"{n: 1, m: 2}", "{$unset: {m: ''}}", "{n: 1}"},
      {"{n: 1}", "{$inc: {n: 4, m: 1}}", "{n: 5, m: 1}"},
      {"{n: 5}", "{$min: {n: 3}}", "{n: 3}"},
      {"{n: 5}", "{$max: {n: 3, m: 1}}", "{n: 5, m: 1}"},
      {"{l: [1]}", "{$push: {l: 1, k: 2}}", "{l: [1, 1], k: [2]}"},
      {"{l: [1]}", "{$addToSet: {l: 1, k: 2}}", "{l: [1], k: [2]}"},
      {"{l: [1]}", "{$addToSet: {l: {$each: [1, 2]}}}", "{l: [1, 2]}"},
      {
        "{l: [3]}",
        "{$push: {l: {$each: [1, 2], $position: 0, $sort: 1, $slice: 2}}}",
        "{l: [1, 2]}"
      },
      {"{l: [1, 2, 3, 2]}", "{$pull: {l: 2}}", "{l: [1, 3]}"},
      {"{l: [{k: 1, v: 1}, {k: 2, v: 1}]}", "{$pull: {l: {k: 1}}}", "{l: [{k: 2, v: 1}]}"},
      {"{l: [1, 2, 3]}", "{$pull: {l: {$in: [1, 3]}}}", "{l: [2]}"},
    };
    for (int i = 0; i < cases.length; i++) {
      Object[] each = cases[i];
      Document before = json((String) each[0]);
      before.put("_id", i);
      first(documents("changes").insertOne(before));
      first(documents("changes").updateOne(eq("_id", i), json((String) each[1])));
      Document after = first(documents("changes").find(eq("_id", i)));
      after.remove("_id");
      assertEquals(json((String) each[2]), after, (String) each[1]);
    }
  }

  @Test
  void elementsOfListsAreChangedByPositionAndByFilter() {
    first(documents("lists").insertOne(json("{_id: 1, l: [{k: 1, v: 0}, {k: 2, v: 0}]}")));

    first(documents("lists").updateOne(json("{_id: 1, 'l.k': 2}"), Updates.set("l.$.v", 5)));
    first(
        documents("lists")
            .updateOne(
                eq("_id", 1),
                Updates.set("l.$[one].v", 7),
                new UpdateOptions().arrayFilters(List.of(json("{'one.k': {$lt: 2}}")))));
    Document changed =
        first(
            documents("lists")
                .findOneAndUpdate(
                    eq("_id", 1),
                    Updates.inc("l.$[two].v", 1),
                    new FindOneAndUpdateOptions()
                        .projection(new Document("l", 1))
                        .sort(new Document("_id", 1))
                        .arrayFilters(List.of(json("{'two.k': 2}")))
                        .returnDocument(ReturnDocument.AFTER)));

    assertEquals(json("{_id: 1, l: [{k: 1, v: 7}, {k: 2, v: 6}]}"), changed);
  }

  @Test
  void manyAreChangedCountedListedAndDeletedAtOnce() {
    for (int i = 0; i < 6; i++) {
      first(documents("bulk").insertOne(new Document("_id", i).append("n", i % 3)));
    }

    assertEquals(
        2L,
        first(documents("bulk").updateMany(eq("n", 1), Updates.set("n", 9))).getModifiedCount());
    assertEquals(6L, first(documents("bulk").estimatedDocumentCount()));
    first(
        database()
            .driver()
            .runCommand(new Document("count", "bulk").append("query", new Document("n", 0))));
    assertEquals(2L, first(documents("bulk").countDocuments(eq("n", 9))));
    assertEquals(Set.of(0, 2, 9), Set.copyOf(all(documents("bulk").distinct("n", Integer.class))));
    assertEquals(
        Set.of(0), Set.copyOf(all(documents("bulk").distinct("n", eq("n", 0), Integer.class))));
    assertEquals(2L, first(documents("bulk").deleteMany(eq("n", 9))).getDeletedCount());
    assertEquals(1L, first(documents("bulk").deleteOne(eq("n", 0))).getDeletedCount());
    assertEquals(2, first(documents("bulk").findOneAndDelete(eq("n", 2))).getInteger("_id"));
    assertNull(first(documents("bulk").find(eq("_id", 77))));
    assertEquals(2L, first(documents("bulk").countDocuments()));
  }

  @Test
  void everyStageAndExpressionOfTheListMeansWhatMongoDbSays() {
    first(
        documents("visits")
            .insertMany(
                List.of(
                    json(
                        "{_id: 1, unit: 'A', km: 10, tags: ['x', 'y'], at: {$date:"
                            + " '2026-03-08T09:30:00Z'}}"),
                    json(
                        "{_id: 2, unit: 'A', km: 30, tags: ['y'], at: {$date:"
                            + " '2026-03-08T10:30:00Z'}}"),
                    json(
                        "{_id: 3, unit: 'B', km: 5, tags: [], at: {$date:"
                            + " '2026-07-01T06:59:00Z'}}"))));
    first(documents("visit_units").insertOne(json("{_id: 'A', city: 'Tepic'}")));
    Object[][] cases = {
      {
        "[{$match: {km: {$gt: 5}}}, {$group: {_id: '$unit', sum: {$sum: '$km'}, avg: {$avg: '$km'},"
            + " min: {$min: '$km'}, max: {$max: '$km'}}}]",
        "[{_id: 'A', sum: 40, avg: 20.0, min: 10, max: 30}]"
      },
      {
        "[{$sort: {_id: 1}}, {$group: {_id: null, first: {$first: '$_id'}, last: {$last: '$_id'},"
            + " ids: {$push: '$_id'}, none: {$addToSet: 'one'}}}]",
        "[{_id: null, first: 1, last: 3, ids: [1, 2, 3], none: ['one']}]"
      },
      {"[{$unwind: '$tags'}, {$match: {tags: 'y'}}, {$count: 'n'}]", "[{n: 2}]"},
      {"[{$sort: {km: -1}}, {$skip: 1}, {$limit: 1}, {$project: {km: 1}}]", "[{_id: 1, km: 10}]"},
      {
        "[{$match: {_id: 1}}, {$addFields: {more: {$add: ['$km', 1]}, less: {$subtract: ['$km',"
            + " 1]}, twice: {$multiply: ['$km', 2]}, half: {$divide: ['$km', 4]}}}, {$unset: ['at',"
            + " 'tags', 'unit']}]",
        "[{_id: 1, km: 10, more: 11, less: 9, twice: 20, half: 2.5}]"
      },
      {
        "[{$match: {_id: 1}}, {$project: {size: {$size: '$tags'}, second: {$arrayElemAt: ['$tags',"
            + " 1]}, text: {$concat: ['$unit', '-', 'z']}, none: {$ifNull: ['$nothing', 'empty']},"
            + " five: {$literal: 5}}}]",
        "[{_id: 1, size: 2, second: 'y', text: 'A-z', none: 'empty', five: 5}]"
      },
      {
        "[{$match: {_id: 1}}, {$project: {a: {$cond: [{$and: [{$gt: ['$km', 9]}, {$gte: ['$km',"
            + " 10]}]}, 1, 2]}, b: {$cond: [{$or: [{$lt: ['$km', 9]}, {$lte: ['$km', 9]}]}, 1, 2]},"
            + " c: {$not: [{$eq: ['$km', 1]}]}, d: {$ne: ['$km', 1]}, e: {$in: ['x', '$tags']}}}]",
        "[{_id: 1, a: 1, b: 2, c: true, d: true, e: true}]"
      },
      {
        // Tijuana moves its clocks at 10:00 UTC on this day; UTC-7 in July
        "[{$sort: {_id: 1}}, {$project: {at: {$dateToString: {date: '$at', format: '%Y-%m-%d"
            + " %H:%M', timezone: 'America/Tijuana'}}}}]",
        "[{_id: 1, at: '2026-03-08 01:30'}, {_id: 2, at: '2026-03-08 03:30'},"
            + " {_id: 3, at: '2026-06-30 23:59'}]"
      },
      {
        "[{$match: {_id: 1}}, {$lookup: {from: 'visit_units', localField: 'unit',"
            + " foreignField: '_id', as: 'of'}}, {$project: {of: 1}}]",
        "[{_id: 1, of: [{_id: 'A', city: 'Tepic'}]}]"
      },
      {
        "[{$facet: {all: [{$count: 'n'}], far: [{$match: {km: {$gte: 30}}}, {$project: {_id:"
            + " 1}}]}}]",
        "[{all: [{n: 3}], far: [{_id: 2}]}]"
      },
      {"[{$match: {_id: 3}}, {$replaceRoot: {newRoot: {only: '$unit'}}}]", "[{only: 'B'}]"},
    };
    for (Object[] each : cases) {
      List<Bson> pipeline =
          json("{p: " + each[0] + "}").getList("p", Document.class).stream()
              .map(Bson.class::cast)
              .toList();
      assertEquals(
          json("{r: " + each[1] + "}").getList("r", Document.class),
          all(documents("visits").aggregate(pipeline)),
          (String) each[0]);
    }
  }

  // ---- indexes ----

  @Test
  void anIndexFindsWhatReadingEverythingFinds() {
    await(
        Indexes.declare()
            .index("indexed", "unit", "state", "-at")
            .index("indexed", "tags")
            .index("indexed", "at")
            .index("indexed", "-rank", "-_id")
            .index("indexed", "held.role", "held.unit")
            .unique("indexed", "chain", "sequence")
            .create(database()));
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      Document document =
          new Document("_id", i)
              .append("rank", random.nextInt(20))
              .append("chain", UUID.nameUUIDFromBytes(new byte[] {(byte) (i % 7)}))
              .append("sequence", i)
              .append("unit", "u" + random.nextInt(4))
              .append("state", "s" + random.nextInt(3))
              .append("at", Instant.ofEpochSecond(random.nextInt(50)))
              .append("tags", random.ints(random.nextInt(3), 0, 5).boxed().toList())
              .append(
                  "held",
                  random
                      .ints(random.nextInt(3), 0, 9)
                      .mapToObj(
                          one -> new Document("role", "r" + one / 3).append("unit", "u" + one % 3))
                      .toList());
      if (random.nextInt(5) == 0) {
        document.remove(List.of("unit", "tags", "at").get(random.nextInt(3)));
      }
      first(documents("indexed").insertOne(document));
      first(documents("plain").insertOne(document));
    }
    for (String name : List.of("indexed", "plain")) {
      first(documents(name).updateMany(eq("tags", 1), Updates.set("unit", "u9")));
      first(documents(name).updateMany(eq("unit", "u2"), Updates.unset("tags")));
      first(documents(name).updateMany(eq("unit", "u3"), Updates.push("tags", 8)));
      first(documents(name).deleteMany(eq("state", "s2")));
    }
    UUID chain = UUID.nameUUIDFromBytes(new byte[] {3});
    for (String query :
        List.of(
            "{unit: 'u1', state: 's1'}",
            "{unit: 'u1', state: {$in: ['s0', 's1']}, at: {$gte: {$date: '1970-01-01T00:00:20Z'}}}",
            "{unit: 'u9', at: {$lt: {$date: '1970-01-01T00:00:20Z'}}}",
            "{unit: 'u1', state: 's1', at: {$lte: {$date: '1970-01-01T00:00:20Z'}}}",
            "{at: {$gt: {$date: '1970-01-01T00:00:10Z'}, $lt: {$date: '1970-01-01T00:00:20Z'}}}",
            "{tags: 8, state: 's1'}",
            "{tags: {$all: [3, 4]}}",
            "{tags: {$gt: 2}}",
            "{tags: []}",
            "{unit: null}",
            "{$or: [{unit: 'u1'}, {tags: 4}, {_id: 5}]}",
            "{$or: [{unit: 'u1'}, {nothing: 4}]}",
            "{$and: [{unit: 'u1'}, {$or: [{tags: 2}, {state: 's0'}]}]}",
            "{_id: {$in: [1, 5, 7, 9999]}, state: 's1'}",
            "{_id: 17, unit: 'u1', state: 's0'}",
            "{unit: {$ne: 'u1'}, state: 's1'}",
            "{chain: {$uuid: '" + chain + "'}}",
            "{chain: {$uuid: '" + chain + "'}, sequence: {$gt: 100}}",
            "{chain: {$uuid: '" + chain + "'}, sequence: {$lte: 100}, state: 's1'}",
            "{sequence: {$gt: 100}}",
            "{held: {$elemMatch: {role: 'r1', unit: {$in: ['u0', 'u2']}}}}",
            "{held: {$elemMatch: {$and: [{role: 'r1'}, {unit: 'u2'}]}}, state: 's1'}",
            "{held: {$elemMatch: {role: 'r1', unit: {$ne: 'u2'}}}}",
            "{tags: {$elemMatch: {$gt: 1, $lt: 3}}}",
            "{rank: {$gte: 7, $lt: 9}}")) {
      List<Object> plain = ids("plain", query);
      assertEquals(plain, ids("indexed", query), query);
      assertEquals(
          (long) plain.size(), first(documents("indexed").countDocuments(json(query))), query);
    }
    for (String order :
        List.of(
            "{rank: -1, _id: -1}", "{rank: 1, _id: 1}", "{rank: 1, _id: -1}", "{at: 1, _id: 1}")) {
      List<List<Document>> pages = new ArrayList<>();
      for (String name : List.of("plain", "indexed")) {
        pages.add(
            all(
                documents(name)
                    .find(json("{state: {$ne: 's1'}}"))
                    .sort(json(order))
                    .skip(3)
                    .limit(25)));
      }
      assertEquals(pages.get(0), pages.get(1), order);
    }
  }

  private List<Object> ids(String collection, String query) {
    return all(documents(collection).find(json(query)).sort(new Document("_id", 1))).stream()
        .map(found -> found.get("_id"))
        .toList();
  }

  @Test
  void declaringIndexesAgainAndAtOnceIsHarmless() {
    Race.run(
        number ->
            await(
                Indexes.declare()
                    .unique("declared", "key")
                    .index("declared", "sub.when")
                    .create(database())
                    .map(true)));

    Set<Object> names = new HashSet<>();
    all(documents("declared").listIndexes()).forEach(index -> names.add(index.get("name")));
    assertEquals(Set.of("_id_", "declared_key", "declared_sub_when"), names);
    assertTrue(all(database().driver().listCollectionNames()).contains("declared"));
  }

  // ---- what else every start relies on ----

  @Test
  void aDatabaseOfANewerProgramIsRefused() {
    assertEquals(SchemaVersion.KNOWN, await(SchemaVersion.check(database())));
    assertEquals(SchemaVersion.KNOWN, await(SchemaVersion.check(database())));

    first(documents(SchemaVersion.COLLECTION).updateOne(new Document(), Updates.inc("version", 1)));

    assertTrue(
        assertThrows(DatabaseRefusedException.class, () -> await(SchemaVersion.check(database())))
            .getMessage()
            .contains("newer version"));
  }

  @Test
  void aBackupPutBackIsTheSameByteForByte(@TempDir Path directory) throws IOException {
    await(
        Indexes.declare().unique("saved", "user").index("saved", "unit", "-at").create(database()));
    await(Indexes.declare().uniqueSparse("saved", "claims").create(database()));
    for (int i = 0; i < 700; i++) {
      first(
          documents("saved")
              .insertOne(
                  new Document("_id", UUID.randomUUID())
                      .append("user", "u" + i)
                      .append("long", 1L << 40)
                      .append("double", 0.1)
                      .append("at", Instant.ofEpochMilli(i))
                      .append("nothing", null)
                      .append("bytes", new Binary(new byte[i]))
                      .append("list", List.of(new Document("b", 1).append("a", "ñ")))));
    }
    TestDatabase copy = TestDatabase.on(vertx, serverUri());
    try {
      new Backup(database(), Clock.systemUTC()).write(directory.resolve("a.zip"));
      new Restore(copy.database()).read(directory.resolve("a.zip"));

      for (String name : List.of("saved", "data_keys")) {
        assertEquals(raw(database(), name), raw(copy.database(), name));
      }
      assertFalse(
          await(
              copy.database()
                  .done(
                      copy.database()
                          .collection("saved", Document.class)
                          .insertOne(new Document("user", "u1")))
                  .map(true)
                  .otherwise(failure -> !Database.isDuplicateKey(failure))));
    } finally {
      copy.close();
    }
  }

  private static List<RawBsonDocument> raw(Database database, String collection) {
    return await(
        database.all(
            database
                .collection(collection, RawBsonDocument.class)
                .find()
                .sort(new Document("_id", 1))));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everythingOnTheListWasTried() {
    first(documents("to_drop").insertOne(new Document()));
    first(documents("to_drop").drop());
    Set<String> unused = new HashSet<>(test.rules().unused());
    unused.removeAll(
        Set.of(
            // sent by the driver when it closes, or only to some servers
            "endSessions",
            "dropDatabase",
            "killCursors",
            "killCursors cursors",
            "listCollections authorizedCollections",
            "find singleBatch"));
    assertEquals(Set.of(), unused);
  }
}
