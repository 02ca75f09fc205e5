package mx.interconsulta.signaling.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.message.RoomEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms of this server, opened by the first pass, found by id, closed once; and the way to
 * those of other servers. Thread-safe.
 */
public final class Rooms {
  private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

  private final RoomLoops loops;
  private final RoomLeases leases;
  private final RoomPasses passes;
  private final Attendance attendance;
  private final MediaBridge bridge;
  private final Timers timers;
  private final RoomMeters meters;
  private final RoomTexts texts;
  private final Exchange exchange;
  private final DistantRooms distant;
  private final DistantPages visitors;
  private final Map<String, Future<Room>> byConsultation = new ConcurrentHashMap<>();
  private final Map<String, Room> byId = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  public Rooms(
      RoomLoops loops,
      RoomLeases leases,
      RoomPasses passes,
      Attendance attendance,
      MediaBridge bridge,
      Timers timers,
      RoomMeters meters,
      RoomTexts texts,
      Exchange exchange) {
    this.loops = loops;
    this.leases = leases;
    this.passes = passes;
    this.attendance = attendance;
    this.bridge = bridge;
    this.timers = timers;
    this.meters = meters;
    this.texts = texts;
    this.exchange = exchange;
    this.distant = new DistantRooms(exchange, timers);
    this.visitors = new DistantPages(exchange, timers, this::enterHere);
  }

  /** Begins to look after the ways to other servers' rooms. */
  public void start() {
    if (exchange.configured()) {
      distant.start();
      visitors.start();
    }
  }

  /** Who asks for a pass into which consultation's room, and for what. */
  public record PassRequest(
      String consultation, String person, String session, String device, boolean withPatient) {}

  /**
   * A pass for somebody who may enter; opens the room when there is none. Fails with a Problem when
   * the person may not, or the room is on another server and no bus leads there.
   */
  public Future<RoomPass> admit(PassRequest request) {
    return attendance
        .mayEnter(request.consultation(), request.person(), request.withPatient())
        .compose(
            role ->
                room(request.consultation())
                    .map(Room::lease)
                    .recover(this::onTheBus)
                    .map(
                        room ->
                            passes.issue(
                                room,
                                request.person(),
                                request.session(),
                                request.device(),
                                role)));
  }

  private Future<RoomRecord> onTheBus(Throwable failure) {
    if (!(failure instanceof RoomElsewhere elsewhere)) {
      return Future.failedFuture(failure);
    }
    return exchange.configured()
        ? Future.succeededFuture(elsewhere.room())
        : Future.failedFuture(
            Problem.conflict("room-elsewhere", Map.of("address", elsewhere.address())));
  }

  /** A pass as the page carries it. */
  public String write(RoomPass pass) {
    return passes.write(pass);
  }

  /**
   * What a page says to enter.
   *
   * @param connection id of the page's connection
   */
  public record Entry(
      String re,
      String room,
      String pass,
      boolean takeOver,
      String person,
      String session,
      String connection) {

    /** Never shows the pass. */
    @Override
    public String toString() {
      return "Entry[" + room + "]";
    }
  }

  /**
   * Lets a page in, here or at the server that has the room; fails with a Problem when its pass
   * does not hold or there is no place. A room elsewhere refuses the page itself.
   */
  public Future<Void> enter(Entry entry, Page page) {
    return passes
        .look(entry.pass(), entry.room(), entry.person(), entry.session())
        .map(
            pass -> {
              if (pass.server().equals(exchange.server()) || !exchange.configured()) {
                return enterHere(entry, page);
              }
              distant.enter(pass.server(), entry, page);
              return Future.<Void>succeededFuture();
            })
        .orElseGet(() -> Future.failedFuture(new Problem(403, "pass-invalid")));
  }

  private Future<Void> enterHere(Entry entry, Page page) {
    Room room = byId.get(entry.room());
    return passes
        .redeem(entry.pass(), entry.room(), entry.person(), entry.session())
        .filter(pass -> room != null)
        .map(pass -> room.enter(pass, page, entry.re(), entry.takeOver()))
        .orElseGet(() -> Future.failedFuture(new Problem(403, "pass-invalid")));
  }

  /**
   * Closes the room of a consultation, if it is here. What a room left behind whose server died is
   * dropped when the consultation is over.
   */
  public Future<Void> close(String consultation, RoomEnd end) {
    Future<Room> room = byConsultation.get(consultation);
    if (room != null) {
      return room.compose(open -> open.close(end)).otherwiseEmpty();
    }
    return end.forGood() ? texts.drop(consultation).otherwiseEmpty() : Future.succeededFuture();
  }

  /** Closes every room that another server has taken while this one was out of reach. */
  public void checkLeases() {
    byId.values().forEach(Room::makeSure);
  }

  /** Closes all. */
  public Future<Void> close() {
    stopping = true;
    distant.close();
    visitors.close();
    List<Future<Void>> closed =
        byId.values().stream().map(room -> room.close(RoomEnd.SERVER_STOPPED)).toList();
    return Future.join(closed).mapEmpty();
  }

  private Future<Room> room(String consultation) {
    if (stopping) {
      return Future.failedFuture(new Problem(503, "try-again"));
    }
    return opened(consultation)
        .compose(
            room ->
                room.isClosing()
                    ? room.over().transform(closed -> room(consultation))
                    : Future.succeededFuture(room));
  }

  /**
   * The room of a consultation, or the one that is being opened for it. It is listed before its
   * opening begins: that may fail before this returns, and then must find it to take it off.
   */
  private Future<Room> opened(String consultation) {
    Promise<Room> opening = Promise.promise();
    Future<Room> known = byConsultation.putIfAbsent(consultation, opening.future());
    if (known != null) {
      return known;
    }
    Future.succeededFuture(consultation)
        .compose(this::open)
        .onFailure(failure -> byConsultation.remove(consultation, opening.future()))
        .onComplete(opening);
    return opening.future();
  }

  private Future<Room> open(String consultation) {
    int lapses = leases.lapses();
    return leases
        .claim(consultation)
        .compose(lease -> texts.of(consultation).map(said -> beginning(lease, lapses, said)))
        .compose(
            beginning -> {
              Room room = new Room(beginning, loops.next(), timers, attendance, bridge, meters);
              byId.put(room.id(), room);
              room.over().onComplete(over -> forget(room));
              return room.open().onFailure(failure -> forget(room));
            });
  }

  private Room.Beginning beginning(RoomRecord lease, int lapses, List<RoomTexts.Kept> said) {
    return new Room.Beginning(lease, leases.tenure(lease, lapses), texts, said);
  }

  private void forget(Room room) {
    byId.remove(room.id(), room);
    byConsultation.remove(room.consultation());
    leases
        .release(room.lease())
        .onFailure(failure -> LOG.warn("could not release a room: {}", failure.toString()));
  }
}
