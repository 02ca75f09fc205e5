package mx.interconsulta.server.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How much one call may ask for.
 *
 * @param bodyBytes largest JSON body
 * @param uploadBytes largest streamed body
 * @param handler longest time a handler may take before 503
 */
public record HttpLimits(long bodyBytes, long uploadBytes, Duration handler) {
  public HttpLimits {
    Objects.requireNonNull(handler, "handler");
    if (bodyBytes < 1024 || uploadBytes < 1024 || handler.isNegative() || handler.isZero()) {
      throw new IllegalArgumentException("limits are positive, and bodies at least 1024 bytes");
    }
  }
}
