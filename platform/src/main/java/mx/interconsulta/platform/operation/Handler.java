package mx.interconsulta.platform.operation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;
import java.util.Set;

/** The three shapes a handler may have. Each runs on the request's context and never blocks it. */
public sealed interface Handler {

  /** Validated JSON in, an answer out. */
  @FunctionalInterface
  non-sealed interface Json extends Handler {
    Future<Answer> handle(Call call);
  }

  /** A stream in, an answer out. The stream arrives paused; the handler resumes it. */
  @FunctionalInterface
  non-sealed interface StreamIn extends Handler {
    Future<Answer> handle(Call call, ReadStream<Buffer> body);
  }

  /** A stream out, whole or one range of it. */
  @FunctionalInterface
  non-sealed interface StreamOut extends Handler {
    Future<Download> handle(Call call);
  }

  /**
   * A stream that can be read from any offset.
   *
   * @param mediaType RFC 6838 media type
   * @param fileName name offered to the person who saves it
   * @param length length in bytes
   * @param source opens the bytes from {@code from} (inclusive) to {@code to} (exclusive)
   * @param patients as in {@link Answer#patients()}
   */
  record Download(
      String mediaType, String fileName, long length, RangeSource source, Set<String> patients) {
    public Download {
      Objects.requireNonNull(mediaType, "mediaType");
      Objects.requireNonNull(fileName, "fileName");
      Objects.requireNonNull(source, "source");
    }
  }

  /** Opens a range of bytes. */
  @FunctionalInterface
  interface RangeSource {
    Future<ReadStream<Buffer>> open(long from, long to);
  }
}
