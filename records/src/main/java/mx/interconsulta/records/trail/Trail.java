package mx.interconsulta.records.trail;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import mx.interconsulta.platform.Foundation;
import mx.interconsulta.platform.audit.AuditSink;
import mx.interconsulta.platform.database.Database;
import mx.interconsulta.platform.database.Indexes;
import mx.interconsulta.platform.operation.Operation;
import mx.interconsulta.platform.time.Timers;

/**
 * The audit trail: who used which patient's data, when, by which right. Written before the answer
 * leaves, chained by hashes, read by auditors.
 */
public final class Trail {
  private static final Duration HEAD_EVERY = Duration.ofSeconds(5);

  private final AuditChain chain;
  private final Foundation foundation;
  private final Timers.Cancellable saving;

  private Trail(Foundation foundation, HeadKeeper heads) {
    this.chain = new AuditChain(foundation, heads);
    this.foundation = foundation;
    this.saving = foundation.timers().every(HEAD_EVERY, chain::saveHead);
  }

  /** Opens the trail: its indexes are there and a new chain can begin. */
  public static Future<Trail> open(Foundation foundation) {
    HeadKeeper heads = new HeadKeeper(foundation);
    return index(foundation.database())
        .compose(indexed -> heads.open())
        .map(opened -> new Trail(foundation, heads));
  }

  private static Future<Void> index(Database database) {
    return Indexes.declare()
        .unique(ChainedEntry.COLLECTION, "chain", "sequence")
        .uniqueSparse(ChainedEntry.COLLECTION, "sitting")
        .index(ChainedEntry.COLLECTION, "-at", "-_id")
        .index(ChainedEntry.COLLECTION, "person", "-at")
        .index(ChainedEntry.COLLECTION, "patients", "-at")
        .create(database);
  }

  /** Where operations write what they used. */
  public AuditSink sink() {
    return chain;
  }

  /** Fails while the trail cannot be written or read; nothing is answered then. */
  public Future<Void> check() {
    return chain.check();
  }

  /** The operations {@code listAudit} and {@code verifyAudit}. */
  public List<Operation> operations(StaffNames names) {
    return new TrailOperations(foundation, names).all();
  }

  /** Writes the head of the chain down. Entries that were answered are durable already. */
  public Future<Void> close() {
    saving.cancel();
    return chain.saveHead();
  }
}
