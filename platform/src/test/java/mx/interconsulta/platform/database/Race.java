package mx.interconsulta.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Threads that do something at the same moment. */
final class Race {
  static final int THREADS = 16;

  private Race() {}

  /** What each thread got, in no order; the first failure is thrown. */
  static <T> List<T> run(IntFunction<T> runner) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<T>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        runs.add(
            () -> {
              start.await(10, TimeUnit.SECONDS);
              return runner.apply(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> run : threads.invokeAll(runs)) {
        results.add(run.get());
      }
      return results;
    } catch (ExecutionException failure) {
      throw new AssertionError("a runner failed", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    } finally {
      threads.shutdownNow();
    }
  }
}
