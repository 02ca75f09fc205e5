package mx.interconsulta.bench.book;

import com.mongodb.reactivestreams.client.MongoCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.DatabaseConnection;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.EnvelopeSealing;
import mx.interconsulta.platform.sealing.MasterKey;
import mx.interconsulta.platform.time.VertxTimers;
import mx.interconsulta.scheduling.Scheduling;
import mx.interconsulta.scheduling.SchedulingOptions;
import mx.interconsulta.scheduling.agenda.Agenda;
import mx.interconsulta.scheduling.appointment.Appointments;
import mx.interconsulta.scheduling.directory.Person;
import mx.interconsulta.scheduling.directory.Roles;
import mx.interconsulta.scheduling.escalation.Ringer;
import mx.interconsulta.scheduling.request.Places;
import org.bson.Document;

/**
 * One process under load: it books places through the program (look-ups, rules, the claim) or
 * inserts documents of the same shape into a collection with the same indexes.
 *
 * <p>Arguments: {@code prepare URI}, or {@code book|raw URI DAWN PROCESS CLIENTS WARM-UP SECONDS},
 * DAWN in seconds since 1970 and the same for all processes of a turn, WARM-UP in seconds at most.
 * It says READY, warms up from a line on, says WARM, stops at a line, says STOPPED, counts from the
 * next line on, and says DONE with how many were acknowledged and how many refused. What counts
 * goes into a database of its own, so that all begin with as little in it however long they took to
 * get warm.
 */
public final class BookLoad {
  /** Clients of all processes together. */
  static final int CLIENTS = 64;

  private static final MasterKey KEY = MasterKey.of(new byte[32]);
  private static final int WHOLE_DAY = 1440;
  private static final int MINUTES = 30;
  private static final int QUANTUM_SECONDS = 300;
  private static final String RAW = "raw_appointments";

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Scheduling scheduling;
  private final Appointments appointments;
  private final List<Desk> desks;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean over;

  /** Where a specialist answers for a specialty: sixty days of half hours each. */
  private record Desk(String person, String unit, String specialty) {}

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
    this.scheduling = open(foundation);
    if (await(scheduling.directory().isEmpty())) {
      await(scheduling.sample().load());
    }
    this.appointments = scheduling.appointments();
    this.desks = desks();
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

  /** Every specialist of the sample once, in the same order in every process. */
  private List<Desk> desks() throws Exception {
    Set<String> units = new TreeSet<>();
    await(scheduling.directory().catalogue()).units().forEach(unit -> units.add(unit.id()));
    Map<String, Desk> byPerson = new TreeMap<>();
    for (Person person : await(scheduling.directory().holders(Set.of(Roles.SPECIALIST), units))) {
      person.inForce(Instant.now()).stream()
          .filter(one -> one.role().equals(Roles.SPECIALIST) && !one.specialties().isEmpty())
          .findFirst()
          .ifPresent(
              one ->
                  byPerson.put(
                      person.id(), new Desk(person.id(), one.unit(), one.specialties().get(0))));
    }
    return List.copyOf(byPerson.values());
  }

  /** Hours all day long, so that places do not run out. */
  private void keepHours() throws Exception {
    List<Agenda.Hours> hours = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      hours.add(new Agenda.Hours(day, 0, WHOLE_DAY, MINUTES));
    }
    for (Desk desk : desks) {
      String id = Agenda.idOf(desk.person(), desk.unit());
      int version =
          await(scheduling.agendas().byIds(Set.of(id))).stream()
              .mapToInt(Agenda::version)
              .findFirst()
              .orElse(0);
      await(
          scheduling
              .agendas()
              .save(
                  new Agenda(id, version + 1, desk.person(), desk.unit(), hours, List.of(), true)));
    }
  }

  /** Warms up, counts, and prints what was done. */
  public static void main(String[] arguments) {
    try {
      run(arguments);
      System.exit(0);
    } catch (Exception failure) {
      System.out.println("FAILED " + failure);
      System.exit(1);
    }
  }

  private static void run(String[] arguments) throws Exception {
    BookLoad warming = new BookLoad(arguments[1] + "/warming");
    BookLoad counting = new BookLoad(arguments[1] + "/counting");
    if (arguments[0].equals("prepare")) {
      warming.keepHours();
      counting.keepHours();
      System.out.println("DONE 0 0");
      return;
    }
    Crowd crowd =
        new Crowd(
            arguments[0].equals("raw"),
            Instant.ofEpochSecond(Long.parseLong(arguments[2])),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    CompilerRest rest = new CompilerRest(Duration.ofSeconds(Integer.parseInt(arguments[5])));
    Duration counts = Duration.ofSeconds(Integer.parseInt(arguments[6]));
    System.out.println("READY");
    // Everybody begins when the parent says so.
    awaitParent();
    Future<Void> warm = warming.begin(crowd);
    rest.await();
    System.out.println("WARM");
    // Nobody stops before all are warm, and nobody begins before all have stopped.
    awaitParent();
    warming.over = true;
    await(warm);
    System.out.println("STOPPED");
    awaitParent();
    Future<Void> counted = counting.begin(crowd);
    Thread.sleep(counts.toMillis());
    int done = counting.done.get();
    counting.over = true;
    await(counted);
    System.out.println("DONE " + done + " " + counting.refused.get());
  }

  /**
   * Who books.
   *
   * @param raw whether they insert documents instead
   * @param dawn no place is before it; the same for all processes
   * @param process the number of this process
   * @param clients how many they are in it
   */
  private record Crowd(boolean raw, Instant dawn, int process, int clients) {}

  private Future<Void> begin(Crowd crowd) {
    List<Future<Void>> all = new ArrayList<>();
    for (int client = 0; client < crowd.clients(); client++) {
      int number = crowd.process() * crowd.clients() + client;
      all.add(new Client(crowd.raw(), number, crowd.dawn()).run());
    }
    return Future.all(all).mapEmpty();
  }

  private static void awaitParent() throws IOException {
    if (System.in.read() < 0) {
      throw new IOException("the parent is gone");
    }
  }

  /** Somebody who books one place after the other, none of them anybody else's. */
  private final class Client {
    private final boolean raw;
    private final int number;
    private final Desk desk;
    private final Instant dawn;
    private final Promise<Void> ended = Promise.promise();
    private int turn;

    Client(boolean raw, int number, Instant dawn) {
      this.raw = raw;
      this.number = number;
      this.desk = desks.get(number % desks.size());
      this.dawn = dawn;
    }

    Future<Void> run() {
      vertx.runOnContext(go -> next());
      return ended.future();
    }

    private void next() {
      if (over) {
        ended.complete();
        return;
      }
      (raw ? insert() : book())
          .onSuccess(
              booked -> {
                (booked ? done : refused).incrementAndGet();
                turn++;
                next();
              })
          .onFailure(ended::fail);
    }

    private Instant start() {
      int besideMe = (CLIENTS + desks.size() - 1) / desks.size();
      long place = (long) turn * besideMe + number / desks.size();
      long length = Duration.ofMinutes(MINUTES).toSeconds();
      return Instant.ofEpochSecond((dawn.getEpochSecond() / length + 4 + place) * length);
    }

    private String requester() {
      return "requester-" + number + "-" + turn;
    }

    private Future<Boolean> book() {
      Places.Wanted wanted =
          new Places.Wanted(
              UUID.randomUUID().toString(),
              requester(),
              "no-unit",
              desk.specialty(),
              null,
              Set.of(desk.unit()),
              null,
              null);
      return appointments
          .claim(wanted, new Places.Place(start(), null, desk.person(), desk.unit()))
          .map(booked -> true)
          .recover(
              failure ->
                  failure instanceof Problem
                      ? Future.succeededFuture(false)
                      : Future.failedFuture(failure));
    }

    /** A document like an appointment's, with as many claims, under the same indexes. */
    private Future<Boolean> insert() {
      Instant start = start();
      Instant end = start.plus(Duration.ofMinutes(MINUTES));
      List<String> claims = new ArrayList<>();
      long first = start.getEpochSecond() / QUANTUM_SECONDS;
      for (long quantum = first; quantum < end.getEpochSecond() / QUANTUM_SECONDS; quantum++) {
        claims.add("p:" + desk.person() + "@" + quantum);
        claims.add("p:" + requester() + "@" + quantum);
      }
      MongoCollection<Document> collection = database.collection(RAW, Document.class);
      Document document =
          new Document("_id", UUID.randomUUID().toString())
              .append("version", 1)
              .append("state", "pending")
              .append("request", UUID.randomUUID().toString())
              .append("requester", requester())
              .append("requesterUnit", "no-unit")
              .append("specialist", desk.person())
              .append("assignment", UUID.randomUUID().toString())
              .append("unit", desk.unit())
              .append("start", Date.from(start))
              .append("end", Date.from(end))
              .append("claims", claims)
              .append("people", List.of(desk.person(), requester()))
              .append("heldUntil", Date.from(start));
      return database.done(collection.insertOne(document)).map(inserted -> true);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
  }
}
