package mx.interconsulta.media.transport;

/**
 * The secured way to one participant. It outlives ICE restarts and changes of network; a lost
 * signalling connection does not touch it.
 *
 * <p>Threading: every method is called on the port's loop.
 */
public interface PeerTransport {

  /**
   * Bytes that must be free behind a packet given to {@link #sendRtp} or {@link #sendRtcp}: the
   * longest tag and index that SRTP and SRTCP append.
   */
  int TAIL = 32;

  /** What has to be sent before what when the path has no room for all. */
  enum Urgency {
    /** Sound, and repair of sound: goes as long as anything goes. */
    SOUND,
    /** Pictures: dropped first; {@link PeerTransportListener#onPicturesDropped} tells. */
    PICTURE
  }

  /** The credentials of the newest offer: after {@link #restart()} the new ones. */
  IceCredentials credentials();

  /**
   * What the participant's answer said. The handshake may be under way or even done by then; media
   * flow only once its certificate is known to have this fingerprint. The same values again (an
   * answer to a later offer) change nothing; another fingerprint ends the peer.
   *
   * @param ufrag the participant's own {@code a=ice-ufrag}
   * @param fingerprint of its certificate
   * @param setup its {@code a=setup}; we always act as the DTLS server, so only {@link
   *     DtlsSetup#ACTIVE} can work and anything else ends the peer
   */
  void setRemote(String ufrag, Fingerprint fingerprint, DtlsSetup setup);

  /**
   * ICE restart (RFC 8445, section 9): issues new credentials for the next offer. Packets keep
   * using the old path until a path of the new credentials is nominated.
   */
  IceCredentials restart();

  /** Whether DTLS is done and its certificate verified, so that packets can be sent. */
  boolean isSecure();

  /**
   * Encrypts the RTP packet in place (the bytes are spoilt) and sends it. {@link #TAIL} bytes
   * behind it must be free. False when it was not sent: not yet secure, no path, closed, or the
   * path has no room for its urgency.
   *
   * <p>The same sequence number must never be sent twice under one SSRC (with GCM that would give
   * the key away); retransmit pictures as RTX, sound by {@link #resendSound}. A repeated one is
   * refused.
   */
  boolean sendRtp(byte[] buffer, int offset, int length, Urgency urgency);

  /**
   * Sends a sound packet once more, the very bytes that went out, if it is among the last: browsers
   * ask for lost sound, and know RTX for pictures only. False when it is not kept any more, or
   * there is no room.
   */
  boolean resendSound(int ssrc, int sequence);

  /** As {@link #sendRtp}, for a compound or reduced-size RTCP packet. */
  boolean sendRtcp(byte[] buffer, int offset, int length);

  /**
   * Nothing more is sent under an SSRC, ever: what was kept for it goes. Without this a long stay
   * with many sources, one after another, would come to the limit of ciphers.
   */
  void retire(int ssrc);

  /** The path in use, or null before the first nomination. */
  TransportPath path();

  /** What went over it until now. */
  TransportStatistics statistics();

  /** Ends it, tells the participant (DTLS close_notify), and calls {@code onClosed(reason)}. */
  void close(TransportEnd reason);
}
