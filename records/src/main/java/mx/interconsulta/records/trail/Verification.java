package mx.interconsulta.records.trail;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.problem.Problem;
import mx.interconsulta.platform.sealing.SealBrokenException;
import org.bson.conversions.Bson;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Recomputes the chains of the trail in one pass over the collection, a few hundred entries in
 * memory at a time, on the driver's threads. One at a time in a process.
 */
final class Verification {
  private static final int PAGE = 500;

  private final Foundation foundation;
  private final AtomicBoolean running = new AtomicBoolean();

  Verification(Foundation foundation) {
    this.foundation = foundation;
  }

  /** Verifies all chains, or one when its id is given. */
  Future<JsonObject> run(String chain) {
    if (!running.compareAndSet(false, true)) {
      return Future.failedFuture(new Problem(409, "verification-running"));
    }
    return expectations(chain)
        .compose(checks -> follow(checks, chain))
        .map(Verification::result)
        .onComplete(ended -> running.set(false));
  }

  /** What the sealed heads say, read before the entries so that it can only lag behind them. */
  private Future<Map<String, ChainCheck>> expectations(String chain) {
    return foundation
        .database()
        .all(foundation.database().collection(ChainHead.COLLECTION, ChainHead.class).find())
        .map(
            heads -> {
              Map<String, ChainCheck> checks = new TreeMap<>();
              heads.forEach(head -> expect(checks, head));
              if (chain != null) {
                checks.keySet().retainAll(List.of(chain));
              }
              return checks;
            });
  }

  private void expect(Map<String, ChainCheck> checks, ChainHead head) {
    ChainCheck own = checks.computeIfAbsent(head.id(), ChainCheck::new);
    try {
      String[] stood =
          foundation.sealing().open(ChainHead.headOf(head.id()), head.head()).split(":", 2);
      own.reached(Long.parseLong(stood[0]), stood[1]);
      foundation
          .sealing()
          .open(ChainHead.neighboursOf(head.id()), head.neighbours())
          .lines()
          .map(line -> line.split(":", 2))
          .forEach(
              line ->
                  checks
                      .computeIfAbsent(line[0], ChainCheck::new)
                      .reached(Long.parseLong(line[1]), ""));
    } catch (SealBrokenException broken) {
      own.headBroken();
    }
  }

  private Future<Map<String, ChainCheck>> follow(Map<String, ChainCheck> checks, String chain) {
    Bson which = chain == null ? Filters.empty() : Filters.eq("chain", chain);
    Context context = foundation.vertx().getOrCreateContext();
    Promise<Map<String, ChainCheck>> followed = Promise.promise();
    foundation
        .database()
        .collection(ChainedEntry.COLLECTION, ChainedEntry.class)
        .find(which)
        .sort(Sorts.ascending("chain", "sequence"))
        .batchSize(PAGE)
        .subscribe(
            new Subscriber<>() {
              private Subscription entries;
              private long asked;

              @Override
              public void onSubscribe(Subscription subscription) {
                entries = subscription;
                entries.request(PAGE);
              }

              @Override
              public void onNext(ChainedEntry entry) {
                checks.computeIfAbsent(entry.chain(), ChainCheck::new).next(entry);
                if (++asked % PAGE == 0) {
                  entries.request(PAGE);
                }
              }

              @Override
              public void onError(Throwable failure) {
                context.runOnContext(turn -> followed.fail(failure));
              }

              @Override
              public void onComplete() {
                context.runOnContext(turn -> followed.complete(checks));
              }
            });
    return followed.future();
  }

  private static JsonObject result(Map<String, ChainCheck> checks) {
    JsonArray chains = new JsonArray();
    boolean intact = true;
    long entries = 0;
    for (ChainCheck check : checks.values()) {
      check.end();
      intact &= check.intact();
      entries += check.entries();
      chains.add(check.toJson());
    }
    return new JsonObject().put("intact", intact).put("entries", entries).put("chains", chains);
  }
}
