package mx.interconsulta.media.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are, and of whom none has verified yet. */
final class TcpGuard {
  private final MediaLoop loop;
  private final TransportLimits limits;
  private final Map<InetAddress, Integer> unverified = new HashMap<>();
  private int connections;

  TcpGuard(MediaLoop loop, TransportLimits limits) {
    this.loop = loop;
    this.limits = limits;
  }

  TransportLimits limits() {
    return limits;
  }

  /** Whether one more may stay. */
  boolean admit(InetAddress from) {
    int waiting = unverified.getOrDefault(from, 0);
    if (connections >= limits.tcpConnections() || waiting >= limits.unverifiedTcpPerAddress()) {
      return false;
    }
    connections++;
    unverified.put(from, waiting + 1);
    return true;
  }

  /** Runs the action once a connection should have verified. */
  MediaLoop.Timer whenOverdue(Runnable action) {
    return loop.after(limits.unverifiedTcpMillis(), action);
  }

  void verified(InetAddress from) {
    unverified.computeIfPresent(from, (address, waiting) -> waiting == 1 ? null : waiting - 1);
  }

  void gone(InetAddress from, boolean wasVerified) {
    connections--;
    if (!wasVerified) {
      verified(from);
    }
  }

  int connections() {
    return connections;
  }
}
