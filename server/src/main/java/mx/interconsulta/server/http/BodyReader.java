package mx.interconsulta.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import mx.interconsulta.platform.problem.Problem;

/** Reads the body of a paused request, but no more of it than allowed. */
final class BodyReader {
  private BodyReader() {}

  /**
   * The whole body. Fails with 413 {@code body-too-large}, at once when the length is announced.
   */
  static Future<Buffer> read(HttpServerRequest request, long limit) {
    if (announced(request) > limit) {
      return Future.failedFuture(tooLarge(limit));
    }
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(promise::tryFail);
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > limit) {
            request.handler(null);
            promise.tryFail(tooLarge(limit));
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> promise.tryComplete(body));
    request.resume();
    return promise.future();
  }

  /** The announced length; -1 when none or nonsense is announced. */
  static long announced(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length == null) {
      return -1;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException nonsense) {
      return -1;
    }
  }

  static Problem tooLarge(long limit) {
    return new Problem(413, "body-too-large", java.util.Map.of("limit", limit));
  }
}
