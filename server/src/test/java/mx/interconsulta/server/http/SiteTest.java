package mx.interconsulta.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mx.interconsulta.platform.TestFoundation;
import mx.interconsulta.server.Browser;
import mx.interconsulta.server.SmallServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is around the operations: pages, headers, the document, the live connection's door. */
class SiteTest {
  @TempDir static Path directory;
  private static SmallServer server;

  @BeforeAll
  static void start() {
    server = new SmallServer(directory);
    server.person("mariana", "mariana.cota", "physician", "ensenada");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyAnswerCarriesTheStrictPolicy() {
    for (String path :
        List.of("/", "/api/session", "/api/openapi.json", "/assets/none.js", "/api/none")) {
      Browser.Page page = server.browser().get(path);
      assertEquals(
          "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none';"
              + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
          page.header("Content-Security-Policy").orElseThrow(),
          path);
      assertEquals("nosniff", page.header("X-Content-Type-Options").orElseThrow(), path);
      assertEquals("no-referrer", page.header("Referrer-Policy").orElseThrow(), path);
      assertEquals("same-origin", page.header("Cross-Origin-Opener-Policy").orElseThrow(), path);
      assertTrue(page.header("Permissions-Policy").orElseThrow().contains("camera=(self)"), path);
    }
  }

  @Test
  void thePageHasNoInlineScriptOrStyleAndNothingFromOutside() {
    String html = server.browser().get("/").text();

    Matcher scripts = Pattern.compile("<script([^>]*)>([^<]*)</script>").matcher(html);
    while (scripts.find()) {
      assertTrue(scripts.group(1).contains("src="), "an inline script: " + scripts.group());
      assertTrue(scripts.group(2).isBlank(), scripts.group());
    }
    assertFalse(html.contains("<style"), "an inline style element");
    assertFalse(html.matches("(?s).*\\sstyle=\".*"), "an inline style");
    assertFalse(html.matches("(?s).*\\son[a-z]+=\".*"), "an inline handler");
    assertFalse(html.matches("(?s).*(src|href)=\"(https?:)?//.*"), "something from outside");
  }

  @Test
  void aPathThatCouldBeAPageGetsTheApplicationAndAMissingAssetDoesNot() {
    String application = server.browser().get("/").text();

    assertEquals(application, server.browser().get("/solicitudes/abc").text());
    assertEquals(404, server.browser().get("/assets/none-1234.js").status());
    assertEquals(404, server.browser().get("/favicon.none").status());
    assertEquals(404, server.browser().get("/api/none").status());
  }

  @Test
  void hashedAssetsMayBeKeptForEverAndThePageIsAskedForAgain() {
    Browser.Page page = server.browser().get("/");
    assertEquals("no-cache", page.header("Cache-Control").orElseThrow());
    String tag = page.header("ETag").orElseThrow();
    assertEquals(304, server.browser().with("If-None-Match", tag).get("/").status());

    Matcher asset = Pattern.compile("\"(/assets/[^\"]+\\.js)\"").matcher(page.text());
    assertTrue(asset.find(), "the page names no script");
    Browser.Page script = server.browser().with("Accept-Encoding", "gzip").get(asset.group(1));
    assertEquals(200, script.status());
    assertEquals(
        "public, max-age=31536000, immutable", script.header("Cache-Control").orElseThrow());
    assertEquals("text/javascript; charset=utf-8", script.header("Content-Type").orElseThrow());
    assertEquals("gzip", script.header("Content-Encoding").orElseThrow());
  }

  @Test
  void theWholeDocumentIsPublishedWithProblemJson() {
    Browser.Page page = server.browser().get("/api/openapi.json");

    assertEquals("3.1.0", page.json().getString("openapi"));
    assertTrue(page.text().contains("application/problem+json"));
  }

  @Test
  void aNameThatIsNotThisMachinesIsNotServedOnLoopback() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    assertTrue(answer.contains("wrong-host"), answer);
  }

  @Test
  void headersBeyondTheLimitAreRefused() throws IOException {
    String answer =
        raw(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
                + "x".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 431"), answer.lines().findFirst().orElse("nothing"));
  }

  @Test
  void theLiveConnectionOpensForASignedInPageOfOurOwn() {
    Browser browser = server.signedIn("mariana.cota");

    assertEquals("mariana", firstMessage("http://localhost:" + server.port(), browser));
  }

  @Test
  void theLiveConnectionIsRefusedToOthers() {
    Browser browser = server.signedIn("mariana.cota");
    String ours = "http://localhost:" + server.port();

    assertRefused(403, "https://evil.example", browser);
    assertRefused(403, "http://localhost:1", browser);
    assertRefused(403, "", browser);
    assertRefused(401, ours, server.browser());
    assertEquals(426, browser.get("/api/live").status());
  }

  private static void assertRefused(int status, String origin, Browser browser) {
    RuntimeException refused =
        Assertions.assertThrows(RuntimeException.class, () -> firstMessage(origin, browser));
    Throwable cause =
        refused instanceof CompletionException && refused.getCause() != null
            ? refused.getCause()
            : refused;
    assertTrue(String.valueOf(cause).contains(String.valueOf(status)), cause.toString());
  }

  private static String firstMessage(String origin, Browser browser) {
    WebSocketClient client = server.house.vertx().createWebSocketClient();
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("localhost")
            .setPort(server.port())
            .setURI("/api/live")
            .setAllowOriginHeader(!origin.isEmpty());
    if (!origin.isEmpty()) {
      options.addHeader("Origin", origin);
    }
    StringBuilder cookies = new StringBuilder();
    for (Map.Entry<String, String> cookie : browser.cookies().entrySet()) {
      cookies.append(cookies.isEmpty() ? "" : "; ").append(cookie.getKey());
      cookies.append('=').append(cookie.getValue());
    }
    options.addHeader("Cookie", cookies.toString());
    io.vertx.core.Promise<String> first = io.vertx.core.Promise.promise();
    client
        .connect(options)
        .onSuccess(socket -> socket.textMessageHandler(first::tryComplete))
        .onFailure(first::tryFail);
    try {
      return TestFoundation.await(first.future());
    } finally {
      TestFoundation.await(client.close());
    }
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
