package mx.interconsulta.media.transport;

import java.net.InetSocketAddress;

/**
 * The nominated pair that packets use.
 *
 * @param remote where the participant is seen from; personal data, never logged
 */
public record TransportPath(Protocol protocol, InetSocketAddress remote) {

  /** What carries the packets. A TURN server in between is not visible from here. */
  public enum Protocol {
    UDP,
    TCP
  }

  @Override
  public String toString() {
    return protocol.name();
  }
}
