package mx.interconsulta.media.transport;

/**
 * Hears about one participant's transport. Called on the port's loop, never after {@link
 * #onClosed}. Buffers are valid only during the call; the receiver may change their bytes.
 */
public interface PeerTransportListener {

  /** Packets can be sent from now on: the moment to ask publishers for key frames. Once. */
  void onSecure();

  /**
   * A decrypted, authenticated RTP packet that was not seen before.
   *
   * @param arrivalNanos on the clock of {@link MediaLoop#nanoTime()}
   */
  void onRtp(byte[] buffer, int offset, int length, long arrivalNanos);

  /** A decrypted, authenticated compound RTCP packet that was not seen before. */
  void onRtcp(byte[] buffer, int offset, int length, long arrivalNanos);

  /** The path changed: first nomination, fallback, network change, ICE restart. */
  void onPath(TransportPath path);

  /**
   * Pictures were dropped because the path had no room, and now it has: decoders there need key
   * frames.
   */
  void onPicturesDropped();

  /** The end, exactly once; nothing is called afterwards. */
  void onClosed(TransportEnd reason);
}
