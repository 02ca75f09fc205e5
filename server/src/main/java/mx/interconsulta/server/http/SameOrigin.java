package mx.interconsulta.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import mx.interconsulta.platform.problem.Problem;

/**
 * Whether a change was asked for by our own page. Three independent signs, because each alone has
 * failed somewhere: the browser's Origin, its Sec-Fetch-Site, and a token that only our page can
 * read.
 */
final class SameOrigin {
  static final String CSRF_HEADER = "X-Interconsulta-Csrf";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private SameOrigin() {}

  /** Whether a method changes nothing, so that other origins gain nothing by sending it. */
  static boolean safe(HttpMethod method) {
    return SAFE.contains(method);
  }

  /** Throws unless the headers a browser sends, if it sent them, say that our own page asked. */
  static void requireOwnPage(HttpServerRequest request, Peer peer) {
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    boolean foreignOrigin = origin != null && !origin.equals(peer.origin());
    boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
    if (foreignOrigin || foreignSite) {
      throw new Problem(403, "foreign-origin");
    }
  }

  /** Throws unless the call carries the token of the caller's session. */
  static void requireToken(HttpServerRequest request, SignedIn caller) {
    String token = request.getHeader(CSRF_HEADER);
    if (token == null
        || !MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8),
            caller.csrf().getBytes(StandardCharsets.UTF_8))) {
      throw new Problem(403, "csrf-missing");
    }
  }
}
