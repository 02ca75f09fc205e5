package mx.interconsulta.media.inbound;

/** One step on the way of a packet from a participant; see {@link Uplink}. */
interface InboundStep {
  /**
   * Does its part.
   *
   * @return whether the packet goes on
   */
  boolean take(InboundPacket packet);
}
