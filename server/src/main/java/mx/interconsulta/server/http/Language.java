package mx.interconsulta.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** In which of our two languages a caller is answered. Spanish is first. */
final class Language {
  private Language() {}

  /** The session's language, else the better of the two by Accept-Language (RFC 9110, 12.5.4). */
  static String of(HttpServerRequest request, SignedIn caller) {
    if (caller != null) {
      return caller.principal().language();
    }
    String accepted = request.getHeader("Accept-Language");
    if (accepted == null || accepted.length() > 200) {
      return "es";
    }
    try {
      String best = Locale.lookupTag(Locale.LanguageRange.parse(accepted), List.of("es", "en"));
      return best == null ? "es" : best;
    } catch (IllegalArgumentException malformed) {
      return "es";
    }
  }
}
