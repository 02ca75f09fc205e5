package mx.interconsulta.signaling.room;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.message.RoomEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms of this server: opened by the first pass, found by id, closed once. Thread-safe. */
public final class Rooms {
  private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

  private final RoomLoops loops;
  private final RoomLeases leases;
  private final RoomPasses passes;
  private final Attendance attendance;
  private final MediaBridge bridge;
  private final Timers timers;
  private final RoomMeters meters;
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
      RoomMeters meters) {
    this.loops = loops;
    this.leases = leases;
    this.passes = passes;
    this.attendance = attendance;
    this.bridge = bridge;
    this.timers = timers;
    this.meters = meters;
  }

  /** Who asks for a pass into which consultation's room, and for what. */
  public record PassRequest(
      String consultation, String person, String session, String device, boolean withPatient) {}

  /**
   * A pass for somebody who may enter; opens the room when there is none. Fails with a Problem when
   * the person may not, or the room is on another server.
   */
  public Future<RoomPass> admit(PassRequest request) {
    return attendance
        .mayEnter(request.consultation(), request.person(), request.withPatient())
        .compose(
            role ->
                room(request.consultation())
                    .map(
                        room ->
                            passes.issue(
                                room.id(),
                                request.person(),
                                request.session(),
                                request.device(),
                                role)));
  }

  /** A pass as the page carries it. */
  public String write(RoomPass pass) {
    return passes.write(pass);
  }

  /** What a page says to enter. */
  public record Entry(
      String re, String room, String pass, boolean takeOver, String person, String session) {

    /** Never shows the pass. */
    @Override
    public String toString() {
      return "Entry[" + room + "]";
    }
  }

  /** Lets a page in; fails with a Problem when its pass does not hold or there is no place. */
  public Future<Void> enter(Entry entry, Page page) {
    Room room = byId.get(entry.room());
    return passes
        .redeem(entry.pass(), entry.room(), entry.person(), entry.session())
        .filter(pass -> room != null)
        .map(pass -> room.enter(pass, page, entry.re(), entry.takeOver()))
        .orElseGet(() -> Future.failedFuture(new Problem(403, "pass-invalid")));
  }

  /** Closes the room of a consultation, if it is here. */
  public Future<Void> close(String consultation, RoomEnd end) {
    Future<Room> room = byConsultation.get(consultation);
    return room == null
        ? Future.succeededFuture()
        : room.compose(open -> open.close(end)).otherwiseEmpty();
  }

  /** Closes every room that another server has taken while this one was out of reach. */
  public void checkLeases() {
    byId.values()
        .forEach(
            room ->
                leases
                    .holds(room.lease())
                    .onSuccess(
                        held -> {
                          if (!held) {
                            LOG.warn("room {} is on another server by now", room.id());
                            room.close(RoomEnd.LEASE_LOST);
                          }
                        })
                    .onFailure(
                        failure ->
                            LOG.warn("could not check a room's lease: {}", failure.toString())));
  }

  /** Closes all. */
  public Future<Void> close() {
    stopping = true;
    List<Future<Void>> closed =
        byId.values().stream().map(room -> room.close(RoomEnd.SERVER_STOPPED)).toList();
    return Future.join(closed).mapEmpty();
  }

  private Future<Room> room(String consultation) {
    if (stopping) {
      return Future.failedFuture(new Problem(503, "try-again"));
    }
    return byConsultation.computeIfAbsent(consultation, this::open);
  }

  private Future<Room> open(String consultation) {
    Future<Room> opened =
        leases
            .claim(consultation)
            .compose(
                lease -> {
                  Room room = new Room(lease, loops.next(), timers, attendance, bridge, meters);
                  byId.put(room.id(), room);
                  room.over().onComplete(over -> forget(room));
                  return room.open().onFailure(failure -> forget(room));
                });
    opened.onFailure(failure -> byConsultation.remove(consultation));
    return opened;
  }

  private void forget(Room room) {
    byId.remove(room.id(), room);
    byConsultation.remove(room.consultation());
    leases
        .release(room.lease())
        .onFailure(failure -> LOG.warn("could not release a room: {}", failure.toString()));
  }
}
