package mx.interconsulta.server;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A browser as far as sign-in goes: it keeps cookies, sends its Origin and the CSRF token. */
public final class Browser {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final URI base;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String csrf = "";

  public Browser(int port) {
    this(URI.create("http://localhost:" + port));
  }

  public Browser(URI base) {
    this.base = base;
    headers.put("Origin", base.toString());
    headers.put("Sec-Fetch-Site", "same-origin");
  }

  /** An answer with its body as JSON. */
  public record Page(int status, Map<String, List<String>> headers, String text) {
    public JsonObject json() {
      return new JsonObject(text);
    }

    public String code() {
      return json().getString("code");
    }

    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .flatMap(header -> header.getValue().stream())
          .findFirst();
    }

    public List<String> all(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .flatMap(header -> header.getValue().stream())
          .toList();
    }
  }

  /** Sends this header from now on; an empty value sends it no more. */
  public Browser with(String name, String value) {
    if (value.isEmpty()) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  public Browser withCsrf(String token) {
    csrf = token;
    return this;
  }

  /** Signs in; fails the test when it is refused. */
  public JsonObject signIn(String user, String password) {
    Page page = trySignIn(user, password);
    if (page.status() != 200) {
      throw new AssertionError("sign-in of " + user + " was refused: " + page.text());
    }
    return page.json();
  }

  public Page trySignIn(String user, String password) {
    Page page = post("/api/session", new JsonObject().put("user", user).put("password", password));
    if (page.status() == 200) {
      csrf = page.json().getString("csrf");
    }
    return page;
  }

  public Page get(String path) {
    return send("GET", path, null);
  }

  public Page post(String path, JsonObject body) {
    return send("POST", path, body.encode());
  }

  public Page put(String path, JsonObject body) {
    return send("PUT", path, body.encode());
  }

  public Page delete(String path) {
    return send("DELETE", path, null);
  }

  /** Sends bytes of a file from this offset on. */
  public Page patch(String path, long offset, byte[] bytes) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/octet-stream")
            .header("Upload-Offset", String.valueOf(offset))
            .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes)),
        "PATCH");
  }

  /** Bytes, whole or a range of them. */
  public HttpResponse<byte[]> bytes(String path, String range) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (!range.isEmpty()) {
      request.header("Range", range);
    }
    return exchange(request, "GET", HttpResponse.BodyHandlers.ofByteArray());
  }

  public Page send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    return send(request, method);
  }

  private Page send(HttpRequest.Builder request, String method) {
    HttpResponse<String> answer = exchange(request, method, HttpResponse.BodyHandlers.ofString());
    Page page = new Page(answer.statusCode(), answer.headers().map(), answer.body());
    page.all("Set-Cookie").forEach(this::keep);
    return page;
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, String method, HttpResponse.BodyHandler<T> body) {
    request.timeout(Duration.ofSeconds(30));
    headers.forEach(request::setHeader);
    if (!cookies.isEmpty()) {
      StringBuilder line = new StringBuilder();
      cookies.forEach(
          (name, value) ->
              line.append(line.isEmpty() ? "" : "; ").append(name).append('=').append(value));
      request.setHeader("Cookie", line.toString());
    }
    if (!method.equals("GET") && !csrf.isEmpty()) {
      request.setHeader("X-Interconsulta-Csrf", csrf);
    }
    try {
      return CLIENT.send(request.build(), body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  public URI address() {
    return base;
  }

  public String csrf() {
    return csrf;
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  /** Forgets one kind of cookie, as a new browser has none. */
  public void forget(String part) {
    cookies.keySet().removeIf(name -> name.contains(part));
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (setCookie.contains("Max-Age=0")) {
      cookies.remove(pair.substring(0, equals));
    } else {
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }
}
