package mx.interconsulta.bench.book;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The end of a warm-up: this process's compiler has little left to do. Servers run for days, so
 * what they cost while they are being compiled says nothing about them, and two processes that
 * share a load come to that point later than one that has it alone.
 *
 * @param atMost when it is over in any case
 */
record CompilerRest(Duration atMost) {
  private static final int WINDOW_SECONDS = 5;
  private static final double SHARE = 0.05;

  /** Waits until compiling took less than a twentieth of the last five seconds. */
  void await() throws InterruptedException {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    Deque<Long> spent = new ArrayDeque<>();
    for (long second = 0; second < atMost.toSeconds(); second++) {
      spent.addLast(compiler.getTotalCompilationTime());
      if (spent.size() > WINDOW_SECONDS) {
        long within = spent.getLast() - spent.removeFirst();
        if (within < SHARE * WINDOW_SECONDS * 1_000) {
          return;
        }
      }
      Thread.sleep(1_000);
    }
  }
}
