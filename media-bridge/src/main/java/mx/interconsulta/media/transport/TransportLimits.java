package mx.interconsulta.media.transport;

/**
 * How much a stranger, or a participant, can make a port hold.
 *
 * @param peers participants registered at one port
 * @param pathsPerPeer remote addresses a participant's checks may come from at one time
 * @param tcpConnections accepted ICE-TCP connections
 * @param unverifiedTcpPerAddress connections of one remote address that no check has verified yet
 * @param unverifiedTcpMillis how long a connection may stay so
 * @param frameBytes longest RFC 4571 frame and longest datagram that is looked at
 * @param handshakes DTLS handshakes at one time, each on a thread; more wait
 * @param handshakeMillis from the first DTLS record to the end of the handshake
 * @param dtlsQueue datagrams of one peer waiting for its handshake
 * @param answerMillis from registering to the answer
 * @param connectMillis from the answer to secured media
 * @param consentMillis without a verified check (RFC 7675, section 5.1: 30 s)
 * @param ssrcsPerPeer SSRCs with a cipher in each direction
 * @param tcpQueueBytes written but not yet taken by the kernel, before pictures are dropped
 */
public record TransportLimits(
    int peers,
    int pathsPerPeer,
    int tcpConnections,
    int unverifiedTcpPerAddress,
    int unverifiedTcpMillis,
    int frameBytes,
    int handshakes,
    int handshakeMillis,
    int dtlsQueue,
    int answerMillis,
    int connectMillis,
    int consentMillis,
    int ssrcsPerPeer,
    int tcpQueueBytes) {

  /** Enough for rooms of 8 senders with 100 listeners, several of them. */
  public static final TransportLimits STANDARD =
      new TransportLimits(
          1000, 16, 1500, 32, 10_000, 2048, 32, 15_000, 32, 60_000, 30_000, 30_000, 512, 64 * 1024);
}
