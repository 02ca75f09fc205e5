package mx.interconsulta.signaling.presence;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import mx.interconsulta.scheduling.directory.Presence;
import mx.interconsulta.signaling.node.ServerNode;

/**
 * Who has a page open, on any server. A person is present while one of their pages has an open
 * WebSocket; a connection that waits to be resumed does not count.
 */
public final class ConnectedPeople implements Presence {
  private final ServerNode node;
  private final Map<String, Integer> pages = new HashMap<>();

  public ConnectedPeople(ServerNode node) {
    this.node = node;
  }

  /** A page opened its WebSocket. */
  public synchronized void opened(String person) {
    if (pages.merge(person, 1, Integer::sum) == 1) {
      node.connected(person);
    }
  }

  /** A page's WebSocket is gone. */
  public synchronized void closed(String person) {
    if (pages.computeIfPresent(person, (same, count) -> count == 1 ? null : count - 1) == null) {
      node.gone(person);
    }
  }

  @Override
  public Future<Set<String>> presentNow(Set<String> people) {
    return node.connectedAmong(people);
  }
}
