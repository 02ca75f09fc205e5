package mx.interconsulta.signaling.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final Context owner = VERTX.getOrCreateContext();
  private final Turns turns = new Turns(owner);

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void whatOneThreadAsksForHappensInTheOrderOfItsCalls() throws Exception {
    int threads = 4;
    int each = 20_000;
    List<int[]> happened = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(threads * each);
    List<Thread> askers = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread;
      Thread asker =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  int[] turn = {number, i};
                  Runnable action =
                      () -> {
                        happened.add(turn);
                        all.countDown();
                      };
                  if (i % 2 == 0) {
                    turns.take(action);
                  } else {
                    turns.takeLater(action);
                  }
                }
              });
      asker.start();
      askers.add(asker);
    }
    assertTrue(all.await(30, TimeUnit.SECONDS));
    for (Thread asker : askers) {
      asker.join();
    }

    Map<Integer, Integer> next = new HashMap<>();
    for (int[] turn : happened) {
      assertEquals(next.getOrDefault(turn[0], 0), turn[1]);
      next.put(turn[0], turn[1] + 1);
    }
    assertEquals(threads * each, happened.size());
  }

  @Test
  void onTheOwnersThreadATurnIsTakenAtOnceButNeverInsideAnother() throws Exception {
    List<String> happened = new ArrayList<>();
    onOwner(
        () -> {
          turns.take(
              () -> {
                happened.add("first begins");
                turns.take(() -> happened.add("second"));
                happened.add("first ends");
              });
          happened.add("back");
        });

    assertEquals(List.of("first begins", "first ends", "second", "back"), happened);
  }

  @Test
  void aTurnForLaterWaitsUntilTheCallHasReturnedAndKeepsItsPlace() throws Exception {
    List<String> happened = new ArrayList<>();
    CountDownLatch both = new CountDownLatch(2);
    onOwner(
        () -> {
          turns.takeLater(() -> note(happened, "first", both));
          turns.take(() -> note(happened, "second", both));
          assertTrue(happened.isEmpty());
        });

    assertTrue(both.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("first", "second"), happened);
  }

  @Test
  void aTurnThatFailsIsToldAndSpoilsNoOther() throws Exception {
    AtomicReference<Throwable> told = new AtomicReference<>();
    owner.exceptionHandler(told::set);
    CountDownLatch done = new CountDownLatch(1);
    turns.take(
        () -> {
          throw new IllegalStateException("this one");
        });
    turns.take(done::countDown);

    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertEquals("this one", told.get().getMessage());
  }

  @Test
  void manyTurnsLetOthersOfTheSameThreadHaveTheirs() throws Exception {
    List<String> happened = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(1);
    onOwner(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            turns.takeLater(() -> happened.add("turn"));
          }
          turns.takeLater(all::countDown);
          owner.runOnContext(other -> happened.add("other"));
        });

    assertTrue(all.await(10, TimeUnit.SECONDS));
    int other = happened.indexOf("other");
    assertTrue(other > 0, "the other was never let in");
    assertFalse(other > 500, "the other waited for " + other + " turns");
  }

  private static void note(List<String> happened, String what, CountDownLatch both) {
    happened.add(what);
    both.countDown();
  }

  /** Runs on the owner's thread, as a handler of Vert.x would be, and waits for it. */
  private void onOwner(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    owner.runOnContext(
        turn -> {
          try {
            action.run();
            done.complete(null);
          } catch (RuntimeException | AssertionError failure) {
            done.completeExceptionally(failure);
          }
        });
    done.get(10, TimeUnit.SECONDS);
  }
}
