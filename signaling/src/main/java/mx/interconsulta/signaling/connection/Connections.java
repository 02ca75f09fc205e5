package mx.interconsulta.signaling.connection;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.message.CloseCode;
import mx.interconsulta.signaling.message.LeaveReason;
import mx.interconsulta.signaling.message.PageMessage;
import mx.interconsulta.signaling.message.ServerMessage;
import mx.interconsulta.signaling.notice.NoticeBoard;
import mx.interconsulta.signaling.notice.NoticeRecord;
import mx.interconsulta.signaling.presence.ConnectedPeople;
import mx.interconsulta.signaling.room.Rooms;

/**
 * All connections of this server: who has one, which token goes on with which, and one timer that
 * looks after them. Thread-safe.
 */
public final class Connections {
  static final Duration RESUME_WITHIN = Duration.ofSeconds(60);
  static final Duration HEARTBEAT = Duration.ofSeconds(20);
  static final Duration SILENT_AFTER = Duration.ofSeconds(50);
  static final Duration SESSION_CHECKED_EVERY = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final int TOKEN_BYTES = 18;

  /** WebSockets of one sign-in: more tabs than anybody keeps, fewer than would weigh on us. */
  static final int SOCKETS_PER_SESSION = 32;

  private final Vertx vertx;
  private final Timers timers;
  private final ConnectionLimits limits;
  private final NoticeBoard board;
  private final ConnectedPeople people;
  private final Rooms rooms;
  private final ConnectionMeters meters;
  private final SecureRandom random = new SecureRandom();
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> linesOfSession = new ConcurrentHashMap<>();
  private final Map<String, LiveConnection> byId = new ConcurrentHashMap<>();
  private final Map<String, LiveConnection> byToken = new ConcurrentHashMap<>();
  private final Map<String, Set<LiveConnection>> byPerson = new ConcurrentHashMap<>();
  private Timers.Cancellable looks = () -> {};
  private volatile boolean stopping;

  public Connections(
      Foundation foundation,
      ConnectionLimits limits,
      NoticeBoard board,
      ConnectedPeople people,
      Rooms rooms) {
    this.vertx = foundation.vertx();
    this.timers = foundation.timers();
    this.limits = limits;
    this.board = board;
    this.people = people;
    this.rooms = rooms;
    this.meters = new ConnectionMeters(foundation.meters());
  }

  public void start() {
    looks = timers.every(LOOK_EVERY, () -> byId.values().forEach(LiveConnection::check));
  }

  /** Takes a WebSocket, on its own context. */
  public void accept(ServerWebSocket socket, Visitor visitor) {
    Line line = new Line(socket, vertx.getOrCreateContext(), visitor, this);
    lines.add(line);
    meters.opened();
    people.opened(visitor.principal().person());
    int ofSession =
        linesOfSession.merge(visitor.principal().session(), 1, (before, one) -> before + one);
    line.open();
    if (stopping) {
      line.end(CloseCode.SERVER_STOPPING, "server-stopping");
    } else if (ofSession > SOCKETS_PER_SESSION) {
      line.end(CloseCode.TOO_MANY, "too-many");
    }
  }

  void closed(Line line) {
    if (lines.remove(line)) {
      meters.closed();
      people.closed(line.visitor().principal().person());
      linesOfSession.computeIfPresent(
          line.visitor().principal().session(),
          (session, before) -> before == 1 ? null : before - 1);
    }
  }

  /** The connection that a hello begins or goes on with. */
  LiveConnection greet(Line line, PageMessage.Hello hello) {
    LiveConnection known = hello.resume().map(byToken::remove).orElse(null);
    boolean same =
        known != null
            && known.person().equals(line.visitor().principal().person())
            && known.session().equals(line.visitor().principal().session());
    if (same) {
      known.resume(line, hello);
      return known;
    }
    return begin(line, hello);
  }

  private LiveConnection begin(Line line, PageMessage.Hello hello) {
    LiveConnection begun =
        new LiveConnection(
            "c-" + UUID.randomUUID(), line.visitor(), vertx.getOrCreateContext(), this);
    byId.put(begun.id(), begun);
    byPerson.compute(
        begun.person(),
        (person, others) -> {
          Set<LiveConnection> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(begun);
          return all;
        });
    meters.begun();
    begun.begin(line, hello);
    return begun;
  }

  /** The connection a page wanted to go on with is over: its WebSocket begins a new one. */
  void beginInstead(Line line, PageMessage.Hello hello) {
    line.goesOnWith(begin(line, hello));
  }

  void over(LiveConnection connection, String token) {
    byId.remove(connection.id());
    byToken.remove(token);
    byPerson.computeIfPresent(
        connection.person(),
        (person, all) -> {
          all.remove(connection);
          return all.isEmpty() ? null : all;
        });
    meters.over();
  }

  /** A new token for a connection; the old one is worth nothing from now on. */
  String newResumeToken(LiveConnection connection, String old) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byToken.remove(old);
    byToken.put(token, connection);
    return token;
  }

  /** Tells the people it is for. */
  public void tell(NoticeRecord notice) {
    for (String person : notice.people()) {
      byPerson.getOrDefault(person, Set.of()).forEach(connection -> connection.notice(notice));
    }
  }

  /** Whether a WebSocket carries this connection now. */
  public boolean isCarried(String connection) {
    LiveConnection known = byId.get(connection);
    return known != null && known.isCarried();
  }

  /** Ends every connection of a sign-in. */
  public void endSession(String session) {
    end(line -> line.visitor().principal().session().equals(session));
    endConnections(connection -> connection.session().equals(session));
  }

  /** Ends every connection of a person. */
  public void endPerson(String person) {
    end(line -> line.visitor().principal().person().equals(person));
    endConnections(connection -> connection.person().equals(person));
  }

  private void end(Predicate<Line> which) {
    lines.stream().filter(which).forEach(line -> line.end(CloseCode.SIGNED_OUT, "signed-out"));
  }

  private void endConnections(Predicate<LiveConnection> which) {
    byId.values().stream()
        .filter(which)
        .forEach(
            connection ->
                connection.end(CloseCode.SIGNED_OUT, "signed-out", LeaveReason.SIGNED_OUT));
  }

  /** Tells every page that the server stops. */
  public void close() {
    stopping = true;
    looks.cancel();
    List.copyOf(byId.values())
        .forEach(
            connection ->
                connection.end(
                    CloseCode.SERVER_STOPPING, "server-stopping", LeaveReason.CONNECTION_LOST));
    lines.forEach(line -> line.end(CloseCode.SERVER_STOPPING, "server-stopping"));
  }

  ServerMessage.Welcome.Terms terms() {
    return new ServerMessage.Welcome.Terms(
        RESUME_WITHIN.toSeconds(), HEARTBEAT.toSeconds(), limits.maxMessageBytes());
  }

  ConnectionLimits limits() {
    return limits;
  }

  Timers timers() {
    return timers;
  }

  NoticeBoard board() {
    return board;
  }

  Rooms rooms() {
    return rooms;
  }

  ConnectionMeters meters() {
    return meters;
  }

  Instant now() {
    return timers.clock().instant();
  }
}
