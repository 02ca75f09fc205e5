package mx.interconsulta.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupCommitTest {
  private final ExecutorService others = Executors.newCachedThreadPool();
  private int unsaved;
  private int saved;
  private RuntimeException failure;
  private final GroupCommit turns = new GroupCommit(() -> unsaved > 0, this::commit);

  private void commit() {
    if (failure != null) {
      throw failure;
    }
    saved += unsaved;
    unsaved = 0;
  }

  @AfterEach
  void end() {
    others.shutdownNow();
  }

  @Test
  void aCommandThatComesAloneIsSafeWhenItLeaves() {
    turns.enter();
    unsaved++;
    CompletableFuture<Void> safe = turns.join();
    assertFalse(safe.isDone());
    turns.leave();

    assertTrue(safe.isDone());
    assertEquals(1, saved);
  }

  @Test
  void aCommandThatSawNothingUnsafeWaitsForNobody() {
    turns.enter();
    assertTrue(turns.join().isDone());
    turns.leave();

    assertEquals(0, turns.commits());
  }

  @Test
  void commandsThatComeTogetherShareOneCommit() throws Exception {
    turns.enter();
    List<CompletableFuture<Void>> group = new ArrayList<>(queue(5));
    unsaved++;
    group.add(turns.join());
    turns.leave();

    for (CompletableFuture<Void> each : group) {
      each.get(20, TimeUnit.SECONDS);
    }
    assertEquals(6, saved);
    assertEquals(1, turns.commits());
  }

  @Test
  void whoReadsWhatIsNotSafeYetWaitsForIt() throws Exception {
    turns.enter();
    unsaved++;
    CompletableFuture<Void> writer = turns.join();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              turns.enter();
              CompletableFuture<Void> mine = turns.join();
              // Somebody is in line still: it is not the reader who commits.
              inLine(1);
              assertFalse(mine.isDone());
              turns.leave();
              mine.join();
            },
            others);
    inLine(1);
    CompletableFuture<Void> last = CompletableFuture.runAsync(this::passBy, others);
    inLine(2);
    turns.leave();

    reader.get(20, TimeUnit.SECONDS);
    last.get(20, TimeUnit.SECONDS);
    assertTrue(writer.isDone());
    assertEquals(1, turns.commits());
  }

  @Test
  void whoOnlyPassesByCommitsForThoseWhoCountedOnIt() throws Exception {
    turns.enter();
    CompletableFuture<Void> last = CompletableFuture.runAsync(this::passBy, others);
    inLine(1);
    unsaved++;
    CompletableFuture<Void> safe = turns.join();
    turns.leave();

    safe.get(20, TimeUnit.SECONDS);
    last.get(20, TimeUnit.SECONDS);
    assertEquals(1, saved);
  }

  @Test
  void underASteadyStreamAGroupHasAnEnd() throws Exception {
    turns.enter();
    List<CompletableFuture<Void>> all = queue(GroupCommit.LARGEST + 8);
    turns.leave();

    for (CompletableFuture<Void> each : all) {
      each.get(20, TimeUnit.SECONDS);
    }
    assertEquals(2, turns.commits());
  }

  @Test
  void aCommitThatFailsFailsAllWhoWaitedForItAndNobodyElse() throws Exception {
    failure = new IllegalStateException("the disk is full");
    turns.enter();
    List<CompletableFuture<Void>> group = queue(3);
    turns.leave();

    for (CompletableFuture<Void> each : group) {
      assertThrows(CompletionException.class, () -> each.orTimeout(20, TimeUnit.SECONDS).join());
    }
    failure = null;
    turns.enter();
    CompletableFuture<Void> next = turns.join();
    turns.leave();
    next.get(20, TimeUnit.SECONDS);
    assertEquals(3, saved);
  }

  /** Commands that change something, all in line before the caller goes on. */
  private List<CompletableFuture<Void>> queue(int commands) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < commands; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                turns.enter();
                unsaved++;
                CompletableFuture<Void> mine = turns.join();
                turns.leave();
                mine.join();
              },
              others));
      inLine(i + 1);
    }
    return all;
  }

  private void passBy() {
    turns.enter();
    turns.leave();
  }

  private void inLine(int wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (turns.inLine() != wanted) {
      assertTrue(System.nanoTime() < deadline, "nobody came in line");
      Thread.onSpinWait();
    }
  }
}
