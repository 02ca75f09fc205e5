package mx.interconsulta.server.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The two cookies. Their names carry the port, because browsers do not keep the cookies of two
 * ports of one host apart; {@code __Host-} keeps other hosts from setting them, and asks for
 * Secure, which browsers allow on plain HTTP only to this very machine.
 *
 * @param session name of the session's cookie
 * @param device name of the cookie that tells a browser the person has used before
 */
record SessionCookies(String session, String device) {
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
  private static final int LONGEST = 200;
  private static final long DEVICE_SECONDS = 400L * 24 * 3600;

  static SessionCookies ofPort(int port) {
    return new SessionCookies(
        "__Host-interconsulta-" + port, "__Host-interconsulta-device-" + port);
  }

  Optional<String> sessionOf(HttpServerRequest request) {
    return value(request, session);
  }

  Optional<String> deviceOf(HttpServerRequest request) {
    return value(request, device);
  }

  /** Ends with the browser; the server ends it earlier. */
  String setSession(String token) {
    return session + "=" + token + ATTRIBUTES;
  }

  String clearSession() {
    return session + "=" + ATTRIBUTES + "; Max-Age=0";
  }

  String setDevice(String value) {
    return device + "=" + value + ATTRIBUTES + "; Max-Age=" + DEVICE_SECONDS;
  }

  private static Optional<String> value(HttpServerRequest request, String name) {
    Cookie cookie = request.getCookie(name);
    return cookie == null || cookie.getValue().isEmpty() || cookie.getValue().length() > LONGEST
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }
}
