package mx.interconsulta.records.trail;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.sealing.SealBrokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down from time to time how far the chain has come. It never holds up an answer: an entry
 * is durable without it, and a head that lags only leaves the youngest entries to the hashes alone.
 * Used on the owner context of the chain only.
 */
final class HeadKeeper {

  /** How many other chains a new one remembers. */
  static final int NEIGHBOURS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(HeadKeeper.class);

  private final Foundation foundation;
  private final MongoCollection<ChainHead> heads;
  private final List<String> neighbours = new ArrayList<>();
  private String chain;
  private Instant startedAt;
  private long sequence;
  private long saved;
  private String hash = "";
  private Future<Void> saving = Future.succeededFuture();

  HeadKeeper(Foundation foundation) {
    this.foundation = foundation;
    this.heads = foundation.database().collection(ChainHead.COLLECTION, ChainHead.class);
  }

  /** Reads which chains are there already, the latest first. */
  Future<Void> open() {
    return foundation
        .database()
        .all(heads.find().sort(Sorts.descending("savedAt")).limit(NEIGHBOURS))
        .onSuccess(found -> found.forEach(this::remember))
        .mapEmpty();
  }

  private void remember(ChainHead other) {
    try {
      String head = foundation.sealing().open(ChainHead.headOf(other.id()), other.head());
      neighbours.add(other.id() + ":" + head.substring(0, head.indexOf(':')));
    } catch (SealBrokenException broken) {
      LOG.error("the head of audit chain {} does not open", other.id());
    }
  }

  /** The chain has come this far. */
  void stands(String chain, long sequence, String hash) {
    if (!chain.equals(this.chain)) {
      this.chain = chain;
      this.startedAt = now();
      this.saved = 0;
    }
    this.sequence = sequence;
    this.hash = hash;
  }

  /** The chain is left; the next one remembers it. */
  void left() {
    if (chain != null && saved > 0) {
      neighbours.add(0, chain + ":" + saved);
    }
    chain = null;
  }

  /** Writes the head down unless it stands there already. One write at a time, in order. */
  Future<Void> save() {
    if (!saving.isComplete()) {
      return saving.otherwiseEmpty().compose(before -> save());
    }
    if (chain == null || saved == sequence) {
      return Future.succeededFuture();
    }
    ChainHead head = sealed();
    long upTo = sequence;
    saving =
        foundation
            .database()
            .done(
                heads.replaceOne(
                    Filters.eq("_id", head.id()), head, new ReplaceOptions().upsert(true)))
            .onSuccess(
                written -> {
                  if (head.id().equals(chain)) {
                    saved = upTo;
                  }
                })
            .onFailure(failure -> LOG.warn("the head of the audit chain was not saved", failure));
    return saving;
  }

  /** Reads a head back, its own if it has one, and opens its seal; fails when it cannot. */
  Future<Void> readable() {
    return foundation
        .database()
        .first(
            chain != null && saved > 0
                ? heads.find(Filters.eq("_id", chain))
                : heads.find().limit(1))
        .map(
            head -> {
              if (head != null) {
                foundation.sealing().open(ChainHead.headOf(head.id()), head.head());
              }
              return null;
            });
  }

  private ChainHead sealed() {
    return new ChainHead(
        chain,
        startedAt,
        now(),
        foundation.sealing().seal(ChainHead.headOf(chain), sequence + ":" + hash),
        foundation
            .sealing()
            .seal(
                ChainHead.neighboursOf(chain),
                String.join("\n", neighbours.subList(0, Math.min(NEIGHBOURS, neighbours.size())))));
  }

  private Instant now() {
    return foundation.timers().clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
