package mx.interconsulta.signaling.message;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the fields of a message one after the other and refuses what is missing, of another type,
 * too long or impossible. Lengths are counted in code points, as JSON Schema does.
 *
 * <p>Texts and numbers are read as they were parsed: {@link JsonObject#getValue} would first ask of
 * each whether it is one of a dozen other things, which takes longer than parsing it.
 */
record Fields(JsonObject body) {
  private static final Pattern INSTANT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

  /** A message that does not fit its declaration. */
  static final class Misfit extends Exception {
    Misfit() {
      super(null, null, false, false);
    }
  }

  private Object value(String field) {
    return body.getMap().get(field);
  }

  String text(String field, int shortest, int longest) throws Misfit {
    if (value(field) instanceof String text) {
      int length = text.codePointCount(0, text.length());
      if (length >= shortest && length <= longest) {
        return text;
      }
    }
    throw new Misfit();
  }

  Optional<String> optionalText(String field, int shortest, int longest) throws Misfit {
    return body.getMap().containsKey(field)
        ? Optional.of(text(field, shortest, longest))
        : Optional.empty();
  }

  /** Text with something in it besides blanks. */
  String writing(String field, int longest) throws Misfit {
    String text = text(field, 1, longest);
    if (text.isBlank()) {
      throw new Misfit();
    }
    return text;
  }

  /** An id of the protocol. */
  String name(String field) throws Misfit {
    String name = text(field, 1, 64);
    for (int i = 0; i < name.length(); i++) {
      if (!isLetterOrDigit(name.charAt(i)) && (i == 0 || "._-".indexOf(name.charAt(i)) < 0)) {
        throw new Misfit();
      }
    }
    return name;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  Optional<String> optionalName(String field) throws Misfit {
    return body.getMap().containsKey(field) ? Optional.of(name(field)) : Optional.empty();
  }

  String requiredId() throws Misfit {
    return text("id", 1, 64);
  }

  Optional<String> id() throws Misfit {
    return optionalText("id", 1, 64);
  }

  /** The id of a message that may not be one. */
  Optional<String> idIfAny() {
    try {
      return id();
    } catch (Misfit misfit) {
      return Optional.empty();
    }
  }

  long count(String field) throws Misfit {
    Object value = value(field);
    if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
      return ((Number) value).longValue();
    }
    throw new Misfit();
  }

  /** -1 when there is none. */
  long optionalCount(String field) throws Misfit {
    return body.getMap().containsKey(field) ? count(field) : -1;
  }

  /** False when there is none. */
  boolean optionalFlag(String field) throws Misfit {
    if (!body.getMap().containsKey(field)) {
      return false;
    }
    if (value(field) instanceof Boolean flag) {
      return flag;
    }
    throw new Misfit();
  }

  Optional<Instant> optionalInstant(String field) throws Misfit {
    if (!body.getMap().containsKey(field)) {
      return Optional.empty();
    }
    String text = text(field, 20, 40);
    if (!INSTANT.matcher(text).matches()) {
      throw new Misfit();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException impossible) {
      throw new Misfit();
    }
  }
}
