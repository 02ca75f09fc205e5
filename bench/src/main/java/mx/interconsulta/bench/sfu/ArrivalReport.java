package mx.interconsulta.bench.sfu;

import mx.interconsulta.media.feedback.ArrivalLog;
import mx.interconsulta.media.rtp.RtcpWriter;
import mx.interconsulta.media.synthetic.SyntheticPeer;

/** A page's feedback about its whole transport, as browsers send it. */
final class ArrivalReport {
  private static final int OWN_SSRC = 1;

  private final ArrivalLog log = new ArrivalLog();
  private final RtcpWriter writer = new RtcpWriter();
  private final byte[] sealed = new byte[RtcpWriter.LIMIT + SyntheticPeer.TAIL];
  private int ssrc;

  /** Takes the transport's number out of the header extension (RFC 8285, one-byte form). */
  void arrived(byte[] buffer, int offset, int length, long nanos) {
    if ((buffer[offset] & 0x10) == 0 || length < 16) {
      return;
    }
    int at = offset + 12 + 4 * (buffer[offset] & 0x0f);
    int end = at + 4 + 4 * int16(buffer, at + 2);
    for (at += 4; at < end; ) {
      int id = (buffer[at] & 0xf0) >> 4;
      int size = id == 0 ? 0 : (buffer[at] & 0x0f) + 1;
      if (id == Camera.TRANSPORT_SEQUENCE) {
        log.arrived(int16(buffer, at + 1), nanos);
        ssrc = int16(buffer, offset + 8) << 16 | int16(buffer, offset + 10);
        return;
      }
      at += 1 + size;
    }
  }

  /** Tells what came since the last time; on the loop. */
  void tell(SyntheticPeer peer) {
    while (log.hasNews()) {
      writer.clear();
      if (!writer.receiverReport(OWN_SSRC) || !log.tell(writer, OWN_SSRC, ssrc)) {
        return;
      }
      System.arraycopy(writer.bytes(), 0, sealed, 0, writer.length());
      peer.sendRtcp(sealed, 0, writer.length());
    }
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
