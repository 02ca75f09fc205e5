package mx.interconsulta.signaling;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.media.direct.DirectBridge;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.platform.operation.Answer;
import mx.interconsulta.platform.operation.Handler;
import mx.interconsulta.platform.operation.Principal;
import mx.interconsulta.platform.operation.Reach;
import mx.interconsulta.signaling.bus.Bus;
import mx.interconsulta.signaling.connection.Visitor;

/** A server with nothing but the live connection, on port 0, with the direct bridge. */
public final class LiveServer implements AutoCloseable {
  public static final String CSRF = "the-csrf-value";

  private final Vertx vertx;
  private final Signaling signaling;
  private final DirectBridge bridge;
  private final HttpServer http;
  private final WebSocketClient client;
  private final Set<String> endedSessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger used = new AtomicInteger();

  public LiveServer(
      Foundation foundation, RecordedAttendance attendance, SignalingOptions options) {
    this(foundation, attendance, Bus.NONE, options);
  }

  public LiveServer(
      Foundation foundation, RecordedAttendance attendance, Bus bus, SignalingOptions options) {
    vertx = foundation.vertx();
    bridge = new DirectBridge(vertx, List.of());
    signaling =
        TestFoundation.await(
            Signaling.open(
                foundation,
                attendance,
                new Reach.Document(
                    call -> Future.succeededFuture(Optional.empty()),
                    Map.of("physician", Reach.Rule.takesPart())),
                bridge,
                bus,
                options));
    http =
        vertx.createHttpServer(
            new HttpServerOptions()
                // Small, so that a page that does not read is noticed soon.
                .setSendBufferSize(16_384)
                .setMaxWebSocketFrameSize(SignalingOptions.HARD_LIMIT)
                .setMaxWebSocketMessageSize(SignalingOptions.HARD_LIMIT));
    http.webSocketHandler(
        socket ->
            signaling.connect(
                socket, visitor(socket.headers().get("person"), socket.headers().get("session"))));
    TestFoundation.await(http.listen(0, "127.0.0.1"));
    TestFoundation.await(signaling.announce(address(), address()));
    client = vertx.createWebSocketClient(new WebSocketClientOptions().setReceiveBufferSize(16_384));
  }

  private Visitor visitor(String person, String session) {
    Principal principal = new Principal(person, session, "es", List.of());
    return new Visitor() {
      @Override
      public Principal principal() {
        return principal;
      }

      @Override
      public String csrf() {
        return CSRF;
      }

      @Override
      public Future<Optional<Principal>> now() {
        return Future.succeededFuture(
            endedSessions.contains(session) ? Optional.empty() : Optional.of(principal));
      }

      @Override
      public void used(long now) {
        used.incrementAndGet();
      }
    };
  }

  public Signaling signaling() {
    return signaling;
  }

  public DirectBridge bridge() {
    return bridge;
  }

  public String address() {
    return "http://127.0.0.1:" + http.actualPort();
  }

  /** How often pages were said to be used. */
  public int used() {
    return used.get();
  }

  /** A session is over, without anybody being told. */
  public void forgetSession(String session) {
    endedSessions.add(session);
  }

  /** A page with an open WebSocket that has said nothing yet. */
  public PageClient connect(String person, String session) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(http.actualPort())
            .setURI("/api/live")
            .addHeader("person", person)
            .addHeader("session", session);
    return new PageClient(
        person, session, TestFoundation.await(client.connect(options).map(PageClient::recorded)));
  }

  /** A page that was welcomed. */
  public PageClient page(String person) {
    PageClient page = connect(person, "session-of-" + person);
    page.hello();
    return page;
  }

  /** What issueRoomPass answers. */
  public Future<JsonObject> pass(String consultation, String person, String device) {
    return pass(consultation, person, "session-of-" + person, device);
  }

  /** What issueRoomPass answers. */
  public Future<JsonObject> pass(
      String consultation, String person, String session, String device) {
    Handler.Json handler =
        (Handler.Json)
            signaling.operations().stream()
                .filter(operation -> operation.id().equals("issueRoomPass"))
                .findFirst()
                .orElseThrow()
                .handler();
    return handler
        .handle(
            new PassCall(
                consultation,
                new Principal(person, session, "es", List.of()),
                new JsonObject().put("device", device)))
        .map(Answer::body)
        .map(JsonObject.class::cast);
  }

  /** Enters and returns what the page hears. */
  public JsonObject enter(PageClient page, String consultation, String device) {
    JsonObject pass =
        TestFoundation.await(pass(consultation, page.person(), page.session(), device));
    String id = UUID.randomUUID().toString();
    page.say(
        "room.enter",
        Map.of("id", id, "room", pass.getString("room"), "pass", pass.getString("pass")));
    return page.hear("room.entered", heard -> heard.getString("re").equals(id));
  }

  /** Renews the server's lease, as it does by itself every second. */
  public void renewLease() {
    TestFoundation.await(signaling.renewLease());
  }

  /** Waits until no room is left. */
  public void awaitNoRoom() {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (bridge.census().rooms() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("a room is still open: " + bridge.census());
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    TestFoundation.await(signaling.close());
    TestFoundation.await(client.close());
    TestFoundation.await(http.close());
    TestFoundation.await(bridge.close());
  }
}
