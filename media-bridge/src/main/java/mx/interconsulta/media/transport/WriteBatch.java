package mx.interconsulta.media.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Flushes what was written: once at the end of a batch of arrived packets, or else at the end of
 * the loop's turn. One system call then sends many datagrams.
 */
final class WriteBatch {
  private final MediaLoop loop;
  private final List<Outlet> touched = new ArrayList<>();
  private final Runnable turnEnds = this::turnEnds;
  private boolean awaitingTurn;

  WriteBatch(MediaLoop loop) {
    this.loop = loop;
  }

  void touched(Outlet outlet) {
    touched.add(outlet);
    if (!awaitingTurn) {
      awaitingTurn = true;
      loop.post(turnEnds);
    }
  }

  /** Sends what was written until now. */
  void flush() {
    for (int i = 0; i < touched.size(); i++) {
      touched.get(i).flush();
    }
    touched.clear();
  }

  private void turnEnds() {
    awaitingTurn = false;
    flush();
  }
}
