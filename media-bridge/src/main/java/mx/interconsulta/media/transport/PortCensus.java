package mx.interconsulta.media.transport;

/**
 * How much a port holds. All zero when nobody is there: whatever a peer did, its end leaves
 * nothing.
 *
 * @param peers registered peers
 * @param fragments user name fragments that a check may name
 * @param udpPaths remote addresses that a verified check came from
 * @param tcpConnections accepted connections, verified or not
 * @param handshakes DTLS handshakes running or waiting for a thread
 * @param ciphers SRTP and SRTCP contexts, one for each SSRC and direction
 */
public record PortCensus(
    int peers, int fragments, int udpPaths, int tcpConnections, int handshakes, int ciphers) {

  /** Nobody there. */
  public static final PortCensus EMPTY = new PortCensus(0, 0, 0, 0, 0, 0);
}
