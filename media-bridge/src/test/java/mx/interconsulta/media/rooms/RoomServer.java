package mx.interconsulta.media.rooms;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mx.interconsulta.media.MediaBridge;
import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.MediaListener;
import mx.interconsulta.media.MediaParticipant;
import mx.interconsulta.media.MediaRefusal;
import mx.interconsulta.media.MediaRoom;
import mx.interconsulta.media.embedded.EmbeddedBridge;
import mx.interconsulta.media.message.MediaMessage;
import mx.interconsulta.media.message.MediaMessageCodec;
import mx.interconsulta.media.transport.PortOptions;
import mx.interconsulta.media.transport.UdpTcpPort;
import mx.interconsulta.media.transport.dtls.DtlsCertificate;

/**
 * The embedded bridge alone, with the least around it that a browser needs: a page and one
 * WebSocket for the media messages. So what browsers and bridge do to each other is tried without
 * clinic, sign-in or database. A program of its own, for a host of its own:
 *
 * <pre>RoomServer HOST HTTP-PORT FOLDER-OF-THE-PAGE</pre>
 *
 * <p>It says {@code ready http://HOST:PORT}. {@code GET /census} tells what the bridge holds,
 * {@code GET /allocated} the bytes its media loop has allocated since it began; {@code
 * /rooms/ROOM/PARTICIPANT?listener} takes a page's messages.
 */
public final class RoomServer {
  private final MediaBridge bridge;
  private final Context owner;
  private final Map<String, LiveRoom> rooms = new HashMap<>();

  private RoomServer(MediaBridge bridge, Context owner) {
    this.bridge = bridge;
    this.owner = owner;
  }

  /** See the class comment. */
  public static void main(String[] arguments) {
    String host = arguments[0];
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    // Waited for: until the server listens, no thread of ours keeps the process alive.
    HttpServer server =
        UdpTcpPort.bind(PortOptions.anyPort(host), DtlsCertificate.generate())
            .map(
                port ->
                    new EmbeddedBridge(
                        port, EmbeddedBridge.Options.DEFAULTS, new SimpleMeterRegistry()))
            .compose(
                bridge ->
                    new RoomServer(bridge, vertx.getOrCreateContext())
                        .listen(vertx, host, Integer.parseInt(arguments[1]), Path.of(arguments[2])))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println("ready http://" + host + ":" + server.actualPort());
  }

  private Future<HttpServer> listen(Vertx vertx, String host, int port, Path folder) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              switch (request.path()) {
                case "/census" -> request.response().end(bridge.census().toString());
                case "/allocated" -> request.response().end(Long.toString(allocated()));
                case "/page.js" ->
                    request
                        .response()
                        .putHeader("content-type", "text/javascript")
                        .sendFile(folder.resolve("page.js").toString());
                default ->
                    request
                        .response()
                        .putHeader("content-type", "text/html")
                        .end(
                            "<!doctype html><title>room</title>"
                                + "<script type=module src=/page.js></script>");
              }
            })
        .webSocketHandler(socket -> owner.runOnContext(entered -> enter(socket)))
        .listen(port, host);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("media-"))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
        .sum();
  }

  /** Runs on the owner's context, as all below. */
  private void enter(ServerWebSocket socket) {
    String[] path = socket.path().split("/", -1);
    String participant = path[3];
    rooms
        .computeIfAbsent(path[2], LiveRoom::new)
        .enter(participant, socket, "listener".equals(socket.query()));
  }

  /** One room: whoever's socket is open is in it; it closes with the last. */
  private final class LiveRoom implements MediaListener {
    private final String id;
    private final Map<String, ServerWebSocket> sockets = new HashMap<>();
    private final Future<MediaRoom> room;

    LiveRoom(String id) {
      this.id = id;
      this.room = bridge.open(id, owner, this);
    }

    void enter(String participant, ServerWebSocket socket, boolean listener) {
      sockets.put(participant, socket);
      socket.textMessageHandler(
          text -> owner.runOnContext(now -> take(participant, new JsonObject(text))));
      socket.closeHandler(closed -> owner.runOnContext(now -> left(participant, socket)));
      room.compose(
              open -> open.join(new MediaParticipant(participant, !listener, listener ? 0 : 4)))
          .onFailure(refusal -> say(participant, "refused", refusal.toString()));
    }

    private void take(String participant, JsonObject body) {
      String type = body.getString("type").substring("media.".length());
      MediaMessage message = MediaMessageCodec.read(type, body).orElseThrow();
      room.onSuccess(open -> open.receive(participant, message));
    }

    private void left(String participant, ServerWebSocket socket) {
      if (!sockets.remove(participant, socket)) {
        return;
      }
      room.onSuccess(open -> open.leave(participant, MediaEndReason.LEFT));
      if (sockets.isEmpty()) {
        rooms.remove(id);
        room.onSuccess(open -> open.close(MediaEndReason.ROOM_CLOSED));
      }
    }

    @Override
    public void send(String participant, MediaMessage message) {
      ServerWebSocket socket = sockets.get(participant);
      if (socket != null) {
        socket.writeTextMessage(
            MediaMessageCodec.write(message).put("type", "media." + message.type()).encode());
      }
    }

    @Override
    public void connected(String participant) {
      say(participant, "connected", "");
    }

    @Override
    public void interrupted(String participant) {
      say(participant, "interrupted", "");
    }

    @Override
    public void ended(String participant, MediaEndReason reason) {
      say(participant, "ended", reason.toString());
    }

    @Override
    public void refused(String participant, MediaRefusal refusal) {
      say(participant, "refused", refusal.toString());
    }

    private void say(String participant, String what, String why) {
      ServerWebSocket socket = sockets.get(participant);
      if (socket != null) {
        socket.writeTextMessage(
            new JsonObject().put("type", "test." + what).put("why", why).encode());
      }
    }
  }
}
