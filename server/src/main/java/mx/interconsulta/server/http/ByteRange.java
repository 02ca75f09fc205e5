package mx.interconsulta.server.http;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mx.interconsulta.platform.problem.Problem;

/**
 * The part of a download that a caller asks for (RFC 9110, 14). One range is served; several, or a
 * unit other than bytes, get the whole, as the RFC allows.
 *
 * @param from first byte
 * @param to one past the last byte
 * @param partial whether it is a part
 */
record ByteRange(long from, long to, boolean partial) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Reads a Range header; null is the whole. Throws 416 when the range lies outside. */
  static ByteRange of(String header, long length) {
    Matcher one = header == null ? null : ONE.matcher(header.trim());
    if (one == null || !one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return new ByteRange(0, length, false);
    }
    long from;
    long to;
    if (one.group(1).isEmpty()) {
      long last = Long.parseLong(one.group(2));
      from = Math.max(0, length - last);
      to = length;
    } else {
      from = Long.parseLong(one.group(1));
      to = one.group(2).isEmpty() ? length : Math.min(length, Long.parseLong(one.group(2)) + 1);
    }
    if (from >= to) {
      throw new Problem(416, "range-outside", Map.of("length", length));
    }
    return new ByteRange(from, to, true);
  }

  long length() {
    return to - from;
  }

  String contentRange(long whole) {
    return "bytes " + from + "-" + (to - 1) + "/" + whole;
  }
}
