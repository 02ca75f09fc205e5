package mx.interconsulta.media.inbound;

/**
 * Somebody to whom a track's packets may go on: {@link #wants}, then {@link #send}. The bytes are
 * shared with other takers and must not be changed.
 */
public interface PacketTaker {

  /** Whether this packet is to be sent. Called for every packet of every layer of the track. */
  boolean wants(InboundPacket packet);

  /** Sends it. */
  void send(InboundPacket packet);

  /** A packet that carries nothing took up a sequence number of its stream. */
  void skip(InboundStream stream, long sequence);
}
