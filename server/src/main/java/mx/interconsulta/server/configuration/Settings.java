package mx.interconsulta.server.configuration;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options as text: the reference's defaults, over them a file, over it the environment, over it the
 * command line.
 */
final class Settings {
  private static final String REFERENCE = "/reference.properties";

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /** The names and defaults of all options. */
  static Map<String, String> reference() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Settings.class.getResourceAsStream(REFERENCE), REFERENCE),
            StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Gathers the options.
   *
   * @throws ConfigurationException naming what is unknown or unreadable
   */
  static Settings gather(List<String> arguments, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>(reference());
    Map<String, String> byArguments = new HashMap<>();
    String file = environment.get("INTERCONSULTA_CONFIG");
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--production" -> byArguments.put("production", "true");
        case "--no-sample" -> byArguments.put("sample", "false");
        case "--config" -> {
          if (++i == arguments.size()) {
            throw new ConfigurationException("--config asks for a file");
          }
          file = arguments.get(i);
        }
        default ->
            throw new ConfigurationException(
                "unknown argument "
                    + arguments.get(i)
                    + "; there are --production, --no-sample, --config FILE and --help");
      }
    }
    if (file != null && !file.isBlank()) {
      values.putAll(fromFile(Path.of(file)));
    }
    for (String name : reference().keySet()) {
      String given = environment.get(variable(name));
      if (given != null) {
        values.put(name, given);
      }
    }
    values.putAll(byArguments);
    return new Settings(values);
  }

  /** The environment variable of an option. */
  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** A file may name options as the environment does. */
  private static String option(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String text(String name) {
    return Objects.requireNonNull(values.get(name), name).strip();
  }

  boolean flag(String name) {
    return switch (text(name).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> throw new ConfigurationException(variable(name) + " is true or false");
    };
  }

  int number(String name, int least, int most) {
    try {
      int number = Integer.parseInt(text(name));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, in the same words.
    }
    throw new ConfigurationException(
        variable(name) + " is a number from " + least + " to " + most + ", not " + text(name));
  }

  List<String> list(String name) {
    return text(name).isEmpty() ? List.of() : List.of(text(name).split("\\s*,\\s*", -1));
  }

  private static Map<String, String> fromFile(Path file) {
    Map<String, String> given;
    try (Reader reader = Files.newBufferedReader(file)) {
      given = read(reader);
    } catch (IOException unreadable) {
      throw new ConfigurationException("cannot read the configuration " + file, unreadable);
    }
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(reference().keySet());
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          file + " has unknown options: " + String.join(", ", unknown));
    }
    return given;
  }

  private static Map<String, String> read(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Map<String, String> values = new HashMap<>();
    properties.forEach((name, value) -> values.put(option((String) name), (String) value));
    return values;
  }
}
