package mx.interconsulta.media.transport;

/**
 * A host candidate of this server (RFC 8445, section 5.1; RFC 6544 for TCP).
 *
 * @param transport UDP, or TCP passive
 * @param priority RFC 8445, section 5.1.2.1
 * @param address numeric IPv4 or IPv6 address
 */
public record Candidate(
    TransportPath.Protocol transport, int foundation, long priority, String address, int port) {

  /** Whether only this machine itself reaches it (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
  public boolean onLoopback() {
    return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
  }

  /** The value of {@code a=candidate}, without {@code a=}. */
  public String toSdp() {
    boolean udp = transport == TransportPath.Protocol.UDP;
    return "candidate:"
        + foundation
        + (udp ? " 1 udp " : " 1 tcp ")
        + priority
        + " "
        + address
        + " "
        + port
        + " typ host"
        + (udp ? "" : " tcptype passive");
  }
}
