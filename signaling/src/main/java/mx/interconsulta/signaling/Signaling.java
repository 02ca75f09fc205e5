package mx.interconsulta.signaling;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.notice.Notice;
import mx.interconsulta.platform.notice.Notices;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.scheduling.consultation.Consultations;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.scheduling.escalation.Ringer;
import mx.interconsulta.signaling.bus.Bus;
import mx.interconsulta.signaling.bus.Exchange;
import mx.interconsulta.signaling.connection.Connections;
import mx.interconsulta.signaling.connection.Visitor;
import mx.interconsulta.signaling.message.RoomEnd;
import mx.interconsulta.signaling.node.ServerNode;
import mx.interconsulta.signaling.notice.NoticeBoard;
import mx.interconsulta.signaling.notice.NoticeRecord;
import mx.interconsulta.signaling.presence.ConnectedPeople;
import mx.interconsulta.signaling.ringing.NoticeRinger;
import mx.interconsulta.signaling.room.Attendance;
import mx.interconsulta.signaling.room.RoomLeases;
import mx.interconsulta.signaling.room.RoomLoops;
import mx.interconsulta.signaling.room.RoomMeters;
import mx.interconsulta.signaling.room.RoomOperations;
import mx.interconsulta.signaling.room.RoomPasses;
import mx.interconsulta.signaling.room.RoomTexts;
import mx.interconsulta.signaling.room.Rooms;
import mx.interconsulta.signaling.room.ScheduledAttendance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live connection: one WebSocket per page with notices and rooms, and who is connected. The
 * module's one entry. docs/signaling-protocol.md is what it says to pages.
 */
public final class Signaling {
  private static final String SESSION_ENDED = "session.ended";
  private static final String PERSON_ENDED = "person.ended";
  private static final String CONSULTATION_ENDED = "consultation.ended";
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Signaling.class);

  private final ServerNode node;
  private final Exchange exchange;
  private final NoticeBoard board;
  private final ConnectedPeople people;
  private final RoomLoops loops;
  private final Rooms rooms;
  private final RoomOperations operations;
  private final Connections connections;
  private final Timers.Cancellable sweeps;

  private Signaling(
      Foundation foundation,
      Attendance attendance,
      Reach.Document reach,
      MediaBridge bridge,
      Bus bus,
      SignalingOptions options,
      RoomLoops loops) {
    Context context = loops.next();
    this.loops = loops;
    this.node = new ServerNode(foundation, context);
    this.exchange = new Exchange(foundation, bus, node.id(), context);
    this.board = new NoticeBoard(foundation, exchange);
    this.people = new ConnectedPeople(node);
    RoomLeases leases = new RoomLeases(foundation, node);
    RoomTexts texts = new RoomTexts(foundation);
    this.rooms =
        new Rooms(
            loops,
            leases,
            new RoomPasses(foundation.sealing(), foundation.timers()),
            attendance,
            bridge,
            foundation.timers(),
            new RoomMeters(foundation.meters()),
            texts,
            exchange);
    this.operations = new RoomOperations(rooms, reach);
    this.connections = new Connections(foundation, options.limits(), board, people, rooms);
    this.sweeps =
        foundation.timers().every(SWEEP, () -> context.runOnContext(turn -> sweep(leases, texts)));
    node.afterLapse(rooms::checkLeases);
    board.subscribe(connections::tell);
    board.subscribe(this::heed);
  }

  /**
   * Opens the module over the durable consultations. They are asked for with the first pass: what
   * they stand on has news to tell through {@link #notices()} before.
   *
   * @param bus the way to the other servers; {@link Bus#NONE} for a process by itself
   */
  public static Future<Signaling> open(
      Foundation foundation,
      Supplier<Consultations> consultations,
      MediaBridge bridge,
      Bus bus,
      SignalingOptions options) {
    return open(
        foundation,
        new ScheduledAttendance(consultations),
        new Reach.Document(
            call -> consultations.get().lookup("id").find(call), Consultations.readers()),
        bridge,
        bus,
        options);
  }

  /** Opens the module over whatever knows who attends; the reach is that of asking for a pass. */
  static Future<Signaling> open(
      Foundation foundation,
      Attendance attendance,
      Reach.Document reach,
      MediaBridge bridge,
      Bus bus,
      SignalingOptions options) {
    return RoomTexts.indexes(NoticeBoard.indexes(Indexes.declare()))
        .create(foundation.database())
        .compose(created -> RoomLoops.open(foundation.vertx(), options.roomLoops()))
        .map(loops -> new Signaling(foundation, attendance, reach, bridge, bus, options, loops))
        .compose(Signaling::start);
  }

  private Future<Signaling> start() {
    return node.start()
        .compose(registered -> board.start())
        .map(
            listening -> {
              exchange.start();
              rooms.start();
              connections.start();
              return this;
            });
  }

  /** The module's operations for the table. */
  public List<Operation> operations() {
    return operations.all();
  }

  /** Tells people's pages what happened, on every server. */
  public Notices notices() {
    return board;
  }

  /** Makes people's windows sound, on every server. */
  public Ringer ringer() {
    return new NoticeRinger(board);
  }

  /** The way to the other servers, for what else they tell each other. */
  public Exchange exchange() {
    return exchange;
  }

  /** Who has a page open, on any server. */
  public Presence presence() {
    return people;
  }

  /**
   * Says where pages reach this server, once it listens: other servers name it to pages whose room
   * is here. What an earlier process at this place left behind is taken for dead at once.
   *
   * @param address where pages are sent; several servers behind one proxy may share it
   * @param place machine, address and port that no other process can have at the same time
   */
  public Future<Void> announce(String address, String place) {
    return node.announce(address, place);
  }

  /**
   * Takes a WebSocket whose session and Origin have been checked. Call it on the socket's context
   * before anything is read from it.
   */
  public void connect(ServerWebSocket socket, Visitor visitor) {
    connections.accept(socket, visitor);
  }

  /** Whether a connection has an open WebSocket now; for support and tests. */
  public boolean isConnected(String connection) {
    return connections.isCarried(connection);
  }

  /** Closes every connection of a sign-in: here at once, on other servers within 2 s. */
  public Future<Void> endSession(String session) {
    connections.endSession(session);
    return board.publish(new Notice(Set.of(), SESSION_ENDED, Map.of("session", session)));
  }

  /** Closes every connection of a person: here at once, on other servers within 2 s. */
  public Future<Void> endPerson(String person) {
    connections.endPerson(person);
    return board.publish(new Notice(Set.of(), PERSON_ENDED, Map.of("person", person)));
  }

  /** Renews this server's lease now; completes when that is written. For tests that pass time. */
  Future<Void> renewLease() {
    return node.renew();
  }

  /** What happened anywhere and concerns connections and rooms here. */
  private void heed(NoticeRecord notice) {
    switch (notice.type()) {
      case SESSION_ENDED -> connections.endSession(notice.facts().getOrDefault("session", ""));
      case PERSON_ENDED -> connections.endPerson(notice.facts().getOrDefault("person", ""));
      case CONSULTATION_ENDED ->
          rooms.close(notice.facts().getOrDefault("consultation", ""), RoomEnd.CONSULTATION_ENDED);
      default -> {}
    }
  }

  private static void sweep(RoomLeases leases, RoomTexts texts) {
    Future.join(leases.sweep(), texts.sweep())
        .onFailure(
            failure -> LOG.warn("could not sweep rooms and servers: {}", failure.toString()));
  }

  /** Closes every room and every connection, and takes this server off the list. */
  public Future<Void> close() {
    sweeps.cancel();
    return rooms
        .close()
        .onComplete(closed -> connections.close())
        .onComplete(closed -> board.close())
        .eventually(node::close)
        .eventually(loops::close);
  }
}
