package mx.interconsulta.scheduling.directory;

import io.vertx.core.json.JsonObject;
import mx.interconsulta.platform.sealing.Open;

/**
 * A name in both languages of the product.
 *
 * @param es Spanish, the first language
 * @param en English
 */
public record Bilingual(@Open String es, @Open String en) {
  static Bilingual from(JsonObject json) {
    return new Bilingual(json.getString("es").strip(), json.getString("en").strip());
  }

  public JsonObject asJson() {
    return Body.of().with("es", es).with("en", en).json();
  }

  /** The name in a language, {@code es} unless it is {@code en}. */
  public String in(String language) {
    return "en".equals(language) ? en : es;
  }
}
