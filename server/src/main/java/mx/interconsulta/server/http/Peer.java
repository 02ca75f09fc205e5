package mx.interconsulta.server.http;

import java.util.Objects;

/**
 * Where a request came from and how our own address looks from there, after the forwarded headers
 * of trusted proxies were believed and all others were not.
 *
 * @param address address of the caller, as text
 * @param origin our own origin as the caller's browser sees it (RFC 6454), for example {@code
 *     https://hospital.example}; empty when the request names no host
 * @param host our own host name as the caller's browser sees it, without a port
 * @param direct whether the request carries no sign of a proxy at all; a forwarded header that is
 *     not believed still says that there is one
 * @param loopback whether the connection itself comes from this machine
 */
public record Peer(String address, String origin, String host, boolean direct, boolean loopback) {
  public Peer {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(host, "host");
  }

  /** Whether somebody sits at this very machine, with nothing between. */
  public boolean atThisMachine() {
    return loopback && direct;
  }
}
