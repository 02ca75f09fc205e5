package mx.interconsulta.bench.sfu;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Our bridge and nothing of the product around it: each WebSocket of {@code
 * /room/participant/sends} is a page, its text frames the messages of media.
 */
public final class BareBridge {
  private final Vertx vertx;
  private final EmbeddedBridge bridge;
  private final Map<String, MediaRoom> rooms = new ConcurrentHashMap<>();
  private final Map<String, ServerWebSocket> pages = new ConcurrentHashMap<>();

  private BareBridge(Vertx vertx, EmbeddedBridge bridge) {
    this.vertx = vertx;
    this.bridge = bridge;
  }

  /** Argument: the address to listen on. Prints the port of its WebSocket. */
  public static void main(String[] arguments) throws Exception {
    String host = arguments[0];
    UdpTcpPort port =
        UdpTcpPort.bind(PortOptions.anyPort(host), DtlsCertificate.generate())
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    EmbeddedBridge bridge =
        new EmbeddedBridge(port, EmbeddedBridge.Options.DEFAULTS, new SimpleMeterRegistry());
    new BareBridge(Vertx.vertx(), bridge).listen(host);
  }

  private static void fail(Throwable failure) {
    System.err.println(failure.getMessage());
    System.exit(1);
  }

  private void listen(String host) {
    vertx
        .createHttpServer(new HttpServerOptions().setHost(host).setPort(0))
        .webSocketHandler(this::accept)
        .listen()
        .onSuccess(server -> System.out.println("listening " + server.actualPort()))
        .onFailure(BareBridge::fail);
  }

  private void accept(ServerWebSocket socket) {
    String[] words = socket.path().split("/", -1);
    String name = words[1];
    String participant = words[2];
    boolean sends = Boolean.parseBoolean(words[3]);
    pages.put(name + "/" + participant, socket);
    MediaRoom room = rooms.computeIfAbsent(name, this::open);
    socket.textMessageHandler(
        text -> {
          JsonObject frame = new JsonObject(text);
          MediaMessageCodec.read(frame.getString("type"), frame.getJsonObject("body"))
              .ifPresent(message -> room.receive(participant, message));
        });
    socket.closeHandler(closed -> room.leave(participant, MediaEndReason.LEFT));
    room.join(new MediaParticipant(participant, sends, sends ? 1 : 0))
        .onFailure(refused -> socket.close());
  }

  private MediaRoom open(String name) {
    return bridge
        .open(name, vertx.getOrCreateContext(), new Pages(name))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /** Passes on what the bridge says to the page it is for. */
  private final class Pages implements MediaListener {
    private final String room;

    Pages(String room) {
      this.room = room;
    }

    @Override
    public void send(String participantId, MediaMessage message) {
      JsonObject frame =
          new JsonObject()
              .put("type", message.type())
              .put("body", MediaMessageCodec.write(message));
      pages.get(room + "/" + participantId).writeTextMessage(frame.encode());
    }

    @Override
    public void connected(String participantId) {}

    @Override
    public void interrupted(String participantId) {}

    @Override
    public void ended(String participantId, MediaEndReason reason) {}

    @Override
    public void refused(String participantId, MediaRefusal refusal) {
      System.out.println("refused " + participantId + " " + refusal.code());
    }
  }
}
