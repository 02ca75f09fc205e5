package mx.interconsulta.records.trail;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.audit.AuditEntry;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the trail of this process: one hash chain, one owner. Entries that arrive while a write is
 * under way wait and go together with the next one, so a burst costs few writes and each caller
 * still hears only when its entry is durable.
 *
 * <p>After a failed write nobody can say which of its entries arrived. The chain is then left as it
 * stands, a verifiable prefix, its callers get {@code audit-unavailable} and no answer, and a new
 * chain begins. After {@code kill -9} the same holds.
 *
 * <p>Threading: {@link #append} may be called from anywhere; state belongs to the context on which
 * this was made.
 */
final class AuditChain implements AuditSink {
  private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);

  /** Most entries of one write. */
  static final int BATCH = 256;

  /** Most entries that may wait; beyond it the database is not keeping up and calls are refused. */
  static final int QUEUE = 10_000;

  /** Sittings remembered as already written; older ones are looked up again. */
  private static final int SITTINGS = 4_096;

  /** How long a failed write counts against the trail's health, unless another one succeeds. */
  static final Duration DOUBTED_FOR = Duration.ofSeconds(30);

  private record Waiting(AuditEntry entry, String sitting, Promise<Void> durable) {}

  private final Foundation foundation;
  private final Context owner;
  private final MongoCollection<ChainedEntry> entries;
  private final HeadKeeper heads;
  private final TrailMeters meters;

  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Map<String, Future<Void>> sittings =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Future<Void>> eldest) {
          return size() > SITTINGS && eldest.getValue().isComplete();
        }
      };
  private String chain = UUID.randomUUID().toString();
  private long sequence;
  private String head = "";
  private boolean writing;
  private Instant failedAt = Instant.MIN;

  AuditChain(Foundation foundation, HeadKeeper heads) {
    this.foundation = foundation;
    this.owner = foundation.vertx().getOrCreateContext();
    this.entries = foundation.database().collection(ChainedEntry.COLLECTION, ChainedEntry.class);
    this.heads = heads;
    this.meters = new TrailMeters(foundation.meters());
  }

  @Override
  public Future<Void> append(AuditEntry entry) {
    Context caller = foundation.vertx().getOrCreateContext();
    Promise<Void> answered = Promise.promise();
    owner.runOnContext(
        turn ->
            accept(entry)
                .onComplete(
                    durable ->
                        caller.runOnContext(
                            back -> {
                              if (durable.succeeded()) {
                                answered.complete();
                              } else {
                                answered.fail(durable.cause());
                              }
                            })));
    return answered.future();
  }

  /** Fails when the last write failed a moment ago, or the trail cannot be read. */
  Future<Void> check() {
    Promise<Void> checked = Promise.promise();
    owner.runOnContext(
        turn -> {
          Instant now = foundation.timers().clock().instant();
          if (failedAt.isAfter(now.minus(DOUBTED_FOR))) {
            checked.fail(unavailable());
          } else {
            heads.readable().onComplete(checked);
          }
        });
    return checked.future();
  }

  /** Writes down how far the chain has come. */
  Future<Void> saveHead() {
    Promise<Void> saved = Promise.promise();
    owner.runOnContext(turn -> heads.save().onComplete(saved));
    return saved.future();
  }

  private Future<Void> accept(AuditEntry entry) {
    String sitting = ChainedEntry.sittingKey(entry);
    if (sitting == null) {
      return enqueue(new Waiting(entry, null, Promise.promise()));
    }
    Future<Void> known = sittings.get(sitting);
    if (known != null) {
      return known;
    }
    Future<Void> written =
        isWritten(sitting)
            .compose(
                already ->
                    already
                        ? Future.succeededFuture()
                        : enqueue(new Waiting(entry, sitting, Promise.promise())));
    sittings.put(sitting, written);
    written.onFailure(failure -> sittings.remove(sitting, written));
    return written;
  }

  private Future<Void> enqueue(Waiting waiting) {
    if (queue.size() >= QUEUE) {
      return Future.failedFuture(unavailable());
    }
    queue.add(waiting);
    meters.waiting(queue.size());
    writeNext();
    return waiting.durable().future();
  }

  private void writeNext() {
    if (writing || queue.isEmpty()) {
      return;
    }
    writing = true;
    List<Waiting> batch = takeBatch();
    List<ChainedEntry> linked = link(batch);
    var sample = meters.start();
    insert(linked)
        .onComplete(written -> meters.written(sample, linked.size(), written.succeeded()))
        .onSuccess(written -> advance(linked.get(linked.size() - 1)))
        .recover(failure -> recover(batch.get(0), failure))
        .onComplete(
            settled -> {
              writing = false;
              batch.forEach(waiting -> settle(waiting.durable(), settled.succeeded()));
              writeNext();
            });
  }

  /**
   * The entries of the next write. The first call of a sitting goes alone: another process may have
   * written the same sitting, and then its refusal must concern no other entry.
   */
  private List<Waiting> takeBatch() {
    List<Waiting> batch = new ArrayList<>();
    batch.add(queue.poll());
    if (batch.get(0).sitting() == null) {
      while (batch.size() < BATCH && !queue.isEmpty() && queue.peek().sitting() == null) {
        batch.add(queue.poll());
      }
    }
    meters.waiting(queue.size());
    return batch;
  }

  private List<ChainedEntry> link(List<Waiting> batch) {
    List<ChainedEntry> linked = new ArrayList<>(batch.size());
    String previous = head;
    long next = sequence;
    for (Waiting waiting : batch) {
      ChainedEntry entry = ChainedEntry.of(waiting.entry(), chain, ++next, previous);
      linked.add(entry);
      previous = entry.hash();
    }
    return linked;
  }

  private Future<Void> insert(List<ChainedEntry> linked) {
    Database database = foundation.database();
    return linked.size() == 1
        ? database.done(entries.insertOne(linked.get(0)))
        : database.done(entries.insertMany(linked, new InsertManyOptions().ordered(true)));
  }

  private void advance(ChainedEntry last) {
    failedAt = Instant.MIN;
    boolean first = sequence == 0;
    sequence = last.sequence();
    head = last.hash();
    heads.stands(chain, sequence, head);
    if (first) {
      heads.save();
    }
  }

  /**
   * Succeeds when the one entry that failed is there already: another process wrote the sitting.
   */
  private Future<Void> recover(Waiting first, Throwable failure) {
    Future<Boolean> elsewhere =
        first.sitting() != null && Database.isDuplicateKey(failure)
            ? isWritten(first.sitting())
            : Future.succeededFuture(false);
    return elsewhere
        .otherwise(false)
        .compose(
            written -> {
              if (written) {
                return Future.succeededFuture();
              }
              LOG.error("the audit trail could not be written; a new chain begins", failure);
              failedAt = foundation.timers().clock().instant();
              beginAnew();
              return Future.failedFuture(unavailable());
            });
  }

  private void beginAnew() {
    chain = UUID.randomUUID().toString();
    sequence = 0;
    head = "";
    heads.left();
  }

  private static void settle(Promise<Void> durable, boolean written) {
    if (written) {
      durable.complete();
    } else {
      durable.fail(unavailable());
    }
  }

  private Future<Boolean> isWritten(String sitting) {
    return foundation
        .database()
        .first(
            foundation
                .database()
                .driver()
                .getCollection(ChainedEntry.COLLECTION)
                .find(Filters.eq("sitting", sitting))
                .projection(Projections.include("_id"))
                .limit(1))
        .map(found -> found != null);
  }

  private static Problem unavailable() {
    return new Problem(503, "audit-unavailable");
  }
}
