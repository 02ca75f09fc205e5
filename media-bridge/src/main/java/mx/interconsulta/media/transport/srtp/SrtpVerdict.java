package mx.interconsulta.media.transport.srtp;

/** What became of a packet that was to be opened. */
public enum SrtpVerdict {
  /** Authentic and new; the view now shows the plain packet. */
  OPENED,
  /** Its tag is wrong, or it is too short to have one. */
  UNAUTHENTIC,
  /** Seen before, or too old to tell (RFC 3711, section 3.3.2). */
  REPLAYED,
  /** Of an SSRC beyond the limit, or one of too many new ones at a time. */
  REFUSED
}
