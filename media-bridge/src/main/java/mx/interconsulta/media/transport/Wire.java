package mx.interconsulta.media.transport;

import java.net.InetSocketAddress;

/**
 * A way to one remote address: through a UDP socket, or over one TCP connection. It belongs to
 * nobody until a check that came over it verifies.
 */
abstract class Wire {
  private SecurePeer peer;
  private IcePath path;

  abstract TransportPath.Protocol protocol();

  abstract InetSocketAddress remote();

  /** Whether a packet of this urgency should be written now. */
  abstract boolean hasRoom(PeerTransport.Urgency urgency);

  /** Copies the bytes and writes them; they leave when the batch or the loop's turn ends. */
  abstract void send(byte[] buffer, int offset, int length);

  /** Hears no more; can still be written to, for a goodbye. */
  abstract void release();

  /** As {@link #release}; a connection closes once what was written has left. */
  abstract void close();

  /** Whose check verified, or null. */
  final SecurePeer peer() {
    return peer;
  }

  final IcePath path() {
    return path;
  }

  /** From now on what arrives here is this peer's. */
  void belongTo(SecurePeer owner, IcePath over) {
    peer = owner;
    path = over;
  }
}
