package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Map;
import mx.interconsulta.platform.problem.Problem;

/**
 * Takes in the bytes of one call. They are kept part by part as they come, the sender waiting
 * meanwhile, so that a line that drops loses at most what was on its way: what had come is kept,
 * and the next call goes on from there. For one context.
 */
final class Arrival {
  /** Small enough that a slow line is seen to move, large enough that the database is not busy. */
  static final int PART = 256 * 1024;

  private final AttachmentStore store;
  private final ReadStream<Buffer> body;
  private final Promise<Attachment> promise = Promise.promise();
  private Attachment at;
  private long taken;
  private Buffer pending = Buffer.buffer();
  private boolean busy;
  private boolean ended;
  private Throwable broken;

  private Arrival(AttachmentStore store, Attachment base, ReadStream<Buffer> body) {
    this.store = store;
    this.at = base;
    this.taken = base.received();
    this.body = body;
  }

  /**
   * Reads a body to its end.
   *
   * @return the attachment as it stands then; fails when the line drops, when more comes than was
   *     announced, or when another call has taken over
   */
  static Future<Attachment> of(AttachmentStore store, Attachment base, ReadStream<Buffer> body) {
    Arrival arrival = new Arrival(store, base, body);
    body.exceptionHandler(arrival::broke);
    body.endHandler(
        end -> {
          arrival.ended = true;
          arrival.go();
        });
    body.handler(arrival::came);
    body.resume();
    return arrival.promise.future();
  }

  private void came(Buffer bytes) {
    pending.appendBuffer(bytes);
    taken += bytes.length();
    if (taken > at.size()) {
      fail(new Problem(422, "file-longer-than-said"));
    } else if (pending.length() >= PART) {
      body.pause();
      go();
    }
  }

  private void broke(Throwable failure) {
    broken = failure;
    go();
  }

  private void fail(Throwable failure) {
    body.handler(null);
    promise.tryFail(failure);
  }

  private void go() {
    boolean last = ended || broken != null;
    if (busy || promise.future().isComplete()) {
      return;
    }
    if (pending.length() >= PART || (last && pending.length() > 0)) {
      keep();
    } else if (broken != null) {
      // Nobody reads this any more, unless the body itself was refused.
      fail(broken instanceof Problem ? broken : new Problem(400, "file-interrupted"));
    } else if (ended) {
      promise.tryComplete(at);
    } else {
      body.resume();
    }
  }

  private void keep() {
    byte[] part = pending.getBytes();
    pending = Buffer.buffer();
    busy = true;
    store
        .append(at, part)
        .onSuccess(
            kept -> {
              busy = false;
              if (kept.isEmpty()) {
                fail(Problem.conflict("file-offset", Map.of()));
              } else {
                at = kept.get();
                go();
              }
            })
        .onFailure(this::fail);
  }
}
