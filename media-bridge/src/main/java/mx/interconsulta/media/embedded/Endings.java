package mx.interconsulta.media.embedded;

import mx.interconsulta.media.MediaEndReason;
import mx.interconsulta.media.transport.TransportEnd;

/** What the end of a transport means to the room. */
final class Endings {
  private Endings() {}

  static MediaEndReason of(TransportEnd end) {
    return switch (end) {
      case CLOSED, PEER_CLOSED -> MediaEndReason.LEFT;
      case CONNECT_TIMEOUT, HANDSHAKE_FAILED -> MediaEndReason.CONNECT_FAILED;
      case FINGERPRINT_MISMATCH, BAD_SETUP -> MediaEndReason.MISBEHAVED;
      case CONSENT_EXPIRED -> MediaEndReason.CONSENT_EXPIRED;
      case PORT_CLOSED -> MediaEndReason.BRIDGE_STOPPED;
    };
  }
}
