package mx.interconsulta.scheduling.appointment;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.database.DatabaseConnection;

/**
 * One of the server processes of {@link BookingRaceTest}: its clients book, move and let go places
 * of one day, each after its own dice, and it writes down what was acknowledged and when, by a
 * clock that all processes of the machine share.
 */
public final class BookingHands {
  private static final int SPECIALISTS = 24;
  private static final int REQUESTERS = 48;
  private static final int STATIONS = 30;
  private static final int SLOTS = 16;
  static final Instant DAY = Instant.parse("2026-11-30T14:00:00Z");

  private final Calendar calendar;
  private final String name;
  private final AtomicInteger left;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

  private BookingHands(Calendar calendar, String name, int attempts) {
    this.calendar = calendar;
    this.name = name;
    this.left = new AtomicInteger(attempts);
  }

  /** Arguments: URI, name of the process, clients, attempts, file to write to. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    DatabaseConnection connection =
        DatabaseConnection.openUnchecked(vertx, arguments[0], Path.of("."))
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    BookingHands hands =
        new BookingHands(
            new Calendar(connection.database()), arguments[1], Integer.parseInt(arguments[3]));
    List<Future<Void>> clients = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      clients.add(hands.client(vertx, i));
    }
    Future.all(clients).toCompletionStage().toCompletableFuture().get(280, TimeUnit.SECONDS);
    Files.write(Path.of(arguments[4]), List.copyOf(hands.log));
    Runtime.getRuntime().halt(0);
  }

  private Future<Void> client(Vertx vertx, int number) {
    Promise<Void> done = Promise.promise();
    Client client = new Client(new Random(name.hashCode() * 31L + number), number, done);
    vertx.runOnContext(start -> client.next());
    return done.future();
  }

  private final class Client {
    private final Random dice;
    private final int number;
    private final Promise<Void> done;
    private final List<Appointment> mine = new ArrayList<>();
    private int made;

    private Client(Random dice, int number, Promise<Void> done) {
      this.dice = dice;
      this.number = number;
      this.done = done;
    }

    private void next() {
      if (left.getAndDecrement() <= 0) {
        done.complete();
        return;
      }
      int face = mine.isEmpty() ? 0 : dice.nextInt(10);
      Future<Void> turn = face < 6 ? book() : face < 8 ? move() : letGo();
      turn.onSuccess(ok -> next()).onFailure(done::fail);
    }

    private Appointment random(String id, int version, String requester) {
      String specialist = "specialist-" + dice.nextInt(SPECIALISTS);
      String station = "station-" + dice.nextInt(STATIONS);
      Instant start = DAY.plusSeconds(1800L * dice.nextInt(SLOTS));
      Instant end = start.plusSeconds(1800);
      return new Appointment(
          id,
          version,
          Appointment.BOOKED,
          "request-" + id,
          requester,
          "unit",
          specialist,
          "assignment",
          "unit",
          station,
          station,
          start,
          end,
          Appointment.claims(specialist, requester, station, start, end),
          List.of(specialist, requester),
          null,
          null,
          null,
          null);
    }

    private Future<Void> book() {
      String id = name + "-" + number + "-" + made++;
      Appointment wanted = random(id, 1, "requester-" + dice.nextInt(REQUESTERS));
      return calendar
          .claim(wanted)
          .map(
              claimed -> {
                if (claimed.isPresent()) {
                  mine.add(wanted);
                  note("took", wanted);
                } else {
                  log.add("refused");
                }
                return null;
              });
    }

    private Future<Void> move() {
      Appointment from = mine.remove(dice.nextInt(mine.size()));
      Appointment to = random(from.id(), from.version() + 1, from.requester());
      String leaving = line("leaves", from);
      return calendar
          .move(to, from.version(), null, null)
          .map(
              moved -> {
                if (moved.isPresent()) {
                  log.add(leaving);
                  note("took", to);
                  mine.add(to);
                } else {
                  log.add("refused");
                  mine.add(from);
                }
                return null;
              });
    }

    private Future<Void> letGo() {
      Appointment from = mine.remove(dice.nextInt(mine.size()));
      log.add(line("leaves", from));
      return calendar
          .end(from.id(), "cancelled", DAY)
          .map(
              ended -> {
                if (ended.isEmpty()) {
                  log.add("lost " + from.id());
                }
                return null;
              });
    }

    private void note(String what, Appointment place) {
      log.add(line(what, place));
    }

    private String line(String what, Appointment place) {
      return what
          + " "
          + System.nanoTime()
          + " "
          + place.id()
          + " "
          + place.specialist()
          + " "
          + place.requester()
          + " "
          + place.station()
          + " "
          + place.start();
    }
  }
}
