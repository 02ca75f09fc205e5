package mx.interconsulta.signaling.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The sentence of an error's code in a person's language, from the modules' problem bundles. */
public final class Sentences {
  /** The modules whose codes an error of the live connection may carry. */
  private static final List<String> BUNDLES =
      List.of("problems/signaling", "problems/scheduling", "problems/platform");

  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Sentences() {}

  /**
   * The sentence with {@code {name}} filled from the details; the code itself when there is none.
   */
  public static String of(String code, String language, Map<String, Object> details) {
    Locale locale = Locale.forLanguageTag(language.equals("en") ? "en" : "es");
    for (String bundle : BUNDLES) {
      try {
        String sentence = ResourceBundle.getBundle(bundle, locale, EXACT).getString(code);
        for (Map.Entry<String, Object> detail : details.entrySet()) {
          sentence =
              sentence.replace("{" + detail.getKey() + "}", String.valueOf(detail.getValue()));
        }
        return sentence;
      } catch (MissingResourceException notHere) {
        // The next module may have it.
      }
    }
    return code;
  }
}
