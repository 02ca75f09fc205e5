package mx.interconsulta.records.note;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells requests that they are answered. A signature leaves {@code due} on the note; the relay
 * moves the request, has the answer counted, takes its drafts away and then the {@code due}. Each
 * step may be repeated, by this process or another, so a process may die between any two: the next
 * start, or the next round of any other server, goes on. Thread-safe.
 */
final class AnswerRelay {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerRelay.class);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final int TOGETHER = 50;

  private final CaseFiles files;
  private final Drafts drafts;
  private final NoteLedger ledger;
  private final AnswerTally tally;
  private final Counter failures;
  private final AtomicInteger overdue;
  private final Timers.Cancellable rounds;
  private volatile boolean resting;

  AnswerRelay(
      Foundation foundation, CaseFiles files, Drafts drafts, NoteLedger ledger, AnswerTally tally) {
    this.files = files;
    this.drafts = drafts;
    this.ledger = ledger;
    this.tally = tally;
    this.failures = foundation.meters().counter("interconsulta.notes.relay.failures");
    this.overdue = foundation.meters().gauge("interconsulta.notes.due", new AtomicInteger());
    this.rounds = foundation.timers().every(ROUND, this::round);
  }

  /** Everything that is due now. Never fails: what could not be done stays due. */
  Future<Void> round() {
    return resting ? Future.succeededFuture() : dueNow();
  }

  /** Whether rounds wait; what is signed meanwhile is still told at once. */
  void rest(boolean now) {
    resting = now;
  }

  private Future<Void> dueNow() {
    return ledger
        .due(TOGETHER)
        .onSuccess(due -> overdue.set(due.size()))
        .compose(
            due -> {
              Future<Void> all = Future.succeededFuture();
              for (SignedEntry entry : due) {
                all = all.compose(done -> relay(entry));
              }
              return all;
            })
        .otherwiseEmpty();
  }

  /** One note. Never fails: the next round tries again. */
  Future<Void> relay(SignedEntry entry) {
    return files
        .answered(entry)
        .compose(answered -> tally.tally(ledger.answer(entry)))
        .compose(tallied -> drafts.removeAllOf(entry.request()))
        .compose(removed -> ledger.settled(entry))
        .onFailure(
            failure -> {
              failures.increment();
              LOG.warn("the answer of request {} is still due", entry.request(), failure);
            })
        .otherwiseEmpty();
  }

  void close() {
    rounds.cancel();
  }
}
