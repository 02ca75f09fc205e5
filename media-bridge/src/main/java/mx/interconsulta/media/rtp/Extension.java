package mx.interconsulta.media.rtp;

/** The header extensions of this bridge and the ids that its offers dictate (RFC 8285). */
public enum Extension {
  /** RFC 6464. */
  AUDIO_LEVEL(1, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
  /** Which way up a telephone is held (3GPP TS 26.114 §7.4.5). */
  ORIENTATION(2, "urn:3gpp:video-orientation"),
  /** A number for each packet of the transport, for estimating the line. */
  TRANSPORT_SEQUENCE(
      3, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"),
  /** RFC 8843 §15. */
  MID(4, "urn:ietf:params:rtp-hdrext:sdes:mid"),
  /** RFC 8852 §3.1. */
  RID(5, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
  /** RFC 8852 §3.2: the rid of the stream that a retransmission belongs to. */
  REPAIRED_RID(6, "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");

  private final int id;
  private final String uri;

  Extension(int id, String uri) {
    this.id = id;
    this.uri = uri;
  }

  public int id() {
    return id;
  }

  public String uri() {
    return uri;
  }
}
