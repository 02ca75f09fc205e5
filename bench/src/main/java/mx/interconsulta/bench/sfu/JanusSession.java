package mx.interconsulta.bench.sfu;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A session of Janus's WebSocket protocol; every method waits for its answer. */
@SuppressWarnings("FutureReturnValueIgnored") // answers come by transaction
final class JanusSession {
  private static final long KEEP_ALIVE_MILLIS = 20_000;

  private final Vertx vertx;

  /** Kept: a client that nobody refers to any more is closed with its sockets. */
  private final WebSocketClient client;

  private final WebSocket socket;
  private final AtomicLong transactions = new AtomicLong();
  private final Map<String, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final long id;
  private final long timer;

  JanusSession(Vertx vertx, String host, int port) throws Exception {
    this.vertx = vertx;
    this.client = vertx.createWebSocketClient();
    this.socket =
        client
            .connect(
                new WebSocketConnectOptions()
                    .setHost(host)
                    .setPort(port)
                    .setURI("/")
                    .setSubProtocols(List.of("janus-protocol")))
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    socket.textMessageHandler(text -> heard(new JsonObject(text)));
    id = say(new JsonObject().put("janus", "create")).getJsonObject("data").getLong("id");
    timer =
        vertx.setPeriodic(
            KEEP_ALIVE_MILLIS,
            tick ->
                socket.writeTextMessage(
                    new JsonObject()
                        .put("janus", "keepalive")
                        .put("session_id", id)
                        .put("transaction", "alive")
                        .encode()));
  }

  /** A new handle of the videoroom. */
  long attach() throws Exception {
    return say(new JsonObject()
            .put("janus", "attach")
            .put("session_id", id)
            .put("plugin", "janus.plugin.videoroom"))
        .getJsonObject("data")
        .getLong("id");
  }

  /** Gives a handle back, and ends its connection. */
  void detach(long handle) throws Exception {
    say(new JsonObject().put("janus", "detach").put("session_id", id).put("handle_id", handle));
  }

  /** Sends a request of the videoroom and gives what comes of it, after its acknowledgement. */
  JsonObject ask(long handle, JsonObject body, JsonObject jsep) throws Exception {
    JsonObject message =
        new JsonObject()
            .put("janus", "message")
            .put("session_id", id)
            .put("handle_id", handle)
            .put("body", body);
    if (jsep != null) {
      message.put("jsep", jsep);
    }
    JsonObject answer = say(message);
    JsonObject data = answer.getJsonObject("plugindata").getJsonObject("data");
    if (data.containsKey("error")) {
      throw new IllegalStateException(data.encode());
    }
    return answer;
  }

  void close() {
    vertx.cancelTimer(timer);
    socket.close();
    client.close();
  }

  private JsonObject say(JsonObject message) throws Exception {
    String transaction = "t" + transactions.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(transaction, answer);
    socket.writeTextMessage(message.put("transaction", transaction).encode());
    JsonObject got = answer.get(30, TimeUnit.SECONDS);
    if ("error".equals(got.getString("janus"))) {
      throw new IllegalStateException(got.encode());
    }
    return got;
  }

  private void heard(JsonObject message) {
    String transaction = message.getString("transaction");
    if (transaction != null && !"ack".equals(message.getString("janus"))) {
      CompletableFuture<JsonObject> answer = waiting.remove(transaction);
      if (answer != null) {
        answer.complete(message);
      }
    }
  }
}
