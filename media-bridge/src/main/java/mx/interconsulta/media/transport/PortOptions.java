package mx.interconsulta.media.transport;

import java.util.List;
import java.util.Objects;

/**
 * Where a port is bound.
 *
 * @param host address or name to bind; {@code 0.0.0.0} or {@code ::} for every address of the
 *     machine (each is bound by itself, so that an answer leaves from where the question arrived)
 * @param udpPort 0 for any
 * @param tcpPort 0 for any
 * @param advertised addresses that participants reach this machine under when a NAT is in front;
 *     listed beside the machine's own
 * @param nativeTransport whether epoll may be used where it is there
 */
public record PortOptions(
    String host,
    int udpPort,
    int tcpPort,
    List<String> advertised,
    boolean nativeTransport,
    TransportLimits limits) {

  public PortOptions {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(limits, "limits");
    advertised = List.copyOf(advertised);
  }

  /** Any two free ports of this address, standard limits. */
  public static PortOptions anyPort(String host) {
    return new PortOptions(host, 0, 0, List.of(), true, TransportLimits.STANDARD);
  }
}
