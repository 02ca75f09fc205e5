package mx.interconsulta.records.attachment;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.file.StoredFile;
import mx.interconsulta.platform.time.Timers;
import mx.interconsulta.scheduling.request.RequestCase;
import mx.interconsulta.scheduling.request.RequestState;
import mx.interconsulta.scheduling.request.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what nobody will ever read: files that never arrived whole, that their author took
 * away before anything named them, or whose request came to nothing; and bytes that a dead server
 * wrote and no attachment names. What a version, an answer or a signed note names stays for good.
 * Every server sweeps; doing it twice is harmless.
 */
final class AttachmentSweep {
  private static final Logger LOG = LoggerFactory.getLogger(AttachmentSweep.class);
  private static final Duration PERIOD = Duration.ofMinutes(10);

  /** Nobody goes on with an upload after this. */
  static final Duration ARRIVING = Duration.ofHours(24);

  /** Somebody may just be sending what this would be part of. */
  static final Duration YOUNG = Duration.ofHours(1);

  /** Bytes without an owner are looked for this far back; a round never misses so many. */
  private static final Duration OLDEST = Duration.ofDays(7);

  private static final int BATCH = 200;

  /** In these nothing can be sent or signed any more. */
  private static final Set<RequestState> OVER =
      Set.of(
          RequestState.CANCELLED,
          RequestState.EXPIRED,
          RequestState.DECLINED,
          RequestState.ANSWERED,
          RequestState.CLOSED);

  private final AttachmentStore store;
  private final AttachmentReach reach;
  private final Requests requests;
  private final Timers.Cancellable rounds;
  private final AtomicBoolean busy = new AtomicBoolean();

  AttachmentSweep(
      Foundation foundation, AttachmentStore store, AttachmentReach reach, Requests requests) {
    this.store = store;
    this.reach = reach;
    this.requests = requests;
    this.rounds =
        foundation
            .timers()
            .every(
                PERIOD,
                () -> {
                  if (busy.compareAndSet(false, true)) {
                    round()
                        .onFailure(
                            failure -> LOG.warn("files: {}", failure.getClass().getSimpleName()))
                        .onComplete(done -> busy.set(false));
                  }
                });
  }

  void close() {
    rounds.cancel();
  }

  /** One round. */
  Future<Void> round() {
    Instant now = store.now();
    return store
        .looseSince(now.minus(YOUNG), BATCH)
        .compose(this::each)
        .compose(done -> store.dropLooseParts(now.minus(ARRIVING), BATCH))
        .compose(done -> store.files().between(now.minus(OLDEST), now.minus(YOUNG), BATCH * 10))
        .compose(this::eachFile);
  }

  private Future<Void> each(List<Attachment> loose) {
    Future<Void> done = Future.succeededFuture();
    for (Attachment attachment : loose) {
      done = done.compose(next -> look(attachment));
    }
    return done;
  }

  private Future<Void> look(Attachment attachment) {
    if (!attachment.isKept()) {
      boolean abandoned = attachment.changedAt().isBefore(store.now().minus(ARRIVING));
      return abandoned ? store.erase(attachment) : Future.succeededFuture();
    }
    return requests
        .find(attachment.request())
        .compose(
            request ->
                request.isEmpty()
                    ? store.erase(attachment)
                    : reach
                        .isSent(attachment, request.get())
                        .compose(sent -> decide(attachment, request.get(), sent)));
  }

  private Future<Void> decide(Attachment attachment, RequestCase request, boolean sent) {
    if (sent) {
      return store.bind(attachment);
    }
    boolean useless = attachment.removedAt() != null || OVER.contains(request.state());
    return useless ? store.erase(attachment) : store.lookAgain(attachment);
  }

  private Future<Void> eachFile(List<StoredFile> files) {
    Future<Void> done = Future.succeededFuture();
    for (StoredFile file : files) {
      done =
          done.compose(next -> store.find(file.metadata().owner()))
              .compose(
                  owner -> {
                    boolean named =
                        owner
                            .filter(
                                there ->
                                    file.id().equals(there.file())
                                        || file.id().equals(there.thumbnail()))
                            .isPresent();
                    return named ? Future.succeededFuture() : store.files().delete(file.id());
                  });
    }
    return done;
  }
}
