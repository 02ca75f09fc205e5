package mx.interconsulta.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;

/**
 * Headers that every answer carries. The policy allows nothing from outside and nothing inline;
 * shared by pages and API, because an API answer opened in a tab is a page too.
 */
public final class SecurityHeaders {

  /** What a page may load, as tried with the page's libraries. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; "
          + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  private final boolean secure;

  /**
   * Headers for a server.
   *
   * @param secure whether browsers reach it by HTTPS only, so that they may be told to remember it
   */
  public SecurityHeaders(boolean secure) {
    this.secure = secure;
  }

  /** Puts the headers on a response that has not been sent. */
  public void on(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Permissions-Policy",
        "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), "
            + "geolocation=(), payment=(), usb=(), interest-cohort=()");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("X-Frame-Options", "DENY");
    if (secure) {
      headers.set("Strict-Transport-Security", "max-age=15552000");
    }
  }
}
