package mx.interconsulta.media.inbound;

import mx.interconsulta.media.feedback.ArrivalLog;
import mx.interconsulta.media.rtp.BigEndian;
import mx.interconsulta.media.rtp.Extension;

/**
 * Writes down when each packet of the transport came (transport-wide-cc-extensions-01 §2), whatever
 * becomes of it afterwards: the sender counts every packet, so a packet left out here looks lost.
 */
record NoteArrival(ArrivalLog arrivals) implements InboundStep {
  @Override
  public boolean take(InboundPacket packet) {
    int id = Extension.TRANSPORT_SEQUENCE.id();
    int at = packet.rtp.extensionAt(id);
    if (at >= 0 && packet.rtp.extensionLength(id) >= 2) {
      arrivals.arrived(BigEndian.u16(packet.rtp.bytes(), at), packet.arrivalNanos);
    }
    return true;
  }
}
