package mx.interconsulta.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A person signed in to a server under measurement, as a page would be: cookie, CSRF, Origin. */
public final class SignedInPage {
  /** WebSockets that the server lets one sign-in have, less some that are just being closed. */
  public static final int SOCKETS = 30;

  private static final int PATIENCE_SECONDS = 60;

  private final int port;
  private final HttpClient http;
  private final WebSocketClient sockets;
  private final String cookie;
  private final JsonObject session;

  private SignedInPage(
      int port, HttpClient http, WebSocketClient sockets, String cookie, JsonObject session) {
    this.port = port;
    this.http = http;
    this.sockets = sockets;
    this.cookie = cookie;
    this.session = session;
  }

  /** Signs in on the loopback. */
  public static SignedInPage signIn(Vertx vertx, int port, String user, String password)
      throws InterruptedException, ExecutionException, TimeoutException {
    HttpClient http = vertx.createHttpClient();
    // A message of ours may be as large as the server sends; the default frame is 64 KiB.
    WebSocketClient sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(10_000)
                .setMaxFrameSize(262_144)
                .setMaxMessageSize(262_144));
    JsonObject body = new JsonObject().put("user", user).put("password", password);
    Future<SignedInPage> page =
        http.request(HttpMethod.POST, port, "localhost", "/api/session")
            .compose(request -> fill(request, port).send(body.toBuffer()))
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            answer -> {
                              if (response.statusCode() != 200) {
                                throw new IllegalStateException(
                                    "sign-in of " + user + ": " + response.statusCode());
                              }
                              String set = response.cookies().get(0);
                              String cookie = set.substring(0, set.indexOf(';'));
                              return new SignedInPage(
                                  port, http, sockets, cookie, answer.toJsonObject());
                            }));
    return await(page);
  }

  /** As many sign-ins of a person as it takes for so many live connections. */
  public static List<SignedInPage> signIn(
      Vertx vertx, ServerUnderTest server, String user, int connections)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    List<SignedInPage> pages = new ArrayList<>();
    for (int signIns = 0; signIns * SOCKETS < connections; signIns++) {
      pages.add(signIn(vertx, server.port(), user, server.passwordOf(user)));
    }
    return pages;
  }

  private static HttpClientRequest fill(HttpClientRequest request, int port) {
    return request
        .putHeader("Content-Type", "application/json")
        .putHeader("Origin", "http://localhost:" + port)
        .putHeader("Sec-Fetch-Site", "same-origin");
  }

  /** What the server said of the session. */
  public JsonObject session() {
    return session;
  }

  /** Calls the API; any status but a success fails. */
  public JsonObject call(HttpMethod method, String path, JsonObject body)
      throws InterruptedException, ExecutionException, TimeoutException {
    return await(
        http.request(method, port, "localhost", path)
            .compose(
                request ->
                    fill(request, port)
                        .putHeader("Cookie", cookie)
                        .putHeader("X-Interconsulta-Csrf", session.getString("csrf"))
                        .send(
                            body == null ? io.vertx.core.buffer.Buffer.buffer() : body.toBuffer()))
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            answer -> {
                              if (response.statusCode() >= 300) {
                                throw new IllegalStateException(
                                    method + " " + path + ": " + answer.toString());
                              }
                              return answer.length() == 0
                                  ? new JsonObject()
                                  : answer.toJsonObject();
                            })));
  }

  /** Opens a live connection; the caller says hello. */
  public Future<WebSocket> connect() {
    return sockets.connect(
        new WebSocketConnectOptions()
            .setHost("localhost")
            .setPort(port)
            .setURI("/api/live")
            .addHeader("Origin", "http://localhost:" + port)
            .addHeader("Cookie", cookie));
  }

  /** The first message of a page. */
  public JsonObject hello() {
    return new JsonObject()
        .put("type", "hello")
        .put("version", 1)
        .put("csrf", session.getString("csrf"));
  }

  /** Waits for a Future outside of an event loop. */
  public static <T> T await(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
