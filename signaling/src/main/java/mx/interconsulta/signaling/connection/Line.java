package mx.interconsulta.signaling.connection;

import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.signaling.message.CloseCode;
import mx.interconsulta.signaling.message.MessageTable;
import mx.interconsulta.signaling.message.PageMessage;
import mx.interconsulta.signaling.message.Sentences;
import mx.interconsulta.signaling.message.ServerMessage;
import mx.interconsulta.signaling.room.Turns;

/**
 * One WebSocket: reads, limits and refuses what comes in, and hands what is left to the connection
 * that its hello began or goes on with.
 *
 * <p>Threading: reading belongs to the socket's context; {@link #write} and {@link #end} may be
 * called from anywhere and take their {@link Turns turn} there, so that nothing is written behind
 * the close frame: browsers count that as a failure of the protocol and hide why they were closed.
 */
final class Line implements PageMessage.Receiver {
  private static final Duration HELLO_WITHIN = Duration.ofSeconds(10);
  private static final double FAULTS_AT_ONCE = 20;
  private static final double FAULTS_FORGIVEN_PER_SECOND = 1.0 / 3;

  /** What became of a message that is none. */
  private static final Map<String, CloseCode> FAULTS =
      Map.of(
          "malformed", CloseCode.MISBEHAVED,
          "unknown-type", CloseCode.MISBEHAVED,
          "already-greeted", CloseCode.MISBEHAVED,
          "too-large", CloseCode.TOO_LARGE,
          "too-frequent", CloseCode.TOO_FREQUENT);

  private final ServerWebSocket socket;
  private final Visitor visitor;
  private final Connections connections;
  private final ConnectionLimits limits;
  private final Timers timers;
  private final TokenBucket messages;
  private final TokenBucket faults;
  private final Timers.Cancellable helloTimer;
  private final Turns turns;
  private volatile LiveConnection connection;
  private volatile long heardAt;
  private volatile long replayed;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** The close frame is written; known only to the owner. */
  private boolean closing;

  /** Characters handed to the socket that it has not written yet; Vert.x's own flag is coarser. */
  private final AtomicLong waiting = new AtomicLong();

  Line(ServerWebSocket socket, Context owner, Visitor visitor, Connections connections) {
    this.socket = socket;
    this.turns = new Turns(owner);
    this.visitor = visitor;
    this.connections = connections;
    this.limits = connections.limits();
    this.timers = connections.timers();
    long now = timers.clock().millis();
    this.heardAt = now;
    this.messages = new TokenBucket(limits.burst(), limits.messagesPerSecond(), now);
    this.faults = new TokenBucket(FAULTS_AT_ONCE, FAULTS_FORGIVEN_PER_SECOND, now);
    this.helloTimer = timers.after(HELLO_WITHIN, () -> end(CloseCode.MISBEHAVED, "no-hello"));
  }

  void open() {
    socket.textMessageHandler(this::text);
    socket.binaryMessageHandler(bytes -> fault("malformed", Optional.empty()));
    socket.exceptionHandler(this::failed);
    socket.closeHandler(gone -> closed());
  }

  /** The connection this WebSocket's hello asked for was over; this one is it instead. */
  void goesOnWith(LiveConnection other) {
    connection = other;
  }

  /** Whether nothing is said or read any more. */
  boolean isOver() {
    return ended.get();
  }

  Visitor visitor() {
    return visitor;
  }

  /** When the page was last heard. */
  Instant heardAt() {
    return Instant.ofEpochMilli(heardAt);
  }

  /** Writes a text frame, or gives up on a page that does not read. */
  void write(String text) {
    if (ended.get()) {
      return;
    }
    if (waiting.addAndGet(text.length()) > limits.maxWaitingBytes() + replayed) {
      end(CloseCode.TOO_SLOW, "too-slow");
      return;
    }
    turns.take(
        () -> {
          if (!closing) {
            socket.writeTextMessage(text).onComplete(written -> waiting.addAndGet(-text.length()));
          }
        });
  }

  /** Says again what was missed: much at once, which no page can be blamed for. */
  void replay(Backlog backlog, long seen) {
    replayed = backlog.characters();
    backlog.replay(seen, this::write);
  }

  void say(ServerMessage message) {
    connections.meters().sent(message.type());
    write(message.text());
  }

  /** Says why and closes; what comes in afterwards is not read. */
  void end(CloseCode code, String reason) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    helloTimer.cancel();
    connections.meters().ended(code);
    turns.take(
        () -> {
          closing = true;
          if (!socket.isClosed()) {
            socket.writeTextMessage(code.bye(reason).text());
            socket.close((short) code.code(), reason);
          }
        });
    // At once: a page that does not read may take its time to be closed.
    LiveConnection carried = connection;
    if (carried != null) {
      carried.dropped(this);
    }
  }

  /** A frame the WebSocket layer does not take, or a network that failed: the end of this one. */
  private void failed(Throwable failure) {
    // Vert.x says a message of too many frames in this way, and a single frame in the other.
    if (failure instanceof IllegalStateException || failure instanceof TooLongFrameException) {
      end(CloseCode.BEYOND_LIMIT, "too-large");
    } else {
      end(CloseCode.INTERNAL, "internal");
    }
  }

  private void closed() {
    ended.set(true);
    helloTimer.cancel();
    connections.closed(this);
    if (connection != null) {
      connection.dropped(this);
    }
  }

  private void text(String text) {
    if (ended.get()) {
      return;
    }
    heardAt = timers.clock().millis();
    if (isTooLarge(text)) {
      fault("too-large", Optional.empty());
      return;
    }
    if (!messages.take(heardAt)) {
      fault("too-frequent", Optional.empty());
      return;
    }
    MessageTable.Reading reading = MessageTable.read(text);
    if (reading.message().isEmpty()) {
      fault(reading.fault(), reading.re());
      return;
    }
    PageMessage message = reading.message().get();
    if (connection == null && !(message instanceof PageMessage.Hello)) {
      end(CloseCode.MISBEHAVED, "no-hello");
      return;
    }
    if (!(message instanceof PageMessage.Ping)) {
      visitor.used(heardAt);
    }
    connections.meters().received(reading.type());
    message.to(this);
  }

  private boolean isTooLarge(String text) {
    int most = limits.maxMessageBytes();
    return text.length() > most
        || (text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most);
  }

  private void fault(String code, Optional<String> re) {
    if (ended.get()) {
      return;
    }
    if (!faults.take(timers.clock().millis())) {
      end(FAULTS.get(code), code);
      return;
    }
    refuse(re, Optional.empty(), code, Map.of());
  }

  void refuse(
      Optional<String> re, Optional<String> room, String code, Map<String, Object> details) {
    connections.meters().refused(code);
    String sentence = Sentences.of(code, visitor.principal().language(), details);
    say(new ServerMessage.Refused(re, room, code, sentence, details));
  }

  @Override
  public void hello(PageMessage.Hello hello) {
    if (connection != null) {
      fault("already-greeted", hello.id());
      return;
    }
    if (hello.version() != ServerMessage.Welcome.VERSION) {
      end(CloseCode.VERSION, "version");
      return;
    }
    if (!isSecret(hello.csrf(), visitor.csrf())) {
      end(CloseCode.FORBIDDEN, "forbidden");
      return;
    }
    helloTimer.cancel();
    connection = connections.greet(this, hello);
  }

  private static boolean isSecret(String said, String secret) {
    return MessageDigest.isEqual(
        said.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void ping(PageMessage.Ping ping) {
    say(new ServerMessage.Pong(ping.id(), timers.clock().instant()));
    connection.seen(ping.seen());
  }

  @Override
  public void enterRoom(PageMessage.EnterRoom message) {
    connection.enter(visitor, message);
  }

  @Override
  public void leaveRoom(PageMessage.LeaveRoom message) {
    connection.leave(message);
  }

  @Override
  public void chat(PageMessage.Chat message) {
    connection.chat(message);
  }

  @Override
  public void media(PageMessage.Media message) {
    connection.media(message);
  }
}
