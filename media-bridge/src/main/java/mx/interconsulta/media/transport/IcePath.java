package mx.interconsulta.media.transport;

/**
 * A remote address from which a check of a peer verified: what RFC 8445 calls a valid pair. {@link
 * IcePaths} owns its state.
 */
final class IcePath {
  private final Wire wire;
  long heardNanos;

  /** The generation of credentials it was last nominated in; 0 for never. */
  int nominatedIn;

  /** The later nominated, the higher. */
  long nomination;

  /** When it was nominated last, and since when again and again. */
  long nominatedNanos;

  long nominatedSince;

  IcePath(Wire wire, long nowNanos) {
    this.wire = wire;
    this.heardNanos = nowNanos;
  }

  Wire wire() {
    return wire;
  }

  /** An authentic packet came this way. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  void close() {
    wire.close();
  }

  TransportPath.Protocol protocol() {
    return wire.protocol();
  }
}
