package mx.interconsulta.server.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The two cookies. Their names carry the port, because browsers do not keep the cookies of two
 * ports of one host apart; {@code __Host-} keeps other hosts from setting them, and asks for
 * Secure, which browsers allow on plain HTTP only to this very machine.
 *
 * @param port the port that browsers see, known once the server listens
 */
record SessionCookies(IntSupplier port) {
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
  private static final int LONGEST = 200;
  private static final long DEVICE_SECONDS = 400L * 24 * 3600;

  /** Name of the session's cookie. */
  String session() {
    return "__Host-interconsulta-" + port.getAsInt();
  }

  /** Name of the cookie that tells a browser the person has used before. */
  String device() {
    return "__Host-interconsulta-device-" + port.getAsInt();
  }

  Optional<String> sessionOf(HttpServerRequest request) {
    return value(request, session());
  }

  Optional<String> deviceOf(HttpServerRequest request) {
    return value(request, device());
  }

  /** Ends with the browser; the server ends it earlier. */
  String setSession(String token) {
    return session() + "=" + token + ATTRIBUTES;
  }

  String clearSession() {
    return session() + "=" + ATTRIBUTES + "; Max-Age=0";
  }

  String setDevice(String value) {
    return device() + "=" + value + ATTRIBUTES + "; Max-Age=" + DEVICE_SECONDS;
  }

  private static Optional<String> value(HttpServerRequest request, String name) {
    Cookie cookie = request.getCookie(name);
    return cookie == null || cookie.getValue().isEmpty() || cookie.getValue().length() > LONGEST
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }
}
