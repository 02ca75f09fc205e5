package mx.interconsulta.platform.database.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One command after the other, and one commit for all that came together. A command takes its turn,
 * works, joins and leaves; what it joined tells when everything is safe that it changed or may have
 * seen. Whoever leaves and finds nobody in line commits for all who joined since the last commit:
 * so a command that comes alone waits for nobody, and while one is committing the next ones gather.
 *
 * <p>Measured before: two thirds of a busy database's processor went into writing the changed pages
 * of every index once for each command (docs/decisions/0013).
 *
 * <p>Threading: {@link #enter} to {@link #leave} by one thread, as with a lock; what {@link #join}
 * returns is waited for after {@link #leave}.
 */
final class GroupCommit {
  /** Most commands that wait for one commit, so that under a steady stream all are answered. */
  static final int LARGEST = 32;

  /** For who has nothing to wait for. */
  static final CompletableFuture<Void> SAFE = CompletableFuture.completedFuture(null);

  private final ReentrantLock turn = new ReentrantLock();
  private final BooleanSupplier unsaved;
  private final Runnable commit;
  private CompletableFuture<Void> group = new CompletableFuture<>();
  private int joined;
  private long commits;

  /**
   * @param unsaved whether anything changed since the last commit
   * @param commit makes all changes safe; may fail
   */
  GroupCommit(BooleanSupplier unsaved, Runnable commit) {
    this.unsaved = unsaved;
    this.commit = commit;
  }

  void enter() {
    turn.lock();
  }

  /**
   * Completes when all that was changed up to now is safe, at once when it is; fails as the commit
   * did.
   */
  CompletableFuture<Void> join() {
    if (!unsaved.getAsBoolean()) {
      return SAFE;
    }
    joined++;
    return group;
  }

  /** Ends the turn; commits for all who joined, unless somebody in line will. */
  void leave() {
    try {
      if (joined >= LARGEST || !turn.hasQueuedThreads()) {
        commitForAll();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Commits now for all who joined. */
  void commitForAll() {
    if (joined == 0) {
      return;
    }
    CompletableFuture<Void> committed = group;
    group = new CompletableFuture<>();
    joined = 0;
    try {
      commit.run();
      commits++;
      committed.complete(null);
    } catch (RuntimeException failure) {
      committed.completeExceptionally(failure);
    }
  }

  /** Commits so far. Belongs to the turn. */
  long commits() {
    return commits;
  }

  /** How many wait for their turn. */
  int inLine() {
    return turn.getQueueLength();
  }
}
