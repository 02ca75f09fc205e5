package mx.interconsulta.scheduling.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mx.interconsulta.platform.operation.Call;
import mx.interconsulta.platform.problem.Problem;

/**
 * Where a page of a list ended: the sort keys of its last row, so that rows that come or go between
 * two pages are neither repeated nor skipped. Ids, instants and names of staff only.
 *
 * @param keys the sort keys of the last row
 */
public record Cursor(List<String> keys) {
  private static final int DEFAULT_LIMIT = 50;

  public Cursor {
    keys = List.copyOf(keys);
  }

  public static Cursor of(String... keys) {
    return new Cursor(Arrays.asList(keys));
  }

  /** The cursor of a call, if it has one. */
  public static Optional<Cursor> from(Call call, int length) {
    return call.query("cursor").map(text -> parse(text, length));
  }

  /** The limit of a call; 50 when it names none. */
  public static int limit(Call call) {
    return call.query("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  static Cursor parse(String text, int length) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      Cursor cursor = new Cursor(Arrays.asList(plain.split("\n", -1)));
      if (cursor.keys.size() == length) {
        return cursor;
      }
    } catch (IllegalArgumentException notBase64) {
      // Falls through to the problem: whoever wrote it, it is not ours.
    }
    throw new Problem(400, "cursor-unknown", Map.of());
  }

  public String key(int index) {
    return keys.get(index);
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join("\n", keys).getBytes(StandardCharsets.UTF_8));
  }
}
