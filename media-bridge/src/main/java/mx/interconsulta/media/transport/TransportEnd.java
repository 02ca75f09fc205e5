package mx.interconsulta.media.transport;

/** Why a peer's transport ended. Each is explained in docs/media-transport.md. */
public enum TransportEnd {
  /** Whoever registered it closed it. */
  CLOSED("closed"),
  /** The participant's browser closed DTLS. */
  PEER_CLOSED("peer-closed"),
  /** No answer came, or no check ever verified, in time. */
  CONNECT_TIMEOUT("connect-timeout"),
  /** DTLS failed or took too long. */
  HANDSHAKE_FAILED("handshake-failed"),
  /** The certificate shown in DTLS is not the one of the answer, or the answer changed it. */
  FINGERPRINT_MISMATCH("fingerprint-mismatch"),
  /** The answer wants to be the DTLS server, as we are. */
  BAD_SETUP("bad-setup"),
  /** No check of the participant verified for as long as RFC 7675 allows. */
  CONSENT_EXPIRED("consent-expired"),
  /** The port was closed. */
  PORT_CLOSED("port-closed");

  private final String token;

  TransportEnd(String token) {
    this.token = token;
  }

  /** The word used in documents and meters. */
  public String token() {
    return token;
  }
}
