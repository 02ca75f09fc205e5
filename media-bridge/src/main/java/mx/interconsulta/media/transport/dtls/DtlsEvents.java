package mx.interconsulta.media.transport.dtls;

/** Hears from one association. Called on a thread of the pool: post to where it belongs. */
public interface DtlsEvents {

  /** A datagram to send to the peer. */
  void transmit(byte[] datagram);

  /** The handshake is done. */
  void secured(DtlsKeys keys);

  /**
   * No thread works for this association any more, and none will.
   *
   * @param secured whether the handshake had been done: else it failed
   */
  void ended(boolean secured);
}
