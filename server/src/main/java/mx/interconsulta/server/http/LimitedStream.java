package mx.interconsulta.server.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A stream that fails once it has carried more bytes than allowed. */
final class LimitedStream implements ReadStream<Buffer> {
  private final ReadStream<Buffer> source;
  private final long limit;
  private long carried;
  private boolean broken;
  private Handler<Throwable> onFailure = failure -> {};

  LimitedStream(ReadStream<Buffer> source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    onFailure = handler == null ? failure -> {} : handler;
    source.exceptionHandler(onFailure);
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(Handler<Buffer> handler) {
    if (handler == null) {
      source.handler(null);
      return this;
    }
    source.handler(
        chunk -> {
          carried += chunk.length();
          if (carried <= limit) {
            handler.handle(chunk);
          } else if (!broken) {
            broken = true;
            onFailure.handle(BodyReader.tooLarge(limit));
          }
        });
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    source.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    source.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    source.fetch(amount);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(Handler<Void> handler) {
    source.endHandler(
        handler == null
            ? null
            : end -> {
              if (!broken) {
                handler.handle(null);
              }
            });
    return this;
  }
}
