package mx.interconsulta.bench.ring;

import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import mx.interconsulta.bench.SignedInPage;

/** What a specialist's page hears, by request, with the instant at which it came. */
final class Heard {
  private static final int PATIENCE_SECONDS = 20;
  private static final String PING = new JsonObject().put("type", "ping").encode();

  private final Map<String, CompletableFuture<Long>> rings = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> welcomed = new CompletableFuture<>();

  /** Kept: Vert.x closes the connections of a client that nobody refers to any more. */
  private final SignedInPage page;

  private Heard(SignedInPage page) {
    this.page = page;
  }

  /** Opens the live connection of a page and listens. */
  static Heard listen(SignedInPage page) throws Exception {
    Heard heard = new Heard(page);
    WebSocket socket = SignedInPage.await(page.connect());
    socket.textMessageHandler(text -> heard.hear(text, socket));
    socket.writeTextMessage(heard.page.hello().encode());
    heard.welcomed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return heard;
  }

  private void hear(String text, WebSocket socket) {
    long now = System.nanoTime();
    JsonObject message = new JsonObject(text);
    // Any word keeps the line from counting as silent.
    if (!"pong".equals(message.getString("type"))) {
      socket.writeTextMessage(PING);
    }
    if ("welcome".equals(message.getString("type"))) {
      welcomed.complete(null);
    } else if ("emergency.rings".equals(message.getString("notice"))) {
      at(message.getJsonObject("facts").getString("request")).complete(now);
    }
  }

  private CompletableFuture<Long> at(String request) {
    return rings.computeIfAbsent(request, unheard -> new CompletableFuture<>());
  }

  /** Waits until a request rang; the answer is its {@link System#nanoTime}. */
  long rang(String request) throws Exception {
    return at(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
