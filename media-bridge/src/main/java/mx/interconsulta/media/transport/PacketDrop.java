package mx.interconsulta.media.transport;

/** Why something that arrived went no further. Counted, never logged. */
public enum PacketDrop {
  /** Longer than anything we accept. */
  OVERSIZED,
  /** Neither STUN, DTLS, RTP nor RTCP by its first byte. */
  UNKNOWN_KIND,
  /** Looks like STUN, and is not. */
  MALFORMED_CHECK,
  /** No credentials we issued, or the wrong password. */
  UNVERIFIED_CHECK,
  /** From an address no check has verified. */
  UNVERIFIED_SOURCE,
  /** A TCP frame that is too long, or a first one that is no check of ours. */
  BAD_FRAME,
  /** A TCP connection beyond the limits. */
  TOO_MANY_CONNECTIONS,
  /** The system reported an error on a socket. */
  SOCKET_ERROR
}
