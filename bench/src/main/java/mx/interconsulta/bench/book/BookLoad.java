package mx.interconsulta.bench.book;

import com.mongodb.reactivestreams.client.MongoCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.DatabaseConnection;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.time.VertxTimers;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.SchedulingOptions;
import mx.interconsulta.scheduling.agenda.Agenda;
import mx.interconsulta.scheduling.appointment.Appointments;
import mx.interconsulta.scheduling.escalation.Ringer;
import mx.interconsulta.scheduling.request.Places;
import org.bson.Document;

/**
 * One process under load: it books places through the program (look-ups, rules, the claim) or
 * inserts documents of the same shape into a collection with the same indexes, for as long as it is
 * told, and says how many were acknowledged.
 *
 * <p>Arguments: {@code prepare URI}, or {@code book|raw URI SEED CLIENTS SECONDS START-MILLIS}.
 */
public final class BookLoad {
  private static final MasterKey KEY = MasterKey.of(new byte[32]);
  private static final String UNIT = "JCIMS000325";
  private static final String SPECIALTY = "paediatric-cardiology";
  private static final int WHOLE_DAY = 1440;
  private static final int MINUTES = 15;
  private static final int SPECIALISTS = 2;
  private static final int CLIENTS_IN_ALL = 32;
  private final long dawn = Instant.now().getEpochSecond();
  static final String RAW = "raw_appointments";

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Appointments appointments;
  private final List<String> specialists;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  private BookLoad(String uri) throws Exception {
    DatabaseConnection connection =
        await(DatabaseConnection.openUnchecked(vertx, uri, Path.of(".")));
    this.database = connection.database();
    Clock clock = Clock.systemUTC();
    Foundation foundation =
        new Foundation(
            vertx,
            new VertxTimers(vertx, clock),
            database,
            await(EnvelopeSealing.open(database, KEY, clock)),
            new SimpleMeterRegistry());
    Scheduling scheduling = open(foundation);
    if (await(scheduling.directory().isEmpty())) {
      await(scheduling.sample().load());
    }
    this.appointments = scheduling.appointments();
    this.specialists =
        await(scheduling.directory().specialists(Set.of(UNIT), SPECIALTY)).stream()
            .map(person -> person.id())
            .toList();
    keepHours(scheduling);
    await(
        Indexes.declare()
            .uniqueSparse(RAW, "claims")
            .index(RAW, "people", "end")
            .index(RAW, "requesterUnit", "end")
            .index(RAW, "heldUntil")
            .create(database));
  }

  private static Scheduling open(Foundation foundation) throws Exception {
    return await(
        Scheduling.open(
            foundation,
            notice -> Future.succeededFuture(),
            people -> Future.succeededFuture(Set.of()),
            person -> Future.succeededFuture(),
            Ringer.none(),
            SchedulingOptions.defaults()));
  }

  /** Slots of a quarter of an hour all day long, so that places do not run out. */
  private void keepHours(Scheduling scheduling) throws Exception {
    List<Agenda.Hours> hours = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      hours.add(new Agenda.Hours(day, 0, WHOLE_DAY, MINUTES));
    }
    for (String person : specialists) {
      String id = Agenda.idOf(person, UNIT);
      Agenda kept = await(scheduling.agendas().byIds(Set.of(id))).get(0);
      if (kept.hours().size() != hours.size() || kept.hours().get(0).to() != WHOLE_DAY) {
        await(
            scheduling
                .agendas()
                .save(new Agenda(id, kept.version() + 1, person, UNIT, hours, List.of(), true)));
      }
    }
  }

  /** Runs until the time is over and prints what was done. */
  public static void main(String[] arguments) throws Exception {
    BookLoad load = new BookLoad(arguments[1]);
    if (arguments[0].equals("prepare")) {
      System.out.println("DONE 0 0");
      System.exit(0);
    }
    int seed = Integer.parseInt(arguments[2]);
    int clients = Integer.parseInt(arguments[3]);
    System.out.println("READY");
    // Everybody begins when the parent says so.
    if (System.in.read() < 0) {
      System.exit(1);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[4]));
    boolean raw = arguments[0].equals("raw");
    List<Future<Void>> all = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      all.add(load.client(raw, seed * clients + client, end));
    }
    await(Future.all(all));
    System.out.println("DONE " + load.done.get() + " " + load.taken.get());
    System.exit(0);
  }

  private Future<Void> client(boolean raw, int number, long end) {
    Promise<Void> over = Promise.promise();
    vertx.runOnContext(go -> next(raw, number, 0, end, over));
    return over.future();
  }

  private void next(boolean raw, int number, int turn, long end, Promise<Void> over) {
    if (System.nanoTime() >= end) {
      over.complete();
      return;
    }
    (raw ? insert(number, turn) : book(number, turn))
        .onSuccess(ok -> next(raw, number, turn + 1, end, over))
        .onFailure(over::fail);
  }

  /** Places of half an hour, one after the other, none for two clients. */
  private Instant start(int number, int turn) {
    long quarter = Duration.ofMinutes(MINUTES).toSeconds();
    long first = (dawn / quarter + 8) * quarter;
    long place = (long) turn * CLIENTS_IN_ALL + number;
    return Instant.ofEpochSecond(first + place / SPECIALISTS * 2 * quarter);
  }

  private Future<Void> book(int number, int turn) {
    String specialist = specialists.get(number % SPECIALISTS);
    String requester = "requester-" + number + "-" + turn;
    Places.Wanted wanted =
        new Places.Wanted(
            UUID.randomUUID().toString(),
            requester,
            "no-unit",
            SPECIALTY,
            null,
            Set.of(UNIT),
            null,
            null);
    return appointments
        .claim(wanted, new Places.Place(start(number, turn), null, specialist, UNIT))
        .transform(
            outcome -> {
              if (outcome.succeeded()) {
                done.incrementAndGet();
              } else {
                taken.incrementAndGet();
              }
              return Future.succeededFuture();
            });
  }

  /** A document like an appointment's, with as many claims, under the same indexes. */
  private Future<Void> insert(int number, int turn) {
    Instant start = start(number, turn);
    List<String> claims = new ArrayList<>();
    for (int quantum = 0; quantum < 12; quantum++) {
      claims.add("p:" + number + "-" + turn + "-" + UUID.randomUUID() + "@" + quantum);
    }
    MongoCollection<Document> collection = database.collection(RAW, Document.class);
    Document document =
        new Document("_id", UUID.randomUUID().toString())
            .append("version", 1)
            .append("state", "pending")
            .append("request", UUID.randomUUID().toString())
            .append("requester", "requester-" + number + "-" + turn)
            .append("requesterUnit", "no-unit")
            .append("specialist", specialists.get(number % specialists.size()))
            .append("assignment", UUID.randomUUID().toString())
            .append("unit", UNIT)
            .append("start", Date.from(start))
            .append("end", Date.from(start.plus(Duration.ofMinutes(MINUTES))))
            .append("claims", claims)
            .append("people", List.of("a" + number, "b" + turn))
            .append("heldUntil", Date.from(start));
    return database.done(collection.insertOne(document)).onSuccess(ok -> done.incrementAndGet());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
  }
}
