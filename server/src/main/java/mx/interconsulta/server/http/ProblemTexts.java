package mx.interconsulta.server.http;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences people read when something fails: code to sentence, from {@code
 * problems/<module>_<language>.properties} of every module. UTF-8; {@code {name}} is filled from
 * the problem's details. Read once, then immutable.
 */
public final class ProblemTexts {
  private static final List<String> MODULES =
      List.of("platform", "scheduling", "records", "signaling", "server");
  private static final Pattern NAMED = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

  private final Map<String, Map<String, String>> languages;

  private ProblemTexts(Map<String, Map<String, String>> languages) {
    this.languages = languages;
  }

  /**
   * Reads every module's sentences.
   *
   * @throws IllegalStateException when two modules declare one code
   */
  public static ProblemTexts load() {
    Map<String, Map<String, String>> languages = new HashMap<>();
    for (String language : List.of("es", "en")) {
      Map<String, String> texts = new HashMap<>();
      for (String module : MODULES) {
        URL bundle =
            ProblemTexts.class.getResource("/problems/" + module + "_" + language + ".properties");
        if (bundle == null) {
          continue;
        }
        for (Map.Entry<String, String> entry : read(bundle).entrySet()) {
          if (texts.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
            throw new IllegalStateException("two modules declare the problem " + entry.getKey());
          }
        }
      }
      languages.put(language, Map.copyOf(texts));
    }
    return new ProblemTexts(Map.copyOf(languages));
  }

  /** The sentence of a code; the code itself when nobody wrote one. */
  public String sentence(String language, String code, Map<String, ?> details) {
    Map<String, String> texts = languages.getOrDefault(language, languages.get("es"));
    String text = texts.get(code);
    if (text == null) {
      return code;
    }
    Matcher named = NAMED.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (named.find()) {
      Object value = details.get(named.group(1));
      named.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : "" + value));
    }
    return named.appendTail(filled).toString();
  }

  /** Every code that has a sentence in a language. */
  public Set<String> codes(String language) {
    return new TreeSet<>(languages.getOrDefault(language, Map.of()).keySet());
  }

  private static Map<String, String> read(URL bundle) {
    Properties properties = new Properties();
    try (InputStreamReader reader =
        new InputStreamReader(bundle.openStream(), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    Map<String, String> texts = new HashMap<>();
    properties.forEach((code, text) -> texts.put((String) code, (String) text));
    return texts;
  }
}
