package mx.interconsulta.media.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which addresses to bind for a host, and which candidates to list for them. */
final class LocalAddresses {
  /** Type preference of a host candidate (RFC 8445, section 5.1.2.2). */
  private static final long HOST_UDP = 126;

  /** Below every UDP candidate (RFC 6544, section 4.2). */
  private static final long HOST_TCP = 90;

  private static final int LARGEST_PREFERENCE = 8191;

  /** Direction preference of passive (RFC 6544, section 4.2). */
  private static final int PASSIVE = 2 << 13;

  private LocalAddresses() {}

  /** The host's address; for "any", every address of every interface that is up. */
  static List<InetAddress> of(String host) throws UnknownHostException, SocketException {
    InetAddress named = InetAddress.getByName(host);
    if (!named.isAnyLocalAddress()) {
      return List.of(named);
    }
    List<InetAddress> found = new ArrayList<>();
    List<InetAddress> loopback = new ArrayList<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (!each.isUp()) {
        continue;
      }
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        boolean six = address instanceof Inet6Address;
        if (address.isLinkLocalAddress() || (six && !(named instanceof Inet6Address))) {
          continue;
        }
        (address.isLoopbackAddress() ? loopback : found).add(address);
      }
    }
    return found.isEmpty() ? loopback : found;
  }

  /** Candidates of a bound port: those a NAT shows first, then the machine's own. */
  static List<Candidate> candidates(
      List<String> advertised, List<InetAddress> bound, int udpPort, int tcpPort) {
    List<String> addresses = new ArrayList<>(advertised);
    for (InetAddress each : bound) {
      String text = each.getHostAddress();
      int scope = text.indexOf('%');
      addresses.add(scope < 0 ? text : text.substring(0, scope));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      candidates.add(
          new Candidate(
              TransportPath.Protocol.UDP,
              i + 1,
              priority(HOST_UDP, PASSIVE + LARGEST_PREFERENCE - i),
              addresses.get(i),
              udpPort));
    }
    for (int i = 0; i < addresses.size(); i++) {
      candidates.add(
          new Candidate(
              TransportPath.Protocol.TCP,
              addresses.size() + i + 1,
              priority(HOST_TCP, PASSIVE + LARGEST_PREFERENCE - i),
              addresses.get(i),
              tcpPort));
    }
    return List.copyOf(candidates);
  }

  private static long priority(long type, int local) {
    return type << 24 | (long) local << 8 | 255;
  }
}
