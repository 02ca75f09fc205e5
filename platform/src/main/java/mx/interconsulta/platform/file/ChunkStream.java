package mx.interconsulta.platform.file;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.IntFunction;

/**
 * Chunks one after another, each fetched when the reader can take it. Begins paused. For one
 * context.
 */
final class ChunkStream implements ReadStream<Buffer> {
  private final int end;
  private final IntFunction<Future<Buffer>> chunks;
  private int next;
  private long demand;
  private boolean fetching;
  private boolean over;
  private Buffer held;
  private Handler<Buffer> onChunk;
  private Handler<Void> onEnd = end -> {};
  private Handler<Throwable> onFailure = failure -> {};

  /**
   * A stream that has not begun.
   *
   * @param from the first chunk
   * @param end one past the last
   * @param chunks fetches one
   */
  ChunkStream(int from, int end, IntFunction<Future<Buffer>> chunks) {
    this.next = from;
    this.end = end;
    this.chunks = chunks;
  }

  private void pump() {
    if (over || onChunk == null || demand == 0) {
      return;
    }
    if (held != null) {
      Buffer chunk = held;
      held = null;
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      onChunk.handle(chunk);
      pump();
    } else if (fetching) {
      return;
    } else if (next == end) {
      over = true;
      onEnd.handle(null);
    } else {
      fetching = true;
      chunks
          .apply(next++)
          .onSuccess(
              chunk -> {
                fetching = false;
                held = chunk;
                pump();
              })
          .onFailure(
              failure -> {
                over = true;
                onFailure.handle(failure);
              });
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    onFailure = handler == null ? failure -> {} : handler;
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(Handler<Buffer> handler) {
    onChunk = handler;
    pump();
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    demand = 0;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
    pump();
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(Handler<Void> handler) {
    onEnd = handler == null ? end -> {} : handler;
    return this;
  }
}
